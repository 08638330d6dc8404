"""Ready files for other schedulers: a systemd service and timer, a crontab line, a Kubernetes CronJob, an Airflow DAG.

All run one batch and end; none lets two overlap. What they may touch is as little as a batch needs.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportpipe.errors import UsageError

DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""systemd's names by cron's numbers: both 0 and 7 are Sunday."""


@dataclass(frozen=True, slots=True)
class Plan:
    """command: the program; input, output: absolute; options: of `batch`; memory: MiB for the whole of it."""

    expression: str
    command: tuple[str, ...]
    input: Path
    output: Path
    options: tuple[str, ...]
    memory: int

    @property
    def words(self) -> list[str]:
        """The whole command."""
        return [*self.command, "batch", str(self.input), str(self.output), *self.options]

    @property
    def line(self) -> str:
        """The command as a shell takes it."""
        return shlex.join(self.words)


def unit(kind: str, plan: Plan) -> str:
    """The text of a kind: systemd, cron, k8s or airflow. Raises UsageError for another."""
    if kind not in KINDS:
        raise UsageError(f"unknown scheduler {kind!r}", f"Known: {', '.join(KINDS)}.")
    return KINDS[kind](plan)


def _systemd(plan: Plan) -> str:
    calendar = "\n".join(f"OnCalendar={one}" for one in on_calendar(plan.expression))
    start = " ".join(_systemd_word(word) for word in plan.words)
    return f"""\
# reportpipe.service
[Unit]
Description=reportpipe batch
RequiresMountsFor={_systemd_word(str(plan.input))} {_systemd_word(str(plan.output))}

[Service]
Type=oneshot
ExecStart={start}
KillMode=mixed
TimeoutStopSec=15min
MemoryMax={plan.memory}M
NoNewPrivileges=yes
PrivateNetwork=yes
PrivateDevices=yes
ProtectSystem=strict
ProtectHome=read-only
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes
ReadWritePaths={_systemd_word(str(plan.output))}

# reportpipe.timer
[Unit]
Description=reportpipe batch, by the clock

[Timer]
{calendar}
Persistent=true

[Install]
WantedBy=timers.target
"""


def _systemd_word(word: str) -> str:
    escaped = word.replace("%", "%%").replace("$", "$$").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if any(char in word for char in " \t'\"\\") else escaped


def on_calendar(expression: str) -> list[str]:
    """A crontab's five fields as systemd calendar events: two where both the day and the weekday are named, as cron
    takes either, and systemd both."""
    minute, hour, day, month, weekday = expression.split()
    clock = f"{_field(hour)}:{_field(minute)}:00"
    date, months, days = _field(day), _field(month, 1), _weekdays(weekday)
    if not days:
        return [f"*-{months}-{date} {clock}"]
    by_weekday = f"{days} *-{months}-* {clock}"
    return [by_weekday] if day == "*" else [f"*-{months}-{date} {clock}", by_weekday]


def _field(text: str, first: int = 0) -> str:
    return ",".join(_part(part, first) for part in text.split(","))


def _part(part: str, first: int) -> str:
    span, slash, step = part.partition("/")
    if not slash:
        return _number(span).replace("-", "..")
    begin = str(first) if span == "*" else _number(span).replace("-", "..")
    return f"{begin}/{step}"


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _number(text: str) -> str:
    for number, name in enumerate(MONTHS, 1):
        text = text.lower().replace(name, str(number))
    return text


def _weekdays(text: str) -> str:
    if text == "*":
        return ""
    return ",".join("..".join(_day(end) for end in part.split("-")) for part in text.split(","))


def _day(text: str) -> str:
    return DAYS[int(text)] if text.isdecimal() else text.capitalize()


def _cron(plan: Plan) -> str:
    return f"{plan.expression} {plan.line}\n".replace("%", "\\%")


def _kubernetes(plan: Plan) -> str:
    words = json.dumps(plan.words, ensure_ascii=False)
    return f"""\
apiVersion: batch/v1
kind: CronJob
metadata:
  name: reportpipe
spec:
  schedule: {json.dumps(plan.expression)}
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: 3600
  jobTemplate:
    spec:
      backoffLimit: 0
      template:
        spec:
          restartPolicy: Never
          automountServiceAccountToken: false
          securityContext:
            {{runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000, seccompProfile: {{type: RuntimeDefault}}}}
          containers:
          - name: reportpipe
            image: reportpipe  # an image of yours with reportpipe installed
            command: {words}
            securityContext:
              allowPrivilegeEscalation: false
              readOnlyRootFilesystem: true
              capabilities: {{drop: [ALL]}}
            resources:
              limits: {{memory: {plan.memory}Mi}}
            volumeMounts:
            - {{name: input, mountPath: {_quoted(plan.input)}, readOnly: true}}
            - {{name: output, mountPath: {_quoted(plan.output)}}}
            - {{name: tmp, mountPath: /tmp}}
          volumes:
          - {{name: input, persistentVolumeClaim: {{claimName: reportpipe-input, readOnly: true}}}}
          - {{name: output, persistentVolumeClaim: {{claimName: reportpipe-output}}}}
          - {{name: tmp, emptyDir: {{}}}}
"""


def _quoted(path: Path) -> str:
    return json.dumps(str(path), ensure_ascii=False)


def _airflow(plan: Plan) -> str:
    return f"""\
from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    "reportpipe",
    schedule={plan.expression!r},
    start_date=datetime(2024, 1, 1),
    catchup=False,
    max_active_runs=1,
):
    BashOperator(task_id="batch", bash_command={plan.line + " "!r}, retries=0)
"""


KINDS: dict[str, Callable[[Plan], str]] = {
    "systemd": _systemd,
    "cron": _cron,
    "k8s": _kubernetes,
    "airflow": _airflow,
}


def memory_of(jobs: int, memory: int) -> int:
    """MiB for so many documents at once, of which one may be tried again with twice as much, and for the driver."""
    return (jobs + 1) * memory + 512
