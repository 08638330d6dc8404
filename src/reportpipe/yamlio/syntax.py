"""The syntax errors of YAML in words that say what to type."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from reportpipe.patterns import pattern
from reportpipe.yamlio.problems import Place

TAB = "a tab stands where spaces are wanted: indent with spaces"
BEGINS = "text that begins with {0} must be in quotes: '{0}…'"
INDENTATION = "the indentation does not fit the lines above: keys of one group begin in the same column"
GOES_ON = "text goes on after its closing quote or bracket: put the whole text in quotes"

LINE_BREAK = pattern("\r\n?|[\n\x85\u2028\u2029]")
"""As libyaml counts lines (YAML 1.1 §5.4)."""


class Rule(NamedTuple):
    """How a person would put it.

    said: pattern over the parser's context and problem, in the wordings of libyaml and of PyYAML; opens: the place is
    where the parser's context began, not where it gave up; words: for a person, {0} is the character at the place.
    """

    said: str
    opens: bool
    words: str


RULES = (
    Rule("quoted scalar.*unexpected (end of stream|document)", True, "the quote that opens here is never closed"),
    Rule("unknown escape|did not find expected hex|expected escape sequence", True,
         r"a \ in double quotes begins an escape: use single quotes, or write \\"),
    Rule("mapping values are not allowed", False,
         "a colon too many, or wrong indentation: text with ': ' in it must be in quotes"),
    Rule("(block )?sequence entries are not allowed", False, "a list begins on a line of its own, below its key"),
    Rule("block scalar", True, "text that begins with {0} must be in quotes (or begins on the next line, indented)"),
    Rule("',' or '[]}]'", True,
         "the {0} that opens here is not closed, or a comma is missing (text with {0} needs quotes)"),
    Rule("parsing a flow node", False, "an item is missing here, or a [ or { above is never closed"),
    Rule("cannot start any token|expected (the )?node content", False, BEGINS),
    Rule("(scanning|parsing) an? (alias|anchor|tag|directive)", True, BEGINS),
    Rule("could not find expected ':'", True,
         "neither a key nor part of the text above: a key ends with a colon, text is indented"),
)  # fmt: skip


def syntax_problem(error: yaml.MarkedYAMLError, text: str) -> tuple[Place, str]:
    """The error of either parser: its place, and what is wrong. The first rule that fits decides."""
    mark = error.problem_mark or error.context_mark
    lines = [*LINE_BREAK.split(text), ""]  # libyaml puts an early end in the line behind the last
    if mark is None:
        return (1, 1), "this is not YAML"
    if re.match(r" *\t", lines[mark.line]):
        return (mark.line + 1, mark.column + 1), TAB
    said = f"{error.context} {error.problem}"
    for rule in RULES:
        if re.search(rule.said, said):
            mark = (rule.opens and error.context_mark) or mark
            words = rule.words.replace("{0}", lines[mark.line][mark.column : mark.column + 1])
            return (mark.line + 1, mark.column + 1), words
    goes_on = lines[mark.line][: mark.column].strip(" -")
    return (mark.line + 1, mark.column + 1), GOES_ON if goes_on else INDENTATION
