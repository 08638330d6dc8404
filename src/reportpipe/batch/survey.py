"""Looks at every path once: a row for what needs no work, a task for what does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from reportpipe import plugins
from reportpipe.batch.find import Found, Selection, find
from reportpipe.batch.keys import Recipe
from reportpipe.batch.ledger import Ledger
from reportpipe.batch.manifest import Manifest, manifests
from reportpipe.batch.outcome import Outcome, Row
from reportpipe.batch.places import places
from reportpipe.batch.plan import Idle, Planner, Task
from reportpipe.batch.report import shown
from reportpipe.batch.site import Site
from reportpipe.bounds import USUAL, Bounds


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for. site: where; formats: name → options of its renderer, a file as its bytes; engine: by its
    name; jobs: in flight at most, None: as many as keep the engine busy; timeout: seconds of CPU a document; memory:
    MiB."""

    site: Site
    formats: Mapping[str, Mapping[str, Any]]
    source: str | None = None
    language: str | None = None
    password: str | None = field(default=None, repr=False)
    engine: str = "local"
    jobs: int | None = None
    timeout: int = 300
    memory: int = 2048
    bounds: Bounds = USUAL
    selection: Selection = field(default_factory=Selection)
    fail_fast: bool = False
    retry_failed: bool = False
    verify: bool = False
    force: bool = False
    prune: bool = False

    @property
    def input(self) -> Path:
        """The directory that is searched."""
        return self.site.input

    @property
    def output(self) -> Path:
        """The directory that gets a directory a document."""
        return self.site.output


@dataclass(slots=True)
class Stop:
    """Set from outside. 1: take no new document, finish those in flight; 2: end at once."""

    level: int = 0


class Watcher(Protocol):
    """Who is told what happens, while it happens."""

    def begin(self, total: int) -> None:
        """So many paths were found."""

    def row(self, row: Row) -> None:
        """A path has its row."""

    def note(self, message: str) -> None:
        """Something that concerns no document."""


@dataclass(slots=True)
class Survey:
    """Of one run. rows: of all paths that are settled; targets: path below INPUT → its directory."""

    options: Options
    watcher: Watcher
    stop: Stop
    ledger: Ledger
    recipe: Recipe
    rows: list[Row] = field(default_factory=list)
    targets: dict[str, Path] = field(default_factory=dict)

    def tasks(self) -> Iterator[Task]:
        """What is due, one by one; what is not has its row, as has all that comes once a stop is asked for."""
        options = self.options
        found = list(find(options.input, options.selection, options.output, options.bounds))
        self.watcher.begin(len(found))
        published = list(manifests(options.output))
        where = places((one.path for one in found if one.outcome is None), _owned(published, options.output))
        self.targets = {path: options.output / place for path, place in where.items()}
        self._tell_left_behind(published, {one.path for one in found})
        planner = Planner(
            options.input,
            options.output,
            self.recipe,
            self.ledger,
            [plugins.renderer(name, values).suffix for name, values in options.formats.items()],
            verify=options.verify,
            retry=options.retry_failed,
            force=options.force,
            unlocks=bool(options.password),
        )
        for one in found:
            task = self._planned(one, planner)
            if task is not None:
                yield task

    def _tell_left_behind(self, published: Sequence[tuple[Path, Manifest]], found: Collection[str]) -> None:
        """Names what a person has edited of documents whose PDF is gone: no other document takes it over."""
        for folder, manifest in published:
            if manifest.path in found:
                continue
            edited = [name for name, sha256 in manifest.files.items() if self._is_edited(folder / name, sha256)]
            if manifest.edited and manifest.yaml not in edited:
                edited.append(manifest.yaml)
            if edited:
                place = folder.relative_to(self.options.output)
                left = ", ".join(str(place / name) for name in edited)
                reason = f"its PDF is gone; what was edited is left behind: {left}"
                self.watcher.note(f"{shown(manifest.path)}: {shown(reason)}")
                self.told(manifest.path, Outcome.SKIPPED, reason)

    def _is_edited(self, file: Path, sha256: str) -> bool:
        try:
            return self.ledger.sha256(file) != sha256
        except OSError:
            return False

    def _planned(self, one: Found, planner: Planner) -> Task | None:
        if one.outcome is not None:
            self.told(one.path, one.outcome, one.reason)
            return None
        if self.stop.level:
            self.told(one.path, Outcome.SKIPPED, "not reached, as the run was stopped")
            return None
        plan = planner.plan(one.path, self.targets[one.path])
        if isinstance(plan, Idle):
            self.told(one.path, plan.outcome, plan.reason, outputs=plan.outputs)
            return None
        return plan

    def told(
        self,
        path: str,
        outcome: Outcome,
        reason: str,
        seconds: float = 0.0,
        outputs: Sequence[str] = (),
        pages: int = 0,
    ) -> None:
        """Gives a path its row. outputs: names in its directory."""
        folder = self.targets[path].relative_to(self.options.output) if outputs else Path()
        made = tuple(shown(str(folder / name)) for name in outputs)
        row = Row(shown(path), outcome, shown(reason), seconds, made, pages)
        self.rows.append(row)
        self.watcher.row(row)
        if outcome.is_failure and self.options.fail_fast and self.stop.level == 0:
            self.stop.level = 1


def _owned(published: Sequence[tuple[Path, Manifest]], output: Path) -> dict[str, PurePosixPath]:
    """Path below INPUT → directory below OUTPUT, of what was published before."""
    return {manifest.path: PurePosixPath(folder.relative_to(output).as_posix()) for folder, manifest in published}
