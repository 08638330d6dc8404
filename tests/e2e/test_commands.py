"""The commands, their streams and their exit codes (README, "Exit codes")."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.command import PATIENCE, children, run, until
from tests.pdfs import Pdf, japanese, one_page

SLIDE = japanese(40, 350, "国際化の目的", 30) + japanese(40, 280, "・共同研究を進める。")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory with input/deck.pdf."""
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "deck.pdf").write_bytes(Pdf().page(SLIDE).page(SLIDE.replace("350", "351")).bytes())
    return tmp_path


def test_extract_then_render_without_a_path(place: Path) -> None:
    done = run("extract", cwd=place, fresh=True)
    assert (done.returncode, done.stdout) == (0, b"")
    assert "output/deck.yaml" in done.stderr.decode()
    assert "国際化の目的" in (place / "output/deck.yaml").read_text("utf-8")
    done = run("render", "--format", "docx,md", "-f", "json", cwd=place)
    assert (done.returncode, done.stdout) == (0, b"")
    assert sorted(p.name for p in (place / "output").glob("deck.*")) == [
        "deck.docx",
        "deck.json",
        "deck.md",
        "deck.yaml",
    ]
    assert run("check", cwd=place).returncode == 0


def test_convert_does_both(place: Path) -> None:
    assert run("convert", "input/deck.pdf", "-d", "out", "-f", "md", cwd=place, fresh=True).returncode == 0
    assert sorted(p.name for p in (place / "out").glob("deck.*")) == ["deck.md", "deck.yaml"]


def test_two_runs_write_the_same_bytes(place: Path) -> None:
    run("convert", "-d", "one", cwd=place)
    run("convert", "-d", "two", cwd=place, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"})
    for name in ("deck.yaml", "deck.docx", "deck.md", "deck.json"):
        assert (place / "one" / name).read_bytes() == (place / "two" / name).read_bytes(), name


def test_streams(place: Path, deck: Path) -> None:
    to_stdout = run("extract", "input/deck.pdf", "-o", "-", cwd=place)
    assert to_stdout.returncode == 0
    assert to_stdout.stdout.startswith(b"format: reportpipe/1\n")
    piped = run("extract", "-", cwd=place, stdin=(place / "input/deck.pdf").read_bytes())
    assert piped.stdout.replace(b"file: '-'", b"file: deck.pdf").count(b"\n") == to_stdout.stdout.count(b"\n")
    markdown = run("render", "-", "-f", "md", "-o", "-", cwd=place, stdin=to_stdout.stdout, fresh=True)
    assert markdown.returncode == 0
    assert "国際化の目的" in markdown.stdout.decode()
    assert run("extract", deck, "-o", "-", "-q", cwd=place).stderr == b""


def test_a_tree_is_mirrored(place: Path) -> None:
    (place / "input/2021").mkdir()
    shutil.copy(place / "input/deck.pdf", place / "input/2021/資料.PDF")
    (place / "input/.trash").mkdir()
    shutil.copy(place / "input/deck.pdf", place / "input/.trash/old.pdf")
    assert run("extract", cwd=place).returncode == 0
    found = sorted(
        str(p.relative_to(place / "output")) for p in (place / "output").rglob("*.yaml") if "/." not in str(p)
    )
    assert found == ["2021/資料.yaml", "deck.yaml"]


def test_two_inputs_never_share_an_output(place: Path) -> None:
    (place / "other").mkdir()
    shutil.copy(place / "input/deck.pdf", place / "other/deck.pdf")
    done = run("extract", "input/deck.pdf", "other/deck.pdf", cwd=place)
    assert done.returncode == 2
    assert "other/deck.pdf would both be written to output/deck" in done.stderr.decode()
    assert not (place / "output").exists()


def test_a_stem_may_hold_dots(place: Path) -> None:
    shutil.copy(place / "input/deck.pdf", place / "input/deck.v1.2.pdf")
    assert run("convert", "-f", "md", cwd=place).returncode == 0
    assert sorted(p.name for p in (place / "output").glob("*.md")) == ["deck.md", "deck.v1.2.md"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["extract", "missing.pdf"], 3, "there is no such file"),
        (["extract", "empty.pdf"], 3, "the file is empty"),
        (["extract", "text.pdf"], 3, "this is not a PDF file"),
        (["extract", "broken.pdf"], 3, "damaged"),
        (["extract", "nowhere/"], 3, "there is no such file"),
        (["extract", "/dev/zero"], 3, "this is a device, not a file"),
        (["extract", "empty/"], 2, "no .pdf file in empty/"),
        (["extract", "input/deck.pdf", "--pages", "3"], 2, "there is no page 3: the PDF has 2 pages"),
        (["extract", "input/deck.pdf", "--pages", "one"], 2, "'one' is no page"),
        (["extract", "input/deck.pdf", "--source", "acrobat"], 2, "Known: pdfium, pdfplumber"),
        (["extract", "input/deck.pdf", "--config", "bad.yaml"], 2, "Did you mean source?"),
        (["extract", "input/deck.pdf", "-o", "file/deck.yaml"], 6, "cannot write file/deck.yaml"),
        (["extract", "locked.pdf"], 4, "--password-file"),
        (["extract", "picture.pdf"], 10, "OCR"),
        (["extract", "--nonsense"], 2, "No such option"),
        (["render", "missing.yaml"], 3, "there is no such file"),
        (["render", "bad.yaml"], 5, "bad.yaml:1:1: sorce: unknown key (did you mean source?)"),
        (["render", "good.yaml", "-f", "odt"], 2, "Known: docx, html, json, md"),
        (["render", "good.yaml", "-o", "x.md", "-f", "md,docx"], 2, "--output takes one format"),
        (["check", "bad.yaml"], 5, "unknown key"),
        (["convert", "-"], 2, "takes no standard input"),
        (["explain", "missing.pdf"], 3, "there is no such file"),
        (["explain", "input"], 2, "input is a directory"),
        (["explain", "input/deck.pdf", "--page", "3"], 2, "there is no page 3: the PDF has 2 pages"),
        (["explain", "input/deck.pdf", "--page", "one"], 2, "--page one: 'one' is no page"),
        (["explain", "input/deck.pdf", "--format", "xml"], 2, "xml"),
        (["explain", "input/deck.pdf", "--picture", "out.png"], 2, "--picture shows one page, not 2"),
        (["explain", "input/deck.pdf", "--page", "2", "--picture", "out.gif"], 2, "must end in .png or .svg"),
        (["explain", "locked.pdf"], 4, "--password-file"),
        (["explain", "picture.pdf"], 10, "OCR"),
    ],
)
def test_what_is_wrong_is_said_with_its_exit_code(
    place: Path, encrypted_pdf: bytes, arguments: list[str], code: int, words: str
) -> None:
    (place / "empty.pdf").touch()
    (place / "empty").mkdir()
    (place / "file").touch()
    (place / "text.pdf").write_text("hello")
    (place / "broken.pdf").write_bytes(b"%PDF-1.7\nbroken")
    (place / "locked.pdf").write_bytes(encrypted_pdf)
    (place / "picture.pdf").write_bytes(one_page("0 0 300 200 re f"))
    (place / "bad.yaml").write_text("sorce: pdfium\n")
    (place / "good.yaml").write_text("title: 題\n", "utf-8")
    before = sorted(place.rglob("*"))
    done = run(*arguments, cwd=place)
    said = done.stderr.decode()
    assert words in said
    assert done.returncode == code
    assert "Traceback" not in said
    assert sorted(place.rglob("*")) == before


def test_an_edited_report_is_not_overwritten(place: Path) -> None:
    run("extract", cwd=place)
    target = place / "output/deck.yaml"
    extracted = target.read_text("utf-8")
    assert run("extract", cwd=place).returncode == 0
    target.write_text(extracted.replace("共同研究", "国際共同研究"), "utf-8")
    edited = target.read_bytes()
    for command in ("extract", "convert"):
        done = run(command, cwd=place)
        assert done.returncode == 11
        assert "--force" in done.stderr.decode()
        assert target.read_bytes() == edited
    assert run("render", "-f", "md", cwd=place).returncode == 0
    assert "国際共同研究" in (place / "output/deck.md").read_text("utf-8")
    assert (place / "output/.reportpipe/original/deck.yaml").read_text("utf-8") == extracted
    assert run("extract", "--force", cwd=place).returncode == 0
    assert target.read_text("utf-8") == extracted
    (kept,) = (place / "output/.reportpipe/replaced").iterdir()
    assert kept.read_bytes() == edited


def test_a_report_that_an_edit_broke_is_not_overwritten_either(place: Path) -> None:
    run("extract", cwd=place)
    (place / "output/deck.yaml").write_text("title: [\n")
    assert run("extract", cwd=place).returncode == 11
    assert (place / "output/deck.yaml").read_text() == "title: [\n"


def test_one_failure_does_not_stop_the_others(place: Path) -> None:
    (place / "input/bad.pdf").write_text("hello")
    done = run("convert", "-f", "md", cwd=place)
    assert done.returncode == 8
    assert "error: input/bad.pdf: this is not a PDF file" in done.stderr.decode()
    assert (place / "output/deck.md").exists()


def test_passwords_come_from_a_file_or_the_environment(place: Path, encrypted_pdf: bytes) -> None:
    (place / "locked.pdf").write_bytes(encrypted_pdf)
    (place / "word").write_text("secret\n")
    assert run("extract", "locked.pdf", "--password-file", "word", cwd=place).returncode == 0
    assert run("extract", "locked.pdf", cwd=place, env={"REPORTPIPE_PASSWORD": "secret"}).returncode == 0
    assert run("extract", "locked.pdf", cwd=place, env={"REPORTPIPE_PASSWORD": "other"}).returncode == 4


def test_warnings_are_told_and_count_under_strict(place: Path) -> None:
    (place / "input/deck.pdf").write_bytes(Pdf().page(SLIDE).page("0 0 300 200 re f").bytes())
    done = run("extract", cwd=place)
    assert done.returncode == 0
    assert "warning: input/deck.pdf: no-text-layer: page 2" in done.stderr.decode()
    assert run("extract", "--strict", cwd=place).returncode == 7
    assert run("extract", cwd=place, env={"REPORTPIPE_STRICT": "true"}).returncode == 7
    assert run("extract", "-q", cwd=place).stderr == b""


def test_settings_flags_win_over_environment_over_file(place: Path) -> None:
    (place / "settings.yaml").write_text("language: zh-Hans\nformats: [json]\n")
    run("convert", "--config", "settings.yaml", cwd=place)
    assert "language: zh-Hans" in (place / "output/deck.yaml").read_text("utf-8")
    assert not (place / "output/deck.docx").exists()
    run("extract", "--config", "settings.yaml", cwd=place, env={"REPORTPIPE_LANGUAGE": "ko"})
    assert "language: ko" in (place / "output/deck.yaml").read_text("utf-8")
    run("extract", "--config", "settings.yaml", "--language", "en", cwd=place, env={"REPORTPIPE_LANGUAGE": "ko"})
    assert "language: en" in (place / "output/deck.yaml").read_text("utf-8")


def test_the_log_is_json_lines(place: Path) -> None:
    (place / "input/改行\n.pdf").write_text("no PDF")
    assert run("extract", "--log", "log.jsonl", cwd=place).returncode == 8
    rows = [json.loads(line) for line in (place / "log.jsonl").read_text("utf-8").splitlines()]
    assert [row["level"] for row in rows] == ["done", "error"]
    assert rows[1]["exit_code"] == 3


def test_no_name_tells_the_terminal_what_to_do(place: Path) -> None:
    name = "\x1b]0;title\x07\x1b[31m\u202efdp.pdf"
    (place / "input" / name).write_bytes(b"hello")
    said = run("extract", f"input/{name}", cwd=place).stderr.decode()
    assert "\\x1b]0;title\\x07\\x1b[31m\\u202efdp.pdf: this is not a PDF file" in said
    assert not {char for char in said if not char.isprintable()} - {"\n"}


def test_the_log_says_where(place: Path) -> None:
    items = "".join(japanese(40, 280 - 40 * row, f"{mark} 項目") for row, mark in enumerate("①②④"))
    (place / "input/deck.pdf").write_bytes(one_page(items))
    assert run("extract", "--log", "log.jsonl", cwd=place).returncode == 0
    row = json.loads((place / "log.jsonl").read_text("utf-8").splitlines()[0])
    assert (row["code"], row["page"]) == ("enum-gap", 1)
    assert len(row["box"]) == 4
    assert "check: [enum-gap]" in (place / "output/deck.yaml").read_text("utf-8")


def test_explain_writes_to_standard_output_only(place: Path) -> None:
    before = sorted(place.rglob("*"))
    done = run("explain", "input/deck.pdf", "--page", "2", cwd=place)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "page 2:" in done.stdout.decode()
    assert "page 1:" not in done.stdout.decode()
    assert "marker: bullet ・ at x 40" in done.stdout.decode()
    piped = run("explain", "-", "-f", "json", cwd=place, stdin=(place / "input/deck.pdf").read_bytes())
    told = json.loads(piped.stdout)
    assert [page["page"] for page in told["pages"]] == [1, 2]
    assert told["pages"][0]["blocks"][0]["what"] == "heading"
    assert sorted(place.rglob("*")) == before


def test_explain_draws_a_picture_but_over_no_stranger(place: Path) -> None:
    command = ["explain", "input/deck.pdf", "--page", "2", "--picture", "out.png"]
    done = run(*command, cwd=place)
    assert (done.returncode, done.stderr.decode().strip()) == (0, "input/deck.pdf: → out.png")
    assert (place / "out.png").read_bytes().startswith(b"\x89PNG")
    assert "page 2:" in done.stdout.decode()
    assert run(*command, cwd=place).returncode == 0
    (place / "out.png").write_bytes(b"a person's")
    assert run(*command, cwd=place).returncode == 11
    assert (place / "out.png").read_bytes() == b"a person's"
    assert run(*command, "--force", cwd=place).returncode == 0
    assert (place / "out.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "cp932"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_the_terminals_encoding_changes_no_output(place: Path, locale: dict[str, str]) -> None:
    usual = run("extract", "input/deck.pdf", "-o", "-", cwd=place).stdout
    done = run("extract", "input/deck.pdf", "-o", "-", cwd=place, env=locale)
    assert (done.returncode, done.stdout) == (0, usual)
    shutil.copy(place / "input/deck.pdf", place / "input/資料①.pdf")
    assert run("convert", cwd=place, env=locale).returncode == 0
    assert (place / "output/資料①.docx").exists()


def test_an_output_is_whole_or_not_there(place: Path) -> None:
    """A full disk: files may not grow beyond one KiB, and what was there stays."""
    run("convert", "-f", "md", cwd=place)
    before = {path: path.read_bytes() for path in (place / "output").rglob("*") if path.is_file()}
    script = f"ulimit -f 1; trap '' XFSZ; exec {sys.executable} -m reportpipe render -f docx,md"
    done = subprocess.run(["bash", "-c", script], cwd=place, capture_output=True, check=False, timeout=60)
    assert done.returncode == 6, done.stderr.decode()
    after = {path: path.read_bytes() for path in (place / "output").rglob("*") if path.is_file()}
    assert after == before


def test_sigterm_ends_with_143_and_leaves_nothing_behind(place: Path) -> None:
    pages = Pdf()
    for _ in range(3000):
        pages.page(SLIDE * 20)
    (place / "input/deck.pdf").write_bytes(pages.bytes())
    command = [sys.executable, "-m", "reportpipe", "extract"]
    for number, code in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
        with subprocess.Popen(command, cwd=place, stderr=subprocess.DEVNULL) as process:
            until(lambda: children(process.pid))  # one reads the PDF
            process.send_signal(number)
            assert process.wait(PATIENCE) == code
        assert not (place / "output").exists()


@pytest.mark.parametrize("module", ["reportpipe.garbage", "reportpipe.cli.app", "typer", "reportpipe.settings"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_at_the_start_ends_it_without_a_traceback(
    place: Path, module: str, number: signal.Signals, code: int
) -> None:
    """The signal comes while that module is being imported, whatever time the machine takes to come there."""
    (place / "lib").mkdir()
    (place / "lib/sitecustomize.py").write_text(
        "import os, sys\nclass Now:\n    def find_spec(self, name, *_):\n"
        f"        if name == {module!r}:\n            os.kill(os.getpid(), {int(number)})\n"
        "sys.meta_path.insert(0, Now())\n"
    )
    done = run("extract", cwd=place, env={"PYTHONPATH": str(place / "lib")})
    assert done.returncode == code
    assert done.stderr in (b"", b"interrupted\n")


def test_a_ctrl_c_before_the_program_is_found_ends_it_without_a_traceback(place: Path) -> None:
    """As above, while `python -m reportpipe` imports the command line itself."""
    (place / "lib").mkdir()
    (place / "lib/sitecustomize.py").write_text(
        "import os, signal, sys\nclass Now:\n    def find_spec(self, name, *_):\n"
        "        if name == 'reportpipe.cli':\n            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Now())\n"
    )
    done = run("extract", cwd=place, env={"PYTHONPATH": str(place / "lib")})
    assert (done.returncode, done.stderr) == (130, b"interrupted\n")


def test_what_ignores_ctrl_c_in_the_background_goes_on_ignoring_it(place: Path) -> None:
    script = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        f"os.execv({sys.executable!r}, [{sys.executable!r}, '-m', 'reportpipe', 'schema'])"
    )
    (place / "lib").mkdir()
    (place / "lib/sitecustomize.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    command = [sys.executable, "-S", "-c", script]
    env = os.environ | {"PYTHONPATH": str(place / "lib")}
    done = subprocess.run(command, cwd=place, env=env, capture_output=True, check=False, timeout=PATIENCE)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_has_enough_is_no_failure(place: Path) -> None:
    script = f"{sys.executable} -m reportpipe schema | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], cwd=place, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def test_every_command_has_help_with_an_example(place: Path) -> None:
    top = run("--help", cwd=place).stdout.decode()
    for command in ("extract", "render", "convert", "batch", "schedule", "watch", "check", "schema", "plugins"):
        assert command in top
        assert "Example: reportpipe" in run(command, "--help", cwd=place).stdout.decode()
    assert "reportpipe.renderers.word" in run("plugins", cwd=place).stdout.decode()


def test_version_and_help_import_nothing_heavy(place: Path) -> None:
    for flag in ("--version", "--help"):
        script = (
            "import sys, atexit\n"
            "from reportpipe.cli import main\n"
            f"sys.argv = ['reportpipe', {flag!r}]\n"
            "heavy = {'pdfplumber', 'pypdfium2', 'docx', 'pydantic', 'yaml', 'lxml', 'rich'}\n"
            "atexit.register(lambda: sys.stderr.write(' '.join(heavy & set(sys.modules))))\n"
            "main()\n"
        )
        done = subprocess.run([sys.executable, "-c", script], cwd=place, capture_output=True, check=False, timeout=60)
        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "command",
    [
        ["extract", "input/deck.pdf"],
        ["extract", "input/deck.pdf", "-o", "-"],
        ["extract", "input/deck.pdf", "--output-dir", "out", "--pages", "1", "--log", "log", "--force", "-q"],
        ["explain", "input/deck.pdf"],
    ],
)
def test_reading_a_pdf_loads_no_checker_of_reports(place: Path, command: list[str]) -> None:
    """Nor what reads YAML: both are for files that people edit. Nor does the command line's library load the first to
    make text of text (it did from its version 0.26 on). A setting that is given is checked, by pydantic."""
    script = (
        "import sys, atexit\n"
        "from reportpipe.cli import main\n"
        f"sys.argv = ['reportpipe', *{command!r}]\n"
        "heavy = {'pydantic', 'yaml', 'docx', 'lxml', 'pdfplumber'}\n"
        "atexit.register(lambda: sys.stderr.write(f'heavy: {sorted(heavy & set(sys.modules))}'))\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=place, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stderr.endswith(b"heavy: []"), done.stderr


def test_the_script_is_installed() -> None:
    script = Path(sys.executable).with_name("reportpipe")
    done = subprocess.run([script, "--version"], capture_output=True, check=False, timeout=60, env=os.environ)
    assert done.stdout.startswith(b"reportpipe ")
