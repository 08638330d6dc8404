from __future__ import annotations

import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml

from reportpipe.batch.schedule import checked, next_time, serve
from reportpipe.batch.units import Plan, on_calendar, unit
from reportpipe.batch.watch import PATIENCE, SETTLE, Arrivals
from reportpipe.errors import UsageError

NIGHTLY = "0 3 * * *"
NONE: frozenset[str] = frozenset()
A = frozenset({"a.pdf"})


class Clock:
    """A clock that goes on when somebody waits, or works."""

    def __init__(self, hour: int) -> None:
        self.time = datetime(2026, 3, 1, hour)
        self.end = self.time + timedelta(days=3)
        self.began: list[datetime] = []

    def now(self) -> datetime:
        return self.time

    def pause(self, _seconds: float) -> None:
        self.time += timedelta(minutes=10)

    def stopped(self) -> bool:
        return self.time >= self.end

    def work(self, hours: int) -> None:
        self.began.append(self.time)
        self.time += timedelta(hours=hours)


def served(tmp_path: Path, clock: Clock, hours: int) -> list[tuple[int, int]]:
    serve(NIGHTLY, tmp_path / "state", lambda: clock.work(hours), clock.stopped, clock.now, clock.pause)
    return [(time.day, time.hour) for time in clock.began]


def test_a_run_at_every_time_of_the_table(tmp_path: Path) -> None:
    assert served(tmp_path, Clock(0), 1) == [(1, 3), (2, 3), (3, 3)]


def test_a_run_that_takes_too_long_overlaps_none_and_the_missed_ones_are_made_up_once(tmp_path: Path) -> None:
    assert served(tmp_path, Clock(0), 50) == [(1, 3), (3, 5)]


def test_what_was_missed_while_nobody_served_is_made_up_once(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("2026-02-20T03:00:00")
    assert served(tmp_path, Clock(12), 1) == [(1, 12), (2, 3), (3, 3), (4, 3)]
    (tmp_path / "state").write_text("nonsense")
    assert served(tmp_path, Clock(12), 1) == [(2, 3), (3, 3), (4, 3)]


@pytest.mark.parametrize("wrong", ["", "0 3 * *", "61 3 * * *", "0 0 3 * * *", "at three", "@daily"])
def test_what_is_no_time_table(wrong: str) -> None:
    with pytest.raises(UsageError):
        checked(wrong)
    assert checked(NIGHTLY) == NIGHTLY


CALENDARS = [
    ("0 3 * * *", ["*-*-* 3:0:00"]),
    ("*/15 8-18 * * 1-5", ["Mon..Fri *-*-* 8..18:0/15:00"]),
    ("30 2 1,15 */2 *", ["*-1/2-1,15 2:30:00"]),
    ("0 0 13 * fri", ["*-*-13 0:0:00", "Fri *-*-* 0:0:00"]),
    ("0 0 * jan-mar 0", ["Sun *-1..3-* 0:0:00"]),
]


@pytest.mark.parametrize(("expression", "events"), CALENDARS)
def test_cron_as_systemd_calendar_events(expression: str, events: list[str]) -> None:
    assert on_calendar(expression) == events


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
@pytest.mark.parametrize(("expression", "events"), CALENDARS)
def test_systemd_means_the_same_times(expression: str, events: list[str]) -> None:
    after = datetime(2026, 3, 1, 12)
    said = []
    for event in events:
        command = ["systemd-analyze", "calendar", event, "--base-time=2026-03-01 12:00:00"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env={"TZ": "UTC", "LC_ALL": "C"})
        (line,) = [line for line in done.stdout.splitlines() if "Next elapse:" in line or "Next elapse" in line]
        said.append(datetime.strptime(line.split(": ", 1)[1][4:23], "%Y-%m-%d %H:%M:%S"))
    assert min(said) == next_time(expression, after)


PLAN = Plan(
    NIGHTLY, ("/opt/report pipe/reportpipe",), Path("/srv/100%/受信"), Path("/srv/out put"), ("--jobs", "2"), 6656
)


def test_the_printed_units() -> None:
    systemd = unit("systemd", PLAN)
    assert 'ExecStart="/opt/report pipe/reportpipe" batch /srv/100%%/受信 "/srv/out put" --jobs 2\n' in systemd
    for line in ("Type=oneshot", "KillMode=mixed", "MemoryMax=6656M", "PrivateNetwork=yes", "ProtectSystem=strict"):
        assert f"\n{line}\n" in systemd
    assert "OnCalendar=*-*-* 3:0:00\nPersistent=true\n" in systemd
    assert (
        unit("cron", PLAN)
        == "0 3 * * * '/opt/report pipe/reportpipe' batch '/srv/100\\%/受信' '/srv/out put' --jobs 2\n"
    )
    spec = yaml.safe_load(unit("k8s", PLAN))["spec"]
    assert (spec["schedule"], spec["concurrencyPolicy"]) == (NIGHTLY, "Forbid")
    pod = spec["jobTemplate"]["spec"]["template"]["spec"]
    assert pod["containers"][0]["command"] == [
        "/opt/report pipe/reportpipe",
        "batch",
        "/srv/100%/受信",
        "/srv/out put",
        "--jobs",
        "2",
    ]
    dag = unit("airflow", PLAN)
    compile(dag, "dag.py", "exec")
    assert "max_active_runs=1" in dag
    with pytest.raises(UsageError, match="unknown scheduler"):
        unit("at", PLAN)


def test_a_file_is_taken_when_it_is_complete(tmp_path: Path) -> None:
    file, arrivals = tmp_path / "a.pdf", Arrivals(tmp_path)
    file.write_bytes(b"%PDF-1.7 half")
    arrivals.add(["a.pdf", "gone.pdf"], 0)
    assert arrivals.ready(0) == (NONE, A)
    assert arrivals.ready(SETTLE) == (NONE, A)
    file.write_bytes(b"%PDF-1.7 whole %%EOF\n")
    assert arrivals.ready(SETTLE + 1) == (NONE, A)
    assert arrivals.ready(SETTLE + 2) == (NONE, A)
    assert arrivals.ready(2 * SETTLE + 1) == (A, NONE)
    assert arrivals.ready(99) == (NONE, NONE)


def test_a_file_that_ends_oddly_is_taken_in_the_end(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 and no end")
    arrivals = Arrivals(tmp_path)
    arrivals.add(["a.pdf"], 0)
    arrivals.ready(0)
    assert arrivals.ready(PATIENCE - 1) == (NONE, A)
    assert arrivals.ready(PATIENCE) == (A, NONE)
