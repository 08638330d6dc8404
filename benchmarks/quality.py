"""Quality by group: converts a corpus, scores each document's Markdown against its true outline, prints the table.

    python benchmarks/quality.py CORPUS… SCORER [--also "markitdown=env/bin/markitdown {pdf}"] [--documents]

CORPUS: directories of NAME/document.pdf with NAME/truth.json, and ORIGIN.md beside or above it, whose table says each
document's group. SCORER: outline.py. --also: another converter, a command that prints Markdown; {pdf} is the file.
Figures are themes / bullets / edges / chars = score, each from 0 to 1, means over the documents of a group. Below them
come the ten documents with the lowest scores.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from reportpipe.errors import ReportpipeError
from reportpipe.pipeline import read, render

FIGURES = ("themes", "bullets", "edges", "chars", "score")
LOWEST = 10
"""So many documents that come out worst are looked at together."""
Converter = Callable[[Path], str]


def ours(pdf: Path) -> str:
    """reportpipe's Markdown; nothing where it refuses the file."""
    try:
        return render(read(pdf).report, "md").decode()
    except ReportpipeError as error:
        print(f"{pdf}: {error.message}", file=sys.stderr)
        return ""


def other(command: str) -> Converter:
    """A converter that is a command."""

    def convert(pdf: Path) -> str:
        arguments = [part.format(pdf=pdf) for part in shlex.split(command)]
        done = subprocess.run(arguments, capture_output=True, check=False, timeout=600)
        return done.stdout.decode("utf-8", "replace")

    return convert


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("outline", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def group_of(name: str, groups: dict[str, str]) -> str:
    """A document's group. One that is a part of a longer document (NAME-a) has that document's row."""
    rows = [row for row in groups if name == row or name.startswith(f"{row}-")]
    return groups[max(rows, key=len)] if rows else "other"


def groups(corpus: Path) -> dict[str, str]:
    """Document → group, from the table of ORIGIN.md."""
    origin = next((place / "ORIGIN.md" for place in (corpus, corpus.parent) if (place / "ORIGIN.md").is_file()), None)
    rows = [row.split("|") for row in origin.read_text("utf-8").splitlines()] if origin else []
    return {row[1].strip(): row[2].strip() for row in rows if len(row) > 3}


def means(rows: list[dict[str, float]]) -> str:
    """themes/bullets/edges/chars = **score** of several documents."""
    *parts, score = (sum(row[name] for row in rows) / len(rows) for name in FIGURES)
    return "/".join(f"{part:.2f}" for part in parts) + f" = **{score:.2f}**"


def mean(documents: list[tuple[float, str]]) -> float:
    """Of the scores of some documents."""
    return sum(score for score, _ in documents) / len(documents)


def main() -> None:
    """Prints the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="+")
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--also", action="append", default=[], metavar="NAME=COMMAND")
    parser.add_argument("--documents", action="store_true", help="a row for each document, not for the lowest only")
    args = parser.parse_args()
    scorer, known = load_scorer(args.scorer), groups(args.corpus[0])
    converters: dict[str, Converter] = {"reportpipe": ours}
    converters |= {name: other(command) for name, _, command in (item.partition("=") for item in args.also)}
    scores: dict[str, dict[str, list[dict[str, float]]]] = {}
    documents: list[tuple[float, str]] = []
    for truth in sorted(path for folder in args.corpus for path in folder.rglob("truth.json")):
        name, wanted = truth.parent.name, json.loads(truth.read_text("utf-8"))
        row = {
            tool: scorer.score(wanted, convert(truth.parent / "document.pdf")) for tool, convert in converters.items()
        }
        for tool, figures in row.items():
            scores.setdefault(group_of(name, known), {}).setdefault(tool, []).append(figures)
        line = f"| {name} | 1 | " + " | ".join(means([row[tool]]) for tool in converters) + " |"
        documents.append((row["reportpipe"]["score"], line))
    print("| group | n | " + " | ".join(converters) + " |")
    print("|---|---|" + "---|" * len(converters))
    for group, found in sorted(scores.items()):
        print(
            f"| {group} | {len(found['reportpipe'])} | " + " | ".join(means(found[tool]) for tool in converters) + " |"
        )
    lowest = sorted(documents)[:LOWEST]
    print(f"\nMean of all {len(documents)}: {mean(documents):.3f}; of the {LOWEST} lowest: {mean(lowest):.3f}\n")
    print("\n".join(line for _, line in (sorted(documents) if args.documents else lowest)))


if __name__ == "__main__":
    main()
