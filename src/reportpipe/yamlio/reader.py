"""YAML → Report, from files that people edit."""

from __future__ import annotations

import codecs
import re

from pydantic import ValidationError

from reportpipe.bounds import USUAL, Bounds
from reportpipe.errors import InvalidReportError
from reportpipe.model.checks import checked
from reportpipe.model.report import Report
from reportpipe.yamlio.compose import compose, plain_data
from reportpipe.yamlio.explain import called, explain, repair
from reportpipe.yamlio.nodes import Mapping, Node
from reportpipe.yamlio.problems import MOST_TOLD, Place, Problems

ADVICE = "Correct the lines named and run `reportpipe check` again."


def load(text: str | bytes, name: str = "<report>", bounds: Bounds = USUAL) -> Report:
    """The report that a YAML text holds. bytes: UTF-8, with or without byte order mark, or UTF-16 with one.

    name: what the messages call the file. Raises InvalidReportError with what is wrong, in the order of the file, and
    LimitError where it is more than is taken on.
    """
    problems = Problems()
    report = _read(text, problems, bounds)
    if report is None or problems.count:
        raise InvalidReportError(problems.lines(name), ADVICE)
    return report


def _read(text: str | bytes, problems: Problems, bounds: Bounds) -> Report | None:
    """The report, unless something is wrong with it; what is wrong goes to problems."""
    bounds.check_yaml(len(text))
    decoded = _decode(text) if isinstance(text, bytes) else text.removeprefix("\ufeff")
    if not isinstance(decoded, str):
        problems.add(*decoded)
        return None
    root = compose(decoded, problems, bounds)
    if not isinstance(root, Mapping):
        if not problems.count:
            problems.add(*_no_report(root))
        return None
    data = plain_data(root, problems)
    # What is wrong as YAML is not also told to be wrong as a report.
    told = problems.places()
    while True:
        try:
            return checked(data)
        except ValidationError as error:
            explain(error, root, problems, told)
            # Under a misspelt kind of block the checks see nothing: put it right here, and look on below it. Where
            # enough is to be told already, the next check finds what is below.
            if problems.count > MOST_TOLD or not repair(error, root):
                return None
            data = plain_data(root, Problems())


def _no_report(root: Node | None) -> tuple[Place, str]:
    """A document that is not even a mapping, or no document."""
    if root is None or called(root) == "empty":
        return (1, 1), "the file is empty: a report has keys such as title: and themes:"
    return root.place, f"a report must be a group of keys such as title: and themes:, not {called(root)}"


def _decode(data: bytes) -> str | tuple[Place, str]:
    """Bytes as text, or what is wrong with them."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        words = "the file is not UTF-16" if wide else f"the file is not UTF-8{_looks_like(data)}"
        # utf-8-sig counts from behind the byte order mark, hence the lines are counted in what it was given.
        line = error.object[: error.start].count(b"\n") + 1
        return (line, 1), f"{words}: save it as UTF-8"


def _looks_like(data: bytes) -> str:
    """Whether it is what editors on Japanese Windows save. Bytes that only fill gaps of cp932 are no sign."""
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        return ""
    return "" if re.search("[\x80\xa0\uf8f0-\uf8f3]", text) else " (it looks like Shift_JIS)"
