"""Blocks that begin in the middle of a sentence: how many of 1,000 paragraphs and items, and where.

    python benchmarks/broken_words.py FOLDER [--show N] [--documents]

FOLDER: reports as YAML, at any depth. Counted are blocks whose first characters cannot begin one, if the block before
ends without a full stop: a small kana, a closing bracket, a particle or an ending before a kanji (そ/れを), a
katakana word that goes on (サービ/ス), a word in lower case. Those that carry a `check` are told apart: a person is
asked to look at them. --show: so many of each kind, spread over the documents. --documents: the count of each.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reportpipe.model.report import Block, Bullet, Paragraph, Theme, walk
from reportpipe.text.join import starts_kinsoku
from reportpipe.yamlio import load

WIDE = "\u3041-\u30ff\u3400-\u9fff々"
ENDS_OPEN = re.compile(f"[{WIDE}、，（「・]\\Z")
ENDING = re.compile(
    "(?:[をがにのはでとへもやしてりれるくけせねべめよさられたなうつむぬきげぐぎごぜぼ](?=[\u30a1-\u30fa\u3400-\u9fff、。「（])"
    "|を|する|した(?![いがの])|して|され|れる|れた|られ|げる|ける|める|ねる|べる|てる|える|おり|ており|ます|です|である|でき|ない|べき"
    "|[がにをはでと]は|について|により|による|における|として|などの|などを|ことが|ことを|ことに|ものと|までに|ため、)"
)
WORDS = re.compile(
    r"(?:より|とも|はじめ|もし|もの|では、|でも|とりわけ|または|はい|もう|よう|なお|なぜ|のり面|はがき|うち|もと|は種|と畜)"
)
KATAKANA_ON = re.compile("[\u30a1-\u30fa]{1,2}(?![\u30a1-\u30fe])")
LOWER = re.compile(r"[a-z]{2,}(?:[ ,;.)]|\Z)")
STOPPED = re.compile(r"[.。．!?！？:：;；”」）)\]]\Z")


class Broken(NamedTuple):
    """A block that cannot begin one. before, text: where the words break."""

    document: str
    kind: str
    before: str
    text: str
    checked: bool


def main() -> None:
    """Prints the count, and what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--documents", action="store_true")
    options = parser.parse_args()
    total, found = 0, []
    for path in sorted(options.folder.rglob("*.yaml")):
        blocks = [block for _, theme in walk(load(path.read_bytes(), path.name).themes) for block in _blocks(theme)]
        total += len(blocks)
        found += list(_broken(path.stem, blocks))
    told = [one for one in found if one.checked]
    silent = [one for one in found if not one.checked]
    print(f"{total} blocks; begin within a sentence: {len(silent)} without a check, {len(told)} with one", end="; ")
    print(f"{1000 * len(silent) / max(1, total):.2f} and {1000 * len(told) / max(1, total):.2f} of 1,000")
    print("  ".join(f"{kind}: {count}" for kind, count in Counter(one.kind for one in silent).most_common()))
    if options.documents:
        for document, count in Counter(one.document for one in silent).most_common():
            print(f"  {count:4} {document}")
    _show(silent, options.show)


def _blocks(theme: Theme) -> Iterator[Block]:
    """The blocks of a theme in reading order, nested ones too."""
    waiting = list(reversed(theme.content or []))
    while waiting:
        block = waiting.pop()
        yield block
        if isinstance(block, Bullet):
            waiting += reversed(block.content or [])


def _broken(document: str, blocks: Sequence[Block]) -> Iterator[Broken]:
    before, checked = "", False
    for block in blocks:
        text = block.paragraph if isinstance(block, Paragraph) else block.bullet if isinstance(block, Bullet) else ""
        kind = _kind(before, text) if not (isinstance(block, Bullet) and block.marker) else ""
        if kind:
            yield Broken(document, kind, before[-20:], text[:20], checked or bool(block.check))
        before, checked = text, bool(block.check)


def _kind(before: str, text: str) -> str:
    """What shows that a text goes on the one before it; "" where nothing does."""
    if not before or not text:
        return ""
    if starts_kinsoku(text) and text[0] not in "’”゛":
        return "kinsoku"
    if ENDS_OPEN.search(before):
        if ENDING.match(text) and not WORDS.match(text):
            return "ending"
        if "\u30a1" <= before[-1] <= "\u30fe" and KATAKANA_ON.match(text):
            return "katakana"
    if LOWER.match(text) and not STOPPED.search(before) and before[-1].isascii():
        return "lower case"
    return ""


def _show(found: Sequence[Broken], most: int) -> None:
    """Some of each kind, one of each document first."""
    by_kind: dict[str, list[tuple[int, Broken]]] = defaultdict(list)
    seen: Counter[tuple[str, str]] = Counter()
    for one in found:
        by_kind[one.kind].append((seen[one.kind, one.document], one))
        seen[one.kind, one.document] += 1
    for kind, rows in by_kind.items():
        for _, one in sorted(rows, key=lambda row: row[0])[:most]:
            print(f"  {kind:10} {one.document:34} {one.before} / {one.text}")


if __name__ == "__main__":
    main()
