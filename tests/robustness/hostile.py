"""The hostile inputs of ../shared, and what became of each: the outcome that its exit code stands for."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.shared import SHARED

GENERATOR = SHARED / "hostile" / "hostile.py"
ORDINARY = 65534
"""The user `nobody`."""
AS_ORDINARY = ["setpriv", f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups"]
OF_CODE: Mapping[int, set[str]] = {
    0: {"ok"},
    7: {"ok_warn"},
    2: {"skipped"},
    3: {"not_pdf", "corrupt", "unreadable", "skipped", "limit"},
    4: {"encrypted"},
    10: {"empty"},
}
"""Exit code, under --strict → outcomes that it may stand for; which of those of 3, its message says."""
OF_WORDS = (
    ("this is not a PDF", "not_pdf"),
    ("the file is empty", "not_pdf"),
    ("max_", "limit"),
    ("this is a", "skipped"),
    ("Too many levels", "skipped"),
    ("there is no such file", "skipped"),
    ("Permission denied", "unreadable"),
    ("cannot look inside", "unreadable"),
)
MOST_CPU = 10.0


@dataclass(frozen=True, slots=True)
class Case:
    """A hostile input. path: below the directory of all; expect: its accepted outcomes."""

    id: str
    path: str
    expect: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended. cpu: seconds, its children's too."""

    outcome: str
    cpu: float
    said: str


def generate(place: Path, *only: str) -> list[Case]:
    """Writes the hostile inputs whose ids hold one of these words, all unless told; what they are. All of them take
    most of a minute."""
    chosen = [part for word in only for part in ("--only", word)]
    subprocess.run([sys.executable, str(GENERATOR), str(place), *chosen], check=True, capture_output=True, timeout=300)
    manifest = place / "manifest.jsonl"
    rows = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
    manifest.unlink()
    return [Case(row["id"], os.fsdecode(base64.b64decode(row["path_b64"])), frozenset(row["expect"])) for row in rows]


def extract(place: Path, case: Case, ordinary: bool = False) -> Ended:
    """`reportpipe extract --strict`, to standard output; as the user nobody if `ordinary`."""
    command = [sys.executable, "-m", "reportpipe", "extract", "--strict", "-q", "-o", "-", "--", case.path]
    process = subprocess.Popen(
        [*(AS_ORDINARY if ordinary else []), *command],
        cwd=place,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    with process.stderr as stream:
        said = stream.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Ended(_outcome(process.returncode, said), usage.ru_utime + usage.ru_stime, said)


def _outcome(code: int, said: str) -> str:
    if "Traceback" in said or code not in OF_CODE:
        return f"exit code {code}"
    if code == 3:
        return next((outcome for words, outcome in OF_WORDS if words in said), "corrupt")
    return next(iter(OF_CODE[code]))


def refused(place: Path, cases: Iterable[Case], ordinary: bool = False) -> list[str]:
    """What is wrong: each case that ended as it may not, or took too long. Two at once."""
    with ThreadPoolExecutor(2) as pool:
        ended = pool.map(lambda case: (case, extract(place, case, ordinary)), cases)
        return [
            f"{case.id}: {one.outcome}, {one.cpu:.1f} s, expected {sorted(case.expect)}: {one.said[-200:]}"
            for case, one in ended
            if one.outcome not in case.expect or one.cpu > MOST_CPU
        ]
