"""What a batch converts with: the options of renditions, and a password."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm

from tests.e2e.batches import assert_whole, batch, deck, outcomes, published, stamps, tree
from tests.e2e.command import run

SETTINGS = (
    "options: {docx: {reference_doc: our.docx, page_links: false}, json: {lines: true}, html: {page_links: false}}"
)
OPTIONS = ("--config", "settings.yaml", "--format", "docx,json")

pytestmark = pytest.mark.long


def template(place: Path, width: int) -> None:
    """A Word file whose page is so many millimetres wide."""
    document = docx.Document()
    document.sections[0].page_width = Mm(width)
    document.save(str(place / "our.docx"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two decks, settings, and a template."""
    (tmp_path / "settings.yaml").write_text(SETTINGS)
    template(tmp_path, 200)
    return tree(tmp_path, 2)


def test_a_batch_makes_the_renditions_that_render_makes(place: Path) -> None:
    batch(place, *OPTIONS)
    made = published(place)
    for yaml in place.glob("output/**/*.yaml"):
        assert run("render", yaml, "-d", "single", *OPTIONS, cwd=place).returncode == 0
        for suffix in (".docx", ".jsonl"):
            single = place / "single" / (yaml.stem + suffix)
            assert single.read_bytes() == made[str(yaml.with_suffix(suffix).relative_to(place / "output"))]
    assert docx.Document(str(place / "single/資料0.docx")).sections[0].page_width == pytest.approx(Mm(200), rel=0.001)
    assert list((place / "output/.reportpipe/staging").iterdir()) == []


def _set(before: str, after: str) -> Callable[[Path], int]:
    return lambda place: (place / "settings.yaml").write_text(SETTINGS.replace(before, after))


@pytest.mark.parametrize(
    ("change", "flags", "renders"),
    [
        (lambda _: None, (), False),
        (lambda place: template(place, 190), (), True),
        (lambda place: (place / "our.docx").rename(place / "other.docx"), ("--reference-doc", "other.docx"), False),
        (_set("page_links: false}, json", "page_links: true}, json"), (), True),
        (_set("page_links: false}, json", "}, json"), (), True),
        (_set("html: {page_links: false}", "html: {page_links: true}"), (), False),  # a format that is not made
        (_set("lines: true", "lines: false"), (), True),
        (lambda _: None, ("--page-links",), True),
    ],
    ids=["nothing", "template", "moved template", "option", "option left out", "other format", "lines", "flag"],
)
def test_each_option_alone_renders_again_what_depends_on_it(
    place: Path, change: Callable[[Path], Any], flags: tuple[str, ...], renders: bool
) -> None:
    batch(place, *OPTIONS)
    before = stamps(place)
    change(place)
    found = batch(place, *OPTIONS, *flags)
    assert set(outcomes(found).values()) == ({"ok"} if renders else {"skipped"})
    changed = {Path(name).suffix for name, stamp in stamps(place).items() if before.get(name) != stamp}
    assert (bool(changed), ".yaml" in changed) == (renders, False)  # the YAML is not extracted again
    assert set(outcomes(batch(place, *OPTIONS, *flags)).values()) == {"skipped"}


def test_what_a_template_lacks_is_said(place: Path) -> None:
    document = docx.Document(str(place / "our.docx"))
    style = document.styles["Heading 1"]
    style.element.getparent().remove(style.element)
    document.save(str(place / "our.docx"))
    found = batch(place, *OPTIONS)
    assert set(outcomes(found).values()) == {"ok_warn"}
    assert "style-missing" in found["資料0.pdf"]["reason"]
    template(place, 200)
    assert set(outcomes(batch(place, *OPTIONS)).values()) == {"ok"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--reference-doc", "settings.yaml"), "Word"),
        (("--reference-doc", "missing.docx"), "missing.docx"),
        (("--flavour", "odd", "--format", "md"), "'flavour' of format 'md'"),
        (("--password-file", "missing"), "cannot read a password"),
    ],
)
def test_a_wrong_setting_ends_the_run_and_blames_no_document(
    place: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = run("batch", "input", "output", *arguments, cwd=place)
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert ".pdf: failed" not in done.stderr.decode()
    assert set(outcomes(batch(place)).values()) == {"ok"}


def test_a_password_opens_what_it_opens_and_is_kept_nowhere(place: Path, encrypted_pdf: bytes) -> None:
    (place / "input/locked.pdf").write_bytes(encrypted_pdf)
    (place / "input/text.pdf").write_bytes(b"hello")
    (place / "word").write_text("secret\nanother line\n")
    (place / "wrong").write_text("guess")

    def locked(*options: str, code: int = 8, **env: str) -> str:
        found = batch(place, "-f", "md", "--log", "log", *options, code=code, env=env)
        assert found["text.pdf"]["outcome"] == "not_pdf"
        return str(found["locked.pdf"]["outcome"]) + " " + str(found["locked.pdf"]["reason"])

    assert locked().startswith("encrypted")
    assert "left alone" in locked()
    assert "left alone" not in locked("--password-file", "wrong")
    assert locked("--password-file", "word") == "ok "
    assert locked() == locked("--password-file", "wrong") == "skipped up to date"
    (place / "input/locked.pdf").unlink()
    (place / "input/anew.pdf").write_bytes(encrypted_pdf)
    assert batch(place, "-f", "md", code=8, env={"REPORTPIPE_PASSWORD": "secret"})["anew.pdf"]["outcome"] == "ok"
    assert assert_whole(place) == 4
    kept = [place / "log", *(file for file in (place / "output").rglob("*") if file.is_file())]
    assert not [file for file in kept if b"secret" in file.read_bytes() or b"guess" in file.read_bytes()]


def test_a_document_that_needs_no_password_does_not_depend_on_it(place: Path) -> None:
    batch(place, "-f", "md")
    assert set(outcomes(batch(place, "-f", "md", env={"REPORTPIPE_PASSWORD": "x"})).values()) == {"skipped"}
    (place / "input/資料0.pdf").write_bytes(deck("別の議題"))
    assert batch(place, "-f", "md", env={"REPORTPIPE_PASSWORD": "x"})["資料0.pdf"]["outcome"] == "ok"
