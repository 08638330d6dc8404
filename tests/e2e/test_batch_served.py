"""`reportpipe schedule` and `reportpipe watch`, in the foreground."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.e2e.batches import assert_whole, deck, rows, tree
from tests.e2e.command import PATIENCE, run, until

pytestmark = pytest.mark.long


def served(place: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "reportpipe", *arguments, "-f", "md"], cwd=place)


def test_a_file_that_arrives_is_taken_when_it_is_complete(tmp_path: Path) -> None:
    place = tree(tmp_path, 1)
    process = served(place, "watch", "input", "output")
    report = place / "output/report.json"
    until(report.exists)
    data = deck("届いた")
    with (place / "input/届いた.pdf").open("wb", buffering=0) as file:
        file.write(data[:500])
        time.sleep(3)
        assert "届いた.pdf" not in rows(place)
        file.write(data[500:])
    until(lambda: rows(place).get("届いた.pdf", {}).get("outcome") == "ok")
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 143
    assert assert_whole(place) == 2


def test_a_missed_run_is_made_up_at_once_and_sigterm_ends_it(tmp_path: Path) -> None:
    place = tree(tmp_path, 1)
    (place / "output/.reportpipe").mkdir(parents=True)
    (place / "output/.reportpipe/schedule").write_text((datetime.now() - timedelta(days=2)).isoformat())
    later = (datetime.now() + timedelta(hours=5)).hour
    process = served(place, "schedule", f"0 {later} * * *", "input", "output")
    until((place / "output/report.json").exists)
    time.sleep(1)
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 143
    assert assert_whole(place) == 1


def test_a_unit_is_printed_and_nothing_is_written(tmp_path: Path) -> None:
    place = tree(tmp_path, 1)
    done = run("schedule", "0 3 * * *", "input", "output", "--print", "cron", "-j", "2", cwd=place)
    assert done.returncode == 0
    assert done.stdout.decode().endswith(f" batch {place}/input {place}/output --jobs 2 --timeout 300 --memory 2048\n")
    assert not (place / "output").exists()
    assert run("schedule", "at three", "input", "output", cwd=place).returncode == 2
