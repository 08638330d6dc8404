"""Fits the weighed decisions to documents whose outline is known, and scores them where they were not fitted.

    python benchmarks/fit.py CORPUS… SCORER [--write] [--folds 5] [--cache DIR]

CORPUS, SCORER: as for benchmarks/quality.py; each PDF beside a truth.json is a document. The publisher of a document is
the third column of ORIGIN.md's later table; in the first one, where there is none, the first part of its name.
--folds: fits so many times, each time without some of the publishers, and scores their documents; 0 leaves that out.
--write: fits on all and writes src/reportpipe/read/weights/. --must: a folder like CORPUS, of documents that must come
out right: each counts as MUST. --scores: writes the figures of each document there, as JSON. --cache: keeps what was
read of the PDFs there; to be removed when the stages before change.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, cast

from fitting.labels import Labelled, labelled
from fitting.train import fit
from quality import FIGURES, load_scorer

from reportpipe.model.report import Source
from reportpipe.pipeline import render, scanned
from reportpipe.read.forest import Weights
from reportpipe.read.outline.assemble import assemble
from reportpipe.read.stages import STAGES, Regioned, decided, doubted, outlined, seen, weighed
from reportpipe.scan import Scan, Wish, scan_of

WEIGHTS = Path(__file__).parents[1] / "src/reportpipe/read/weights"
ALIASES = dict.fromkeys(("OpenChain", "OpenChain-Project", "jwg", "lo", "hans", "scan"), "oc") | {"tw": "trustedweb"}
"""Names of one publisher."""


MUST = 10.0
"""A document that must come out right counts as so many."""


class Document(NamedTuple):
    """A document with its truth, before its lines become blocks."""

    name: str
    truth: dict[str, Any]
    scan: Scan
    found: Regioned


def publishers(folders: Sequence[Path]) -> tuple[dict[str, str], dict[str, str]]:
    """The group and the publisher of each document, as ORIGIN.md says them."""
    groups: dict[str, str] = {}
    found: dict[str, str] = {}
    above = (path / "ORIGIN.md" for folder in folders for path in (folder, *folder.parents))
    for origin in {path for path in above if path.exists()}:
        for line in origin.read_text("utf-8").splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if len(cells) > 6 and cells[0] not in ("document", "---"):
                first = next((part for part in cells[0].split("-") if len(part) > 2 or part == "oc"), cells[0])
                who = re.split(r"[ /(（]", cells[2])[0] if len(cells) > 7 else first
                groups[cells[0]], found[cells[0]] = cells[1], ALIASES.get(who, who)
    return groups, found


def read(job: tuple[Path, Path | None]) -> Document:
    """A document, from the cache where it is there."""
    pdf, cache = job
    name = pdf.parent.name if pdf.name == "document.pdf" else pdf.stem
    kept = cache / f"{name}.pickle" if cache is not None else None
    if kept is not None and kept.exists():
        return cast("Document", pickle.loads(kept.read_bytes()))
    scan = scan_of(pdf.read_bytes(), Wish())
    truth = json.loads((pdf.parent / "truth.json").read_text("utf-8"))
    document = Document(name, truth, scan, regioned(scan))
    if kept is not None:
        kept.write_bytes(pickle.dumps(document))
    return document


def regioned(scan: Scan) -> Regioned:
    """The pages of a document up to where its lines become blocks."""
    state: Any = scanned(scan)
    for stage in STAGES[: STAGES.index(decided)]:
        state = stage(state)
    return cast("Regioned", state)


def label(document: Document, scorer: ModuleType) -> Labelled:
    """A document with its labels."""
    return labelled(document.name, seen(document.found), document.truth, scorer.fold, scorer.fold_title)


def score(document: Document, weights: Weights, scorer: ModuleType) -> dict[str, float]:
    """The figures of a document by these weights."""
    outline = outlined(doubted(weighed(document.found, weights)))
    report = assemble(outline, Source(file="document.pdf", sha256="0" * 64, pages=document.scan.page_count))
    figures: dict[str, float] = scorer.score(document.truth, render(report, "md").decode())
    return figures


def folds(names: Sequence[str], who: Mapping[str, str], count: int) -> Iterator[set[str]]:
    """The documents of so many groups of publishers, about as many in each."""
    sizes = Counter(who.get(name, name) for name in names)
    groups: list[list[str]] = [[] for _ in range(count)]
    for publisher, _ in sizes.most_common():
        min(groups, key=lambda group: sum(sizes[one] for one in group)).append(publisher)
    for group in groups:
        yield {name for name in names if who.get(name, name) in group}


class State(NamedTuple):
    """What the processes share: they are forked after it is made."""

    documents: dict[str, Document]
    labels: dict[str, Labelled]
    who: dict[str, str]
    scorer: ModuleType


STATE: list[State] = []


def held_out(out: set[str]) -> dict[str, dict[str, float]]:
    """Figures of documents by weights that were fitted without them."""
    state = STATE[0]
    who = {name: state.who.get(name, name) for name in state.labels}
    weights, _ = fit([doc for name, doc in state.labels.items() if name not in out], who)
    return {name: score(state.documents[name], weights, state.scorer) for name in sorted(out)}


def table(figures: Mapping[str, Mapping[str, float]], groups: Mapping[str, str]) -> str:
    """Means by group."""
    by: dict[str, list[Mapping[str, float]]] = {}
    for name, found in figures.items():
        by.setdefault(groups.get(name, "other"), []).append(found)
    by["all"] = list(figures.values())
    rows = [f"| group | n | {' | '.join(FIGURES)} |", "|---" * (len(FIGURES) + 2) + "|"]
    for group, found in sorted(by.items()):
        means = (sum(row[figure] for row in found) / len(found) for figure in FIGURES)
        rows.append(f"| {group} | {len(found)} | {' | '.join(f'{mean:.3f}' for mean in means)} |")
    return "\n".join(rows)


def write(tables: Mapping[str, Mapping[str, Any]]) -> None:
    """Writes the weights, a tree a line."""
    WEIGHTS.mkdir(exist_ok=True)
    for name, found in tables.items():
        rounds = ",\n".join(json.dumps(trees, separators=(",", ":")) for trees in found["rounds"])
        heads = (f'"{key}": {json.dumps(found[key])}' for key in ("names", "classes", "base"))
        (WEIGHTS / f"{name}.json").write_text("{" + ",\n".join(heads) + f',\n"rounds": [\n{rounds}\n]}}\n', "utf-8")


def main() -> None:
    """Reads, labels, fits, scores, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--must", type=Path, action="append", default=[])
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--scores", type=Path)
    options = parser.parse_args()
    scorer = load_scorer(options.scorer)
    truths = sorted(path.parent for folder in [*options.corpus, *options.must] for path in folder.rglob("truth.json"))
    files = [pdf for folder in truths for pdf in sorted(folder.glob("*.pdf"))]
    if options.cache is not None:
        options.cache.mkdir(exist_ok=True, parents=True)
    with ProcessPoolExecutor(2, get_context("fork")) as pool:
        documents = {doc.name: doc for doc in pool.map(read, [(pdf, options.cache) for pdf in files])}
    groups, who = publishers(options.corpus)
    labels = {name: label(document, scorer) for name, document in documents.items()}
    for name in (pdf.stem for folder in options.must for pdf in folder.rglob("*.pdf")):
        labels[name].counts = MUST
    print(f"{len(labels)} documents, {sum(len(doc.whole.lines) for doc in labels.values())} lines", flush=True)
    STATE.append(State(documents, labels, who, scorer))
    if options.folds:
        figures: dict[str, dict[str, float]] = {}
        with ProcessPoolExecutor(2, get_context("fork")) as pool:
            for found in pool.map(held_out, folds(list(labels), who, options.folds)):
                figures |= found
                print(f"{len(figures)} scored", flush=True)
        print(table(figures, groups))
        if options.scores:
            options.scores.write_text(json.dumps(figures, indent=0), "utf-8")
    if options.write:
        _, tables = fit(list(labels.values()), {name: who.get(name, name) for name in labels})
        write(tables)


if __name__ == "__main__":
    main()
