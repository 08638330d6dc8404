"""Report → YAML that a person can read: plain where every reader agrees, quoted where any would disagree.

Why not PyYAML's dumpers: libyaml 0.2.5 writes every character beyond U+FFFF as an escape ("\\U00020BB7野" for 𠮷野),
the pure Python one does not, or only in some styles, and folds U+0085 between single quotes; so the file would depend
on the machine. Both leave `0o7` plain, a number in YAML 1.2.
And it is three times as fast: 0.5 s for a report of 8 MB, where libyaml takes 1.4 s and the Python dumper 4.2 s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reportpipe.model.report import Report, to_dict
from reportpipe.patterns import pattern

SCHEMA = "../schema/report.schema.json"
"""Where the schema lies, seen from `output/`: editors check and complete by it."""

FLOW = frozenset({"organisation", "source", "extracted", "front", "at", "check"})
"""Keys whose value is short enough for one line."""
FLOW_ROWS = frozenset({"header", "rows", "ruby", "left_out"})
"""Keys whose value is a list with one row to the line."""

ESCAPED = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What only double quotes can hold: what is not printable (YAML 1.2 §5.1), the byte order mark (§5.2), the line
breaks of YAML 1.1 (its §5.4: U+0085, U+2028, U+2029), line feeds, and tabs, which nobody can see."""
SHORT_ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}

NOT_PLAIN = pattern(r"[-?:,\[\]{}#&*!|>'\"%@` ]|\.\.\.|.*(?::(?: |\Z)| #| \Z)")
"""What no plain scalar may begin with or hold (YAML 1.2 §7.3.3). Stricter than that: no indicator comes first."""
NOT_PLAIN_IN_FLOW = pattern(r"[,\[\]{}?:]")
"""YAML 1.1 and 1.2 disagree on ? and : within flow collections."""

NOT_TEXT = pattern(
    r"""|~|null|y|n|yes|no|on|off|true|false|=|<<           # nothing, truth, default value and merge key of YAML 1.1
    |[-+]?[0-9._][0-9._,:]*(?:e[-+]?[0-9]*)?                # whole, broken and base 60 numbers, with their separators
    |[-+]?0[xob][0-9a-f_]+|[-+]?\.(?:inf|nan)
    |[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2}(?:[t\ ].*)?)?        # dates and times
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Whole scalars that some reader takes for something else than text: YAML 1.2 §10.3.2 (core schema), the YAML 1.1 type
repository (bool, int, float, timestamp, null, value, merge), and Ruby's commas in numbers."""

TO_ESCAPE = pattern(rf'["\\]|{ESCAPED.pattern}')
SURROGATE = pattern("[\ud800-\udfff]")


def dump(report: Report, schema: str | None = SCHEMA) -> str:
    """The report as YAML text with a final newline; `load` gives the same report back.

    schema: address for the editor's comment in the first line; None leaves the line out. Lone surrogates, which no
    UTF-8 file can hold, become U+FFFD, so that writing never fails.
    """
    comment = [] if schema is None else [f"# yaml-language-server: $schema={schema}"]
    return SURROGATE.sub("\ufffd", "\n".join([*comment, *_mapping(to_dict(report), 0), ""]))


def _mapping(mapping: dict[str, Any], indent: int) -> Iterator[str]:
    """The lines of a block mapping."""
    pad = " " * indent
    for key, value in mapping.items():
        if not value or key in FLOW or not isinstance(value, dict | list):
            yield f"{pad}{key}: {_value(value, indent)}"
        elif isinstance(value, dict):
            yield f"{pad}{key}:"
            yield from _mapping(value, indent + 2)
        else:
            yield f"{pad}{key}:"
            yield from _sequence(value, indent, flow=key in FLOW_ROWS)


def _sequence(items: list[Any], indent: int, flow: bool) -> Iterator[str]:
    """The lines of a block sequence; flow: each item on one line."""
    dash = " " * indent + "- "
    for item in items:
        if isinstance(item, dict) and not flow:
            lines = _mapping(item, indent + 2)
            yield dash + next(lines).lstrip(" ")
            yield from lines
        else:
            yield dash + _value(item, indent)


def _value(value: Any, indent: int) -> str:
    """A scalar, or a collection in flow style."""
    return _block_text(value, indent) if isinstance(value, str) else _flow(value)


def _flow(value: Any) -> str:
    """A mapping, list, text or number on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _line(value, flow=True) if isinstance(value, str) else str(value)


def _block_text(text: str, indent: int) -> str:
    """Text in block context: several lines as a literal block where that gives the same text back."""
    lines = text.split("\n")
    # A space or a blank line in front may need an indentation indicator (YAML 1.2 §8.1.1.1); `-` chomps a blank end.
    if len(lines) == 1 or text[0] in "\n " or not lines[-1].strip(" ") or any(map(ESCAPED.search, lines)):
        return _line(text, flow=False)
    pad = " " * (indent + 2)
    return "\n".join(["|-", *(pad + line if line else "" for line in lines)])


def _line(text: str, flow: bool) -> str:
    """Text on one line: plain, else in single quotes, else in double quotes with escapes."""
    if ESCAPED.search(text):
        return '"' + TO_ESCAPE.sub(_escape, text) + '"'
    if NOT_PLAIN.match(text) or NOT_TEXT.fullmatch(text) or (flow and NOT_PLAIN_IN_FLOW.search(text)):
        return "'" + text.replace("'", "''") + "'"
    return text


def _escape(found: re.Match[str]) -> str:
    """A character as an escape of YAML 1.2 §5.7."""
    character = found[0]
    return SHORT_ESCAPES.get(character) or (
        f"\\x{ord(character):02x}" if character < "\xff" else f"\\u{ord(character):04x}"
    )
