"""Nobody's work is lost: one row for each way of touching a file between two runs, and what the second run must say.

Each row begins with outputs that were just written, does one thing to them that a person could do, and runs a command
that would write there. What the person left must still be there, byte for byte, and the command must name it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.e2e.batches import batch, deck, outcomes
from tests.e2e.command import run

Touch = Callable[[bytes], bytes]
YAML_EDITS: dict[str, Touch] = {
    "a word": lambda data: data.replace("共同研究".encode(), "国際共同研究".encode()),
    "a comment": lambda data: data + "# 確認済み\n".encode(),
    "a comment at its head": lambda data: b"# checked\n" + data,
    "an empty line at its end": lambda data: data + b"\n",
    "line ends of Windows": lambda data: data.replace(b"\n", b"\r\n"),
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "another order of keys": lambda data: data.replace(b"language: ja\n", b"") + b"language: ja\n",
    "a line less": lambda data: data.rpartition(b"marker")[0].rstrip(b" ") or b"#\n",
    "a fault": lambda _: b"title: [\n",
    "nothing left": lambda _: b"",
    "a check that is done": lambda data: data.replace(b"pages: 1", b"pages:  1"),
}
FILE_EDITS: dict[str, Touch] = {
    "more at its end": lambda data: data + b"mine\n",
    "one byte": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "cut": lambda data: data[: len(data) // 2],
    "nothing left": lambda _: b"",
}
RENDITIONS = ("docx", "md", "json", "html")
FORMATS = ("--format", ",".join(RENDITIONS))


class Row(NamedTuple):
    """What is touched, how, and which command would write there."""

    file: str
    edit: Touch
    command: tuple[str, ...]


ROWS = {
    **{
        f"{command[0]}: {name} in the YAML": Row("deck.yaml", edit, command)
        for name, edit in YAML_EDITS.items()
        for command in (("extract",), ("convert", *FORMATS))
    },
    **{
        f"{command[0]}: {name} in the {suffix}": Row(f"deck.{suffix}", edit, command)
        for suffix in RENDITIONS
        for name, edit in FILE_EDITS.items()
        for command in (("convert", *FORMATS), ("render", *FORMATS))
    },
}
QUICK = {"extract: a comment in the YAML", "convert: a word in the YAML", "render: more at its end in the md"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with input/deck.pdf and all that `convert` makes of it."""
    place = tmp_path_factory.mktemp("written")
    (place / "input").mkdir()
    (place / "input/deck.pdf").write_bytes(deck("交流"))
    assert run("convert", *FORMATS, cwd=place).returncode == 0
    return place


@pytest.fixture
def place(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "place"))


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.soak) for name in ROWS]
)
def test_what_a_person_touched_stays(place: Path, name: str) -> None:
    row = ROWS[name]
    file = place / "output" / row.file
    touched = row.edit(file.read_bytes())
    assert touched != file.read_bytes()
    file.write_bytes(touched)
    (place / "input/deck.pdf").write_bytes(deck("新しい交流"))
    if row.command[0] == "render":  # its input has changed, too
        yaml = place / "output/deck.yaml"
        yaml.write_bytes(yaml.read_bytes().replace("共同研究".encode(), "共同調査".encode()))
    before = {path: path.read_bytes() for path in (place / "output").iterdir() if path.is_file()}
    done = run(*row.command, cwd=place)
    said = done.stderr.decode()
    assert done.returncode == 11, said
    assert f"output/{row.file}" in said
    assert "--force" in said
    assert {path: path.read_bytes() for path in before} == before
    forced = run(*row.command, "--force", cwd=place)
    assert forced.returncode == 0, forced.stderr.decode()
    kept = list((place / "output/.reportpipe/replaced").iterdir())
    assert touched in [path.read_bytes() for path in kept]
    assert all(path.name in forced.stderr.decode() for path in kept)
    assert run(*row.command, cwd=place).returncode == 0


@pytest.mark.parametrize("suffix", ["yaml", *RENDITIONS])
def test_a_file_of_ones_own_in_an_outputs_place_stays(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "deck.pdf").write_bytes(deck("交流"))
    mine = tmp_path / f"output/deck.{suffix}"
    mine.write_bytes(b"mine\n")
    done = run("convert", "deck.pdf", *FORMATS, cwd=tmp_path)
    assert done.returncode == 11
    assert [path.name for path in (tmp_path / "output").iterdir()] == [mine.name]
    assert mine.read_bytes() == b"mine\n"


@pytest.mark.long
def test_another_documents_outputs_stay(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "deck.pdf").write_bytes(deck(folder))
    assert run("convert", "a/deck.pdf", "-d", "out", cwd=tmp_path).returncode == 0
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()}
    done = run("convert", "b/deck.pdf", "-d", "out", cwd=tmp_path)
    assert done.returncode == 11
    assert "a/deck.pdf" in done.stderr.decode()
    assert {path: path.read_bytes() for path in before} == before
    (tmp_path / "a/deck.pdf").write_bytes(deck("republished"))
    assert run("convert", "a/deck.pdf", "-d", "out", cwd=tmp_path).returncode == 0


def test_a_link_stays_a_link_and_what_it_leads_to_is_written(place: Path) -> None:
    (place / "git").mkdir()
    (place / "link.md").symlink_to("git/real.md")
    assert run("render", "output/deck.yaml", "-o", "link.md", cwd=place).returncode == 0
    assert (place / "link.md").is_symlink()
    assert (place / "git/real.md").read_bytes() == (place / "output/deck.md").read_bytes()


@pytest.mark.long
def test_a_pipe_is_written_into_and_stays_one(place: Path) -> None:
    os.mkfifo(place / "pipe.md")
    reader = os.open(place / "pipe.md", os.O_RDONLY | os.O_NONBLOCK)
    assert run("render", "output/deck.yaml", "-o", "pipe.md", cwd=place).returncode == 0
    assert os.read(reader, 1 << 16) == (place / "output/deck.md").read_bytes()
    os.close(reader)
    assert (place / "pipe.md").is_fifo()


# Batches

BATCH_EDITS = {"more at its end": FILE_EDITS["more at its end"], "nothing left": FILE_EDITS["nothing left"]}
CAUSES: dict[str, tuple[str, ...]] = {
    "the PDF changed": (),
    "--verify": ("--verify",),
    "an option changed": ("--no-page-links",),
    "the language changed": ("--language", "en"),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("published")
    (place / "input").mkdir()
    for name in ("deck", "other"):
        (place / f"input/{name}.pdf").write_bytes(deck(name))
    batch(place, *FORMATS)
    return place


@pytest.fixture
def tree(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "tree", symlinks=True))


@pytest.mark.soak
@pytest.mark.parametrize("suffix", RENDITIONS)
@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("edit", BATCH_EDITS)
def test_a_batch_leaves_an_edited_rendition_and_says_so(tree: Path, suffix: str, cause: str, edit: str) -> None:
    file = tree / f"output/deck/deck.{suffix}"
    file.write_bytes(BATCH_EDITS[edit](file.read_bytes()))
    touched = file.read_bytes()
    if cause == "the PDF changed":
        for name in ("deck", "other"):
            (tree / f"input/{name}.pdf").write_bytes(deck(f"{name} 改訂"))
    found = batch(tree, *FORMATS, *CAUSES[cause], code=8)
    assert outcomes(found)["deck.pdf"] == "edited"
    assert f"deck.{suffix}" in found["deck.pdf"]["reason"]
    assert outcomes(found)["other.pdf"] != "edited"
    assert file.read_bytes() == touched
    found = batch(tree, *FORMATS, *CAUSES[cause], "--force")
    assert outcomes(found)["deck.pdf"] == "ok"
    kept = [path.read_bytes() for path in (tree / "output/.reportpipe/replaced").rglob("*") if path.is_file()]
    assert touched in kept


@pytest.mark.long
def test_an_edited_new_extraction_stays(tree: Path) -> None:
    yaml, fresh = tree / "output/deck/deck.yaml", tree / "output/deck/deck.new.yaml"
    yaml.write_bytes(YAML_EDITS["a comment"](yaml.read_bytes()))
    (tree / "input/deck.pdf").write_bytes(deck("第二版"))
    batch(tree, *FORMATS)
    fresh.write_bytes(fresh.read_bytes() + b"# merged\n")
    merged = fresh.read_bytes()
    (tree / "input/deck.pdf").write_bytes(deck("第三版"))
    found = batch(tree, *FORMATS, code=8)
    assert "deck.new.yaml" in found["deck.pdf"]["reason"]
    assert fresh.read_bytes() == merged
    assert yaml.read_bytes().endswith("# 確認済み\n".encode())


@pytest.mark.long
def test_a_format_that_is_dropped_takes_no_edit_with_it(tree: Path) -> None:
    file = tree / "output/deck/deck.html"
    file.write_bytes(b"mine")
    (tree / "input/deck.pdf").write_bytes(deck("第二版"))
    assert outcomes(batch(tree, "--format", "md"))["deck.pdf"] == "ok"
    assert file.read_bytes() == b"mine"
    assert not (tree / "output/other/other.docx").exists()


def test_a_yaml_that_is_a_link_into_a_checkout_is_read_there(tree: Path) -> None:
    (tree / "git").mkdir()
    yaml = tree / "output/deck/deck.yaml"
    shutil.move(yaml, tree / "git/deck.yaml")
    yaml.symlink_to("../../git/deck.yaml")
    text = (tree / "git/deck.yaml").read_bytes()
    (tree / "git/deck.yaml").write_bytes(YAML_EDITS["a word"](text))
    (tree / "input/deck.pdf").write_bytes(deck("第二版"))
    assert outcomes(batch(tree, *FORMATS)) == {"deck.pdf": "ok", "other.pdf": "skipped"}
    assert yaml.is_symlink()
    assert yaml.read_bytes() == YAML_EDITS["a word"](text)
    assert "国際共同研究" in (tree / "output/deck/deck.md").read_text("utf-8")
    assert set(outcomes(batch(tree, *FORMATS)).values()) == {"skipped"}


def test_a_place_stays_its_documents_when_a_sibling_takes_its_name(tree: Path) -> None:
    yaml = tree / "output/deck/deck.yaml"
    yaml.write_bytes(YAML_EDITS["a comment"](yaml.read_bytes()))
    (tree / "input/deck.pdf").rename(tree / "input/deck.PDF")
    (tree / "input/deck.PDF").write_bytes(deck("別の資料"))
    found = batch(tree, *FORMATS)
    assert outcomes(found) == {"deck.PDF": "ok", "deck.pdf": "skipped", "other.pdf": "skipped"}
    assert "left behind: deck/deck.yaml" in found["deck.pdf"]["reason"]
    assert "別の資料" in (tree / "output/deck.PDF/deck.md").read_text("utf-8")
    assert yaml.read_bytes().endswith("# 確認済み\n".encode())


@pytest.mark.long
def test_a_place_stays_its_documents_when_a_folder_takes_its_name(tree: Path) -> None:
    yaml = tree / "output/deck/deck.yaml"
    yaml.write_bytes(YAML_EDITS["a word"](yaml.read_bytes()))
    (tree / "input/deck").mkdir()
    (tree / "input/deck/inner.pdf").write_bytes(deck("中"))
    assert outcomes(batch(tree, *FORMATS)) == {"deck.pdf": "ok", "deck/inner.pdf": "ok", "other.pdf": "skipped"}
    assert "国際共同研究" in (tree / "output/deck/deck.md").read_text("utf-8")
    assert set(outcomes(batch(tree, *FORMATS)).values()) == {"skipped"}


@pytest.mark.long
def test_an_edit_of_a_renamed_pdf_is_named_as_left_behind(tree: Path) -> None:
    yaml = tree / "output/deck/deck.yaml"
    yaml.write_bytes(YAML_EDITS["a word"](yaml.read_bytes()))
    (tree / "input/deck.pdf").rename(tree / "input/renamed.pdf")
    found = batch(tree, *FORMATS)
    assert "left behind: deck/deck.yaml" in found["deck.pdf"]["reason"]
    assert outcomes(found)["renamed.pdf"] == "ok"


@pytest.mark.parametrize("where", ["document", "folder"])
def test_a_link_that_leads_out_of_the_output_is_not_followed(tree: Path, where: str) -> None:
    (tree / "precious").mkdir()
    (tree / "precious/thesis.txt").write_text("mine")
    if where == "document":
        shutil.rmtree(tree / "output/deck")
        (tree / "output/deck").symlink_to("../precious")
    else:
        (tree / "input/sub").mkdir()
        (tree / "input/sub/deck.pdf").write_bytes(deck("下"))
        (tree / "output/sub").symlink_to("../precious")
    found = batch(tree, *FORMATS, code=8)
    assert sorted(outcomes(found).values()).count("edited") == 1
    assert [path.name for path in (tree / "precious").iterdir()] == ["thesis.txt"]


def test_outputs_that_came_without_their_records_are_written_again_where_they_are_the_same(place: Path) -> None:
    shutil.rmtree(place / "output/.reportpipe")  # as in a fresh clone of a repository that holds them
    assert run("convert", *FORMATS, cwd=place).returncode == 0
    (place / "input/deck.pdf").write_bytes(deck("新しい交流"))
    assert run("convert", *FORMATS, cwd=place).returncode == 0
