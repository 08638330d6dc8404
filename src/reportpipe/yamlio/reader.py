"""YAML → Report, from files that people edit."""

from __future__ import annotations

import codecs
import re

import yaml
from pydantic import ValidationError

from reportpipe.errors import InvalidReportError
from reportpipe.model.checks import checked
from reportpipe.model.report import Report
from reportpipe.yamlio.compose import compose, plain_data
from reportpipe.yamlio.explain import called, explain, repair
from reportpipe.yamlio.syntax import Problem

MAX_BYTES = 64 * 1024 * 1024
"""A report of 1000 dense pages has about 5 MB; what is larger is no report, or was made to hurt."""

ADVICE = "Correct the lines named and run `reportpipe check` again."


def load(text: str | bytes, name: str = "<report>") -> Report:
    """The report that a YAML text holds. bytes: UTF-8, with or without byte order mark, or UTF-16 with one.

    name: what the messages call the file. Raises InvalidReportError with all problems, in the order of the file.
    """
    report, problems = _read(text)
    if report is None or problems:
        raise InvalidReportError([problem.render(name) for problem in sorted(problems)], ADVICE)
    return report


def _read(text: str | bytes) -> tuple[Report | None, list[Problem]]:
    """The report, unless something is wrong with it, and what is wrong."""
    if len(text) > MAX_BYTES:
        return None, [Problem(1, 1, "", f"the file is larger than {MAX_BYTES // 1024**2} MiB, the most that is read")]
    decoded = _decode(text) if isinstance(text, bytes) else text.removeprefix("\ufeff")
    if isinstance(decoded, Problem):
        return None, [decoded]
    root, problems = compose(decoded)
    if not isinstance(root, yaml.MappingNode):
        return None, problems or [_no_report(root)]
    data = plain_data(root, problems)
    # What is wrong as YAML is not also told to be wrong as a report.
    told = {(problem.line, problem.column) for problem in problems}
    while True:
        try:
            return checked(data), problems
        except ValidationError as error:
            problems += [
                one for one in explain(error, root) if (one.line, one.column) not in told and one not in problems
            ]
            # Under a misspelt kind of block the checks see nothing: put it right here, and look on below it.
            if not repair(error, root):
                return None, problems
            data = plain_data(root, [])


def _no_report(root: yaml.Node | None) -> Problem:
    """A document that is not even a mapping, or no document."""
    if root is None or called(root) == "empty":
        return Problem(1, 1, "", "the file is empty: a report has keys such as title: and themes:")
    return Problem.at(
        root.start_mark, f"a report must be a group of keys such as title: and themes:, not {called(root)}"
    )


def _decode(data: bytes) -> str | Problem:
    """Bytes as text, or what is wrong with them."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        words = "the file is not UTF-16" if wide else f"the file is not UTF-8{_looks_like(data)}"
        # utf-8-sig counts from behind the byte order mark, hence the lines are counted in what it was given.
        line = error.object[: error.start].count(b"\n") + 1
        return Problem(line, 1, "", f"{words}: save it as UTF-8")


def _looks_like(data: bytes) -> str:
    """Whether it is what editors on Japanese Windows save. Bytes that only fill gaps of cp932 are no sign."""
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        return ""
    return "" if re.search("[\x80\xa0\uf8f0-\uf8f3]", text) else " (it looks like Shift_JIS)"
