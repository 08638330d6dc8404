"""The engine of many machines: a job is a Ray task, and in the task the guard of pool.py runs it.

Ray moves the small JSON of jobs and answers; the files that these name lie where every node finds them. Ray retries
nothing (`max_retries=0`): what was lost is told to the driver, which owns retries, publication and ledger.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

from reportpipe.batch.confine import Limits
from reportpipe.batch.convert import SETTING_TROUBLE
from reportpipe.batch.keys import tools
from reportpipe.batch.pool import Ended, Pool
from reportpipe.errors import ReportpipeError, UsageError

AHEAD = 2
"""Jobs in flight for each processor of the cluster, unless told: one runs, one waits, so that none waits for us."""
PATIENCE = 60.0
"""Seconds after which a task that waits for its guard looks again; the guard itself keeps the limits."""
KNOCK = 5.0
"""Seconds in which the head of a cluster takes a connection."""


class OnRay:
    """The engine on a Ray cluster that runs already. size: jobs in flight at most. target: MODULE:FUNCTION."""

    def __init__(self, size: int | None, target: str) -> None:
        self._ray = _connected()
        self._size = size
        self._target = target
        self._task = self._ray.remote(num_cpus=1, max_retries=0)(run_guarded)
        self._flying: dict[Any, str] = {}

    @property
    def busy(self) -> int:
        """How many jobs are in flight."""
        return len(self._flying)

    @property
    def free(self) -> int:
        """How many more jobs can be submitted now: nodes come and go. One always can, and waits for a node."""
        size = self._size or int(self._ray.cluster_resources().get("CPU", 0)) * AHEAD
        return max(size, 1) - self.busy

    def submit(self, key: str, job: Mapping[str, Any], limits: Limits) -> None:
        """Starts a job wherever there is room."""
        request = json.dumps({"target": self._target, "job": job, "limits": asdict(limits), "tools": tools()})
        self._flying[self._task.remote(request)] = key

    def wait(self, timeout: float) -> list[Ended]:
        """The jobs that have ended, after at most so many seconds. Raises ReportpipeError where no guard can start."""
        if not self._flying:
            return []
        self._ray.wait(list(self._flying), num_returns=1, timeout=timeout)
        done, _ = self._ray.wait(list(self._flying), num_returns=self.busy, timeout=0)
        return [self._ended(task, self._flying.pop(task)) for task in done]

    def _ended(self, task: Any, key: str) -> Ended:
        try:
            return Ended(key, **json.loads(self._ray.get(task)))
        except self._ray.exceptions.RayTaskError as error:  # our own code raised: the guard could not start
            raise ReportpipeError(f"a node of the cluster cannot run documents: {error.cause}") from error
        except self._ray.exceptions.RayError as error:  # the worker, its node, or the way to it
            return Ended(key, "lost", f"its worker or its node was lost ({type(error).__name__})")

    def close(self) -> None:
        """Ends what is in flight, and the connection."""
        for task in self._flying:
            self._ray.cancel(task, force=True)
        self._flying.clear()
        self._ray.shutdown()


def _connected() -> Any:
    """The module, connected to the cluster that RAY_ADDRESS names, or to the one of this machine. Starts none."""
    import ray  # noqa: PLC0415 -- an extra, and heavy

    terminate = signal.getsignal(signal.SIGTERM)
    address = os.environ.get("RAY_ADDRESS", "auto")
    try:
        _knock(address)
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except (OSError, ValueError, RuntimeError, ray.exceptions.RayError) as error:
        told = str(error).strip().partition("\n")[0]
        advice = "Start one (ray start --head), or name it in RAY_ADDRESS."
        raise UsageError(f"no Ray cluster answers at {address}: {told}", advice) from error
    finally:
        signal.signal(signal.SIGTERM, terminate)  # Ray puts its own there, with which nothing in flight is finished
    return ray


def _knock(address: str) -> None:
    """Raises OSError where nobody listens at HOST:PORT: Ray itself would try for minutes."""
    host, _, port = address.rpartition(":")
    if "/" not in host and port.isdecimal():
        socket.create_connection((host, int(port)), KNOCK).close()


def run_guarded(request: str) -> str:
    """The task: what it does on its node. Gives an Ended without its key, as JSON."""
    told = json.loads(request)
    if told["tools"] != tools():
        reason = f"{socket.gethostname()} has other versions of reportpipe or of what it uses than the driver"
        return json.dumps({"fate": "done", "result": {"outcome": SETTING_TROUBLE, "reason": reason}})
    guard = _guard(told["target"])
    guard.submit("", told["job"], Limits(**told["limits"]))
    while not (ended := guard.wait(PATIENCE)):
        pass
    return json.dumps({name: value for name, value in asdict(ended[0]).items() if name != "key"})


@cache
def _guard(target: str) -> Pool:
    """One for each worker process, as long as this lives; it ends when its socket closes, however the worker ends."""
    return Pool(1, target)
