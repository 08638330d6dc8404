"""`reportpipe batch`: what is promised in docs/batch.md, but for faults (test_batch_faults.py)."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.e2e.batches import COMMAND, assert_whole, batch, deck, outcomes, published, rows, stamps, tree
from tests.e2e.command import PATIENCE, run

pytestmark = pytest.mark.long


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory with input/資料0.pdf, input/令和三年/資料1.pdf, input/資料2.pdf."""
    return tree(tmp_path, 3)


EDITED = "output/資料0/資料0.yaml"


def edit(place: Path, before: str = "共同研究", after: str = "国際共同研究") -> bytes:
    """A person corrects the YAML of 資料0, as editors do: a new file, renamed."""
    text = (place / EDITED).read_text("utf-8")
    assert before in text
    (place / "saved").write_text(text.replace(before, after), "utf-8")
    (place / "saved").replace(place / EDITED)
    return (place / EDITED).read_bytes()


def test_the_tree_is_mirrored_and_every_file_is_in_the_manifest(place: Path) -> None:
    (place / "input/notes.txt").write_text("no PDF")
    shutil.copy(place / "input/資料0.pdf", place / "input/scan")
    found = batch(place)
    assert outcomes(found) == {
        "notes.txt": "skipped",
        "scan": "ok",
        "令和三年/資料1.pdf": "ok",
        "資料0.pdf": "ok",
        "資料2.pdf": "ok",
    }
    assert found["令和三年/資料1.pdf"]["outputs"] == [
        f"令和三年/資料1/資料1{suffix}" for suffix in (".docx", ".json", ".md", ".yaml")
    ]
    assert assert_whole(place) == 4
    assert list((place / "output/.reportpipe/staging").iterdir()) == []


def test_an_unchanged_rerun_converts_nothing_and_writes_no_byte(place: Path) -> None:
    batch(place)
    before = stamps(place)
    found = batch(place)
    assert {(row["outcome"], row["reason"], row["seconds"]) for row in found.values()} == {("skipped", "up to date", 0)}
    assert stamps(place) == before


def test_exactly_the_affected_documents_are_done_again(place: Path) -> None:
    batch(place)
    (place / "input/資料0.pdf").write_bytes(deck("別の議題"))
    os.utime(place / "input/資料2.pdf")
    (place / "output/令和三年/資料1/資料1.md").unlink()
    before = stamps(place)
    assert outcomes(batch(place)) == {"令和三年/資料1.pdf": "ok", "資料0.pdf": "ok", "資料2.pdf": "skipped"}
    changed = {name.split("/")[-2] for name, stamp in stamps(place).items() if before.get(name) != stamp}
    assert changed == {"資料0", "資料1"}
    assert set(outcomes(batch(place, "--format", "md")).values()) == {"ok"}
    assert not list(place.glob("output/**/*.docx"))
    assert set(outcomes(batch(place, "--format", "md", "--language", "en")).values()) == {"ok"}
    assert set(outcomes(batch(place, "--format", "md", "--language", "en")).values()) == {"skipped"}
    assert assert_whole(place) == 3


def test_an_edited_yaml_is_kept_rendered_again_and_named(place: Path) -> None:
    batch(place)
    mine = edit(place)
    found = batch(place)
    assert (found["資料0.pdf"]["outcome"], found["資料0.pdf"]["reason"]) == ("ok", "the edited YAML is kept")
    assert outcomes(found)["資料2.pdf"] == "skipped"
    assert (place / EDITED).read_bytes() == mine
    assert "国際共同研究" in (place / "output/資料0/資料0.md").read_text("utf-8")
    assert batch(place)["資料0.pdf"]["reason"] == "up to date; the edited YAML is kept"

    (place / "input/資料0.pdf").write_bytes(deck("改めた議題"))
    assert batch(place)["資料0.pdf"]["reason"] == "the edited YAML is kept"
    fresh = place / "output/資料0/資料0.new.yaml"
    assert (place / EDITED).read_bytes() == mine
    assert "改めた議題" in fresh.read_text("utf-8")
    assert "国際共同研究" in (place / "output/資料0/資料0.md").read_text("utf-8")
    assert outcomes(batch(place))["資料0.pdf"] == "skipped"

    mine = edit(place, "国際共同研究", "共同の研究")
    assert outcomes(batch(place))["資料0.pdf"] == "ok"
    assert (place / EDITED).read_bytes() == mine
    assert fresh.exists()

    fresh.replace(place / EDITED)  # the person takes the new extraction
    assert "edited" not in batch(place)["資料0.pdf"]["reason"]
    assert "改めた議題" in (place / "output/資料0/資料0.md").read_text("utf-8")


def test_an_edit_that_broke_the_yaml_is_kept_and_fails(place: Path) -> None:
    batch(place)
    edit(place, "title:", "titel:")
    row = batch(place, code=8)["資料0.pdf"]
    assert row["outcome"] == "failed"
    assert "unknown key (did you mean title?)" in row["reason"]
    assert "titel:" in (place / EDITED).read_text("utf-8")
    edit(place, "titel:", "title:")
    assert batch(place)["資料0.pdf"]["outcome"] == "skipped"


def test_what_a_person_adds_beside_the_outputs_stays(place: Path) -> None:
    batch(place)
    (place / "output/資料0/覚書.txt").write_text("mine")
    (place / "input/資料0.pdf").write_bytes(deck("別の議題"))
    batch(place)
    assert (place / "output/資料0/覚書.txt").read_text() == "mine"
    (place / "output/資料0/folder").mkdir()
    (place / "input/資料0.pdf").write_bytes(deck("また別の議題"))
    assert "holds a directory" in batch(place, code=8)["資料0.pdf"]["reason"]
    assert (place / "output/資料0/folder").is_dir()
    (place / "output/資料0/folder").rename(place / "moved")
    assert batch(place)["資料0.pdf"]["outcome"] == "ok"


def test_every_failure_has_its_outcome_and_harms_no_other(place: Path, encrypted_pdf: bytes) -> None:
    for name, data in {
        "text.pdf": b"hello",
        "nothing.pdf": b"",
        "broken.pdf": b"%PDF-1.7\nbroken",
        "locked.pdf": encrypted_pdf,
        "picture.pdf": b"",
        "huge.pdf": deck("長い", 4000),
    }.items():
        (place / "input" / name).write_bytes(data)
    (place / "input/picture.pdf").write_bytes(deck("x").replace(b" Tj", b" Tx"))
    found = batch(place, "--timeout", "1", code=8)
    assert outcomes(found) == {
        "broken.pdf": "corrupt",
        "huge.pdf": "limit",
        "locked.pdf": "encrypted",
        "nothing.pdf": "not_pdf",
        "picture.pdf": "empty",
        "text.pdf": "not_pdf",
        "令和三年/資料1.pdf": "ok",
        "資料0.pdf": "ok",
        "資料2.pdf": "ok",
    }
    assert "2 s of CPU (twice, the second time alone and with larger limits)" in found["huge.pdf"]["reason"]
    assert assert_whole(place) == 3
    again = batch(place, "--timeout", "1", code=8)
    assert again["huge.pdf"]["outcome"] == "limit"
    assert "left alone until it changes, or --retry-failed" in again["huge.pdf"]["reason"]
    assert {row["seconds"] for row in again.values()} == {0}
    retried = batch(place, "--timeout", "1", "--retry-failed", code=8)
    assert retried["huge.pdf"]["seconds"] > 0
    larger = batch(place, code=8)
    assert (larger["huge.pdf"]["outcome"], larger["text.pdf"]["outcome"]) == ("ok", "not_pdf")
    (place / "input/text.pdf").write_bytes(deck("直した"))
    assert batch(place, code=8)["text.pdf"]["outcome"] == "ok"


def test_a_manifest_that_cannot_be_read_is_not_taken_for_missing(place: Path) -> None:
    batch(place)
    manifest = place / "output/資料0/manifest.json"
    manifest.rename(place / "aside")
    manifest.symlink_to("manifest.json")  # a link to itself: an error of the file system
    (place / "input/資料0.pdf").write_bytes(deck("別の議題"))
    (place / "input/資料2.pdf").write_bytes(deck("次の議題"))
    before = (place / "output/資料0/資料0.yaml").read_bytes()
    found = batch(place, code=8)  # one document's trouble: the others go on
    assert found["資料0.pdf"]["outcome"] == "failed"
    assert "資料0" in found["資料0.pdf"]["reason"]
    assert found["資料2.pdf"]["outcome"] == "ok"
    assert (place / "output/資料0/資料0.yaml").read_bytes() == before
    manifest.unlink()
    (place / "aside").rename(manifest)
    assert batch(place)["資料0.pdf"]["reason"] == ""
    assert assert_whole(place) == 3


def test_fail_fast_takes_no_more(place: Path) -> None:
    for number in range(5):
        (place / f"input/a{number}.pdf").write_bytes(b"hello")
    found = batch(place, "--fail-fast", "--jobs", "1", code=8)
    assert sorted(outcomes(found).values()) == ["not_pdf"] + ["skipped"] * 7
    assert found["資料0.pdf"]["reason"] == "not reached, as the run was stopped"


def test_verify_names_what_is_damaged_and_force_mends_it(place: Path) -> None:
    batch(place)
    target = place / "output/資料0/資料0.md"
    good, state = target.read_bytes(), target.stat()
    target.write_bytes(good.replace(b"1", b"2"))
    os.utime(target, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert set(outcomes(batch(place)).values()) == {"skipped"}
    damaged = target.read_bytes()
    found = batch(place, "--verify", code=8)["資料0.pdf"]  # nobody can tell damage from an edit
    assert (found["outcome"], "資料0.md" in found["reason"]) == ("edited", True)
    assert target.read_bytes() == damaged
    assert outcomes(batch(place, "--verify", "--force"))["資料0.pdf"] == "ok"
    assert target.read_bytes() == good


def test_prune_removes_what_has_lost_its_input_but_no_edit(place: Path) -> None:
    batch(place)
    mine = edit(place)
    for path in ("資料0.pdf", "令和三年/資料1.pdf"):
        (place / "input" / path).unlink()
    batch(place)
    assert assert_whole_but_edit(place) == {"資料0", "令和三年", "資料2"}
    batch(place, "--prune")
    assert assert_whole_but_edit(place) == {"資料0", "資料2"}
    assert list((place / "output/資料0").iterdir()) == [place / EDITED]
    assert (place / EDITED).read_bytes() == mine
    shutil.rmtree(place / "input")
    (place / "input").mkdir()
    batch(place, "--prune")
    assert (place / "output/資料2/資料2.yaml").exists()


def assert_whole_but_edit(place: Path) -> set[str]:
    return {path.name for path in (place / "output").iterdir() if path.is_dir() and path.name != ".reportpipe"}


def everything(place: Path) -> dict[Path, int]:
    """Every path of OUTPUT, and when it was written."""
    return {path: path.stat().st_mtime_ns for path in (place / "output").rglob("*")}


def test_a_dry_run_writes_nothing(place: Path) -> None:
    done = run("batch", "input", "output", "--dry-run", cwd=place)
    assert done.returncode == 0
    assert "資料0.pdf: skipped: would be converted: new" in done.stdout.decode()
    assert not (place / "output").exists()
    batch(place)
    before = everything(place)
    (place / "input/資料0.pdf").write_bytes(deck("別の議題"))
    said = run("batch", "input", "output", "--dry-run", cwd=place).stdout.decode()
    assert "資料0.pdf: skipped: would be converted: the PDF, a setting or a version changed" in said
    assert "資料2.pdf: skipped: up to date" in said
    assert everything(place) == before


def test_selection(place: Path) -> None:
    found = batch(place, "--include", "令和三年/*", "--include", "*0.pdf", "--exclude", "資料0*")
    assert outcomes(found) == {"令和三年/資料1.pdf": "ok", "資料0.pdf": "skipped", "資料2.pdf": "skipped"}
    assert found["資料2.pdf"]["reason"] == "not selected"


def test_one_or_many_at_once_write_the_same(place: Path) -> None:
    made = []
    for jobs in ("1", "2", "8"):
        batch(place, "--jobs", jobs)
        made.append(published(place))
        shutil.rmtree(place / "output")
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize("damage", ["lost", "broken"])
def test_the_ledger_can_be_lost(place: Path, damage: str) -> None:
    batch(place)
    ledger = place / "output/.reportpipe/ledger.sqlite"
    ledger.write_bytes(b"nonsense " * 1000) if damage == "broken" else ledger.unlink()
    before = stamps(place)
    assert set(outcomes(batch(place)).values()) == {"skipped"}
    assert stamps(place) == before


def overlapping(place: Path, count: int) -> list[int]:
    """Exit codes of so many batches that are started at once."""
    (place / "input/long.pdf").write_bytes(deck("長い", 2000))
    started = [
        subprocess.Popen([*COMMAND, "input", "output", "-q", "--format", "md"], cwd=place, stderr=subprocess.DEVNULL)
        for _ in range(count)
    ]
    return sorted(process.wait(300) for process in started)


def test_overlapping_runs_end_with_75(place: Path) -> None:
    assert overlapping(place, 6) == [0] + [75] * 5


@pytest.mark.soak
def test_of_fifty_starts_one_works(place: Path) -> None:
    long = deck("長い", 4000)  # fifty starts take half a minute; more than 5,000 pages would be refused at once
    for number in range(16):
        (place / f"input/longer{number}.pdf").write_bytes(long)
    assert overlapping(place, 50) == [0] + [75] * 49


@pytest.mark.parametrize(
    ("signals", "code"),
    [([signal.SIGINT], 130), ([signal.SIGTERM], 143), ([signal.SIGINT, signal.SIGINT], 130)],
)
def test_signals_leave_a_state_from_which_the_next_run_goes_on(
    place: Path, signals: list[signal.Signals], code: int
) -> None:
    (place / "input/資料0.pdf").write_bytes(deck("長い", 1500))
    process = subprocess.Popen(
        [*COMMAND, "input", "output", "-j", "1", "--format", "md", "--include", "*.pdf"],
        cwd=place,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    process.stderr.readline()  # 令和三年/資料1 is done, and 資料0 is in flight
    time.sleep(0.2)
    said = ""
    for number in signals:
        process.send_signal(number)
        said += process.stderr.readline().decode()  # it has heard: the next signal is one of its own
    said += process.stderr.read().decode()
    assert process.wait(PATIENCE) == code, said
    process.stderr.close()
    found = outcomes(rows(place))
    assert found["資料0.pdf"] == ("ok" if len(signals) == 1 else "skipped"), said
    assert (found["令和三年/資料1.pdf"], found["資料2.pdf"]) == ("ok", "skipped")
    assert_whole(place)
    assert set(outcomes(batch(place, "--format", "md")).values()) == {"ok", "skipped"}
    assert assert_whole(place) == 3


def test_the_log_and_the_metrics(place: Path) -> None:
    (place / "input/改\n\x9b行.pdf").write_bytes(b"hello")
    batch(place, "--log", "log.jsonl", "--metrics", "batch.prom", code=8)
    found = [json.loads(line) for line in (place / "log.jsonl").read_text("utf-8").splitlines()]
    assert [row["level"] for row in found if row["file"] == "改\\n\\x9b行.pdf"] == ["not_pdf"]
    figures = (place / "batch.prom").read_text()
    assert 'reportpipe_documents{outcome="ok"} 3\n' in figures
    assert 'reportpipe_documents{outcome="not_pdf"} 1\n' in figures
    assert "reportpipe_pages 3\n" in figures


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing", "output"], "there is no directory missing/"),
        (["input", "."], "INPUT (input) lies in OUTPUT (.)"),
        (["input", "input"], "lies in OUTPUT"),
        (["input", "output", "--format", "odt"], "Known: docx,"),
        (["input", "output", "--source", "acrobat"], "Known: pdfium, pdfplumber"),
        (["input", "output", "--jobs", "0"], "Invalid value"),
    ],
)
def test_wrong_usage(place: Path, arguments: list[str], words: str) -> None:
    done = run("batch", *arguments, cwd=place)
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert not (place / "output").exists()


def test_the_output_may_lie_in_the_input(place: Path) -> None:
    for _ in range(2):
        done = run("batch", "input", "input/out", cwd=place)
        assert done.returncode == 0
    assert len(json.loads((place / "input/out/report.json").read_bytes())["documents"]) == 3
