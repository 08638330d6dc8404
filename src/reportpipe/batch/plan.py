"""What is to be done with a document: nothing, as it is up to date or in quarantine, or a task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportpipe.batch.convert import FRESH, Format, Job
from reportpipe.batch.keys import Recipe
from reportpipe.batch.ledger import Ledger
from reportpipe.batch.manifest import Manifest, read_manifest
from reportpipe.batch.outcome import Outcome
from reportpipe.batch.places import stem
from reportpipe.batch.publish import check_place
from reportpipe.errors import OutputError

EDITED = "the edited YAML is kept"
THEIRS = "not as reportpipe wrote it, and left as it is. --force replaces it, and keeps it aside"
QUARANTINE = "left alone until it changes, or --retry-failed"


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing is to be done: what its row says instead."""

    outcome: Outcome
    reason: str
    outputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done. key: of this attempt; edited: the SHA-256 of the edited YAML that is kept, or ""; seen: of
    each file that is replaced, the SHA-256, or None; aside: those of which a copy is kept, because they are a person's;
    extracts: whether the PDF is read (otherwise only renditions are due); why: for people."""

    path: str
    key: str
    extract_key: str
    input_sha256: str
    edited: str
    seen: Mapping[str, str | None]
    aside: Sequence[str]
    extracts: bool
    why: str
    before: Manifest | None

    @property
    def stem(self) -> str:
        """Of the outputs."""
        return stem(self.path)

    @property
    def present(self) -> str | None:
        """The SHA-256 of the YAML in place, if any."""
        return self.seen[f"{self.stem}.yaml"]

    @property
    def kept(self) -> dict[str, str]:
        """Name → SHA-256 of what stays where only renditions are due: the new extraction beside an edited YAML."""
        files = self.before.files if self.before and not self.extracts else {}
        return {name: sha256 for name, sha256 in files.items() if name.endswith(FRESH)}


@dataclass(frozen=True, slots=True)
class Planner:
    """Decides, one document at a time. suffixes: of the renditions; verify: hash inputs and outputs afresh; retry:
    those in quarantine, too; force: replace what a person has made; unlocks: there is a password, and so encrypted ones
    are tried again. That is a refusal of milliseconds; to remember which password was tried would be to keep something
    from which it can be guessed."""

    root: Path
    output: Path
    recipe: Recipe
    ledger: Ledger
    suffixes: Sequence[str]
    verify: bool = False
    retry: bool = False
    force: bool = False
    unlocks: bool = False

    def plan(self, path: str, target: Path) -> Task | Idle:
        """path: of the PDF below INPUT; target: its directory."""
        try:
            sha256 = self.ledger.sha256(self.root / path, self.verify)
        except OSError as error:
            return Idle(Outcome.UNREADABLE, f"cannot read it: {error.strerror}")
        try:
            check_place(self.output, target)
            before = read_manifest(target)
        except OutputError as error:
            return Idle(Outcome.EDITED, f"{error.message}. {error.advice}")
        except OSError as error:
            return Idle(Outcome.FAILED, f"cannot read {target}: {error.strerror}")
        return self._planned(path, target, sha256, before)

    def _planned(self, path: str, target: Path, sha256: str, before: Manifest | None) -> Task | Idle:
        yaml = f"{stem(path)}.yaml"
        present = self._present(target / yaml)
        extract_key = self.recipe.extract_key(sha256, path.rpartition("/")[2])
        edited = present if present and (before is None or present != before.extracted) else ""
        why = "new" if before is None else self._due(before, target, extract_key, present)
        extracts = before is None or before.extract_key != extract_key or present is None
        seen = self._seen(path, target, fresh=bool(edited) and extracts) if why or self.verify or self.force else {}
        ours = before.files if before else {}
        theirs = [name for name, state in seen.items() if name != yaml and state not in (None, ours.get(name))]
        if self.force and (edited or theirs):
            theirs += [yaml] if edited else []
            edited, extracts, why = "", True, "--force"
        elif theirs:
            return Idle(Outcome.EDITED, f"{', '.join(theirs)}: {THEIRS}", tuple(ours))
        if not why:
            return Idle(Outcome.SKIPPED, f"up to date; {EDITED}" if edited else "up to date", tuple(ours))
        key = self.recipe.task_key(extract_key, edited)
        record = self.ledger.record(path)
        if record and record.key == key and self._left_alone(record.outcome):
            return Idle(record.outcome, f"{record.reason} ({QUARANTINE})")
        return Task(path, key, extract_key, sha256, edited, seen, theirs, extracts, why, before)

    def _seen(self, path: str, target: Path, fresh: bool) -> dict[str, str | None]:
        """What stands where files are about to be written. fresh: beside an edited YAML, a new extraction."""
        suffixes = (".yaml", *self.suffixes, *([FRESH] if fresh else []))
        return {name: self._present(target / name) for name in (stem(path) + suffix for suffix in suffixes)}

    def _left_alone(self, outcome: Outcome) -> bool:
        """Whether what ended so, and has not changed, is not tried again."""
        return outcome.is_failure and not self.retry and not (self.unlocks and outcome is Outcome.ENCRYPTED)

    def _present(self, yaml: Path) -> str | None:
        try:
            return self.ledger.sha256(yaml, self.verify)
        except OSError:
            return None

    def _due(self, before: Manifest, target: Path, extract_key: str, present: str | None) -> str:
        """Why a document that is published must be done again; "" where it is up to date."""
        if before.extract_key != extract_key:
            return "the PDF, a setting or a version changed"
        if present is None:
            return "its YAML is gone"
        if before.render_key != self.recipe.render_key(present):
            return "the YAML, the formats, their options or a version changed"
        for name in before.files:
            if name.endswith(FRESH) or name == before.yaml:
                continue
            if not (target / name).is_file():
                return f"{name} is gone"
        return ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What all documents of a run are converted with. Not shown: a password may be among it."""

    source: str | None
    language: str | None
    password: str | None = field(repr=False)
    formats: Sequence[Format]


def job(task: Task, root: Path, target: Path, stage: Path, settings: Settings) -> Job:
    """What a worker is told. The YAML in place is kept where a person edited it, or where only renditions are due."""
    keeps = bool(task.edited) or not task.extracts
    return Job(
        pdf=str(root / task.path) if task.extracts else "",
        name=task.path.rpartition("/")[2],
        sha256=task.input_sha256,
        yaml=str(target / f"{task.stem}.yaml") if keeps else "",
        yaml_sha256=(task.present or "") if keeps else "",
        stage=str(stage),
        stem=task.stem,
        source=settings.source,
        language=settings.language,
        password=settings.password,
        formats=list(settings.formats),
    )


def manifest_of(task: Task, answer: Mapping[str, Any], made: Recipe, kept: Mapping[str, str]) -> Manifest:
    """The manifest of what was staged. Where only renditions were due, what is known of the extraction stays.

    answer: the worker's (convert.py); kept: name → SHA-256 of files that were taken over.
    """
    files = {**answer["files"], **kept}
    known = None if task.extracts else task.before
    warnings = known.warnings if known else tuple(answer["warnings"])
    return Manifest(
        path=task.path,
        stem=task.stem,
        input_sha256=task.input_sha256,
        extract_key=task.extract_key,
        render_key=made.render_key(files[f"{task.stem}.yaml"]),
        extracted=known.extracted if known else answer["extracted"],
        edited=bool(task.edited),
        outcome=Outcome.OK_WARN if warnings or answer["notes"] else Outcome.OK,
        pages=known.pages if known else answer["pages"],
        warnings=warnings,
        notes=tuple(answer["notes"]),
        files=dict(sorted(files.items())),
    )
