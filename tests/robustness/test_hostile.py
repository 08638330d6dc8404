"""153 hostile inputs, by the command as a user runs it: each ends as it may, soon, and does nothing else.

The quick tests take a sample of them; behind the marker `long` are all.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportpipe.batch.report import shown
from tests.e2e.batches import assert_whole, rows
from tests.robustness.hostile import AS_ORDINARY, GENERATOR, MOST_CPU, Case, generate, refused

pytestmark = [
    pytest.mark.skipif(not GENERATOR.is_file(), reason="../shared is not here"),
    pytest.mark.xdist_group("hostile"),  # one process, so that all inputs are made once
]
needs_root = pytest.mark.skipif(os.getuid() != 0 or shutil.which("setpriv") is None, reason="only root can be another")
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
ONLY_FOR_OTHERS = {"fs_unreadable", "fs_unreadable_dir"}
"""Root may read these."""
OF_OTHERS = ("good", "fs_", "fn_bad", "fn_deep", "act_cmap", "xobject_laughs", "truncated_50")
"""Run by the command as another user: what depends on rights, and a sample of the rest; a batch runs all as one."""
SPEAKING = ("good", "act_", "inj_metadata", "inj_markdown", "xmp_laughs", "truncated_50")
"""Those that name addresses, files and actions; and one that is repaired."""
SAMPLE = ("good", "act_javascript", "count_lies_short", "encrypted_user", "fn_newline", "fn_bad_utf8", "fn_same_stem",
          "fs_devzero", "fs_fifo", "fs_symlink_dir_loop", "html_as_pdf", "mediabox_nan", "nested_array_100k",
          "page_tree_cycle", "predictor_bomb", "scan_only", "sparse_5gb", "truncated_50", "uni_lone_surrogates",
          "zero_byte")  # fmt: skip
"""Of each way to be hostile, one or two."""
LEAST = {"sample": len(SAMPLE), "all": 153}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], list[Case]]:
    """Writes the sample, or all hostile inputs, into a directory; what they are. They are made once."""
    there: dict[str, tuple[Path, list[Case]]] = {}

    def make(which: str, place: Path) -> list[Case]:
        if which not in there:
            source = tmp_path_factory.mktemp(which) / "in"
            there[which] = source, generate(source, *(SAMPLE if which == "sample" else ()))
        source, cases = there[which]
        subprocess.run(["cp", "--archive", str(source), str(place)], check=True)
        assert len(cases) >= LEAST[which]
        return cases

    return make


def sample_and_all(test: Callable[..., None]) -> Callable[..., None]:
    """Runs a test, which takes `which`, over the sample, and behind the marker `long` over all."""
    marked: Callable[..., None] = pytest.mark.parametrize(
        "which", ["sample", pytest.param("all", marks=pytest.mark.long)]
    )(test)
    return marked


@pytest.fixture
def open_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that every user can reach and write."""
    place = tmp_path_factory.mktemp("hostile")
    for folder in (place, *place.parents):
        if folder.owner() == place.owner() and str(folder).startswith("/tmp/"):
            folder.chmod(0o777 if folder == place else 0o755)
    return place


def everything(place: Path) -> dict[str, tuple[int, int]]:
    """Size and time of all there is below a directory."""
    found = {}
    for folder, folders, files in os.walk(place):
        for name in (*folders, *files):
            state = os.lstat(os.path.join(folder, name))  # noqa: PTH118 -- a name may be longer than a Path may be
            found[f"{folder}/{name}"] = (state.st_size, state.st_mtime_ns)
    return found


@sample_and_all
def test_every_hostile_input_ends_as_it_may(
    open_place: Path, made: Callable[[str, Path], list[Case]], which: str
) -> None:
    cases = made(which, open_place / "in")
    before = everything(open_place)
    assert refused(open_place / "in", [case for case in cases if case.id not in ONLY_FOR_OTHERS]) == []
    assert everything(open_place) == before


@pytest.mark.long
@needs_root
def test_an_ordinary_user_is_as_safe(open_place: Path) -> None:
    cases = generate(open_place / "in", *OF_OTHERS)
    assert {case.id for case in cases} >= ONLY_FOR_OTHERS
    assert refused(open_place / "in", cases, ordinary=True) == []


def can_start() -> bool:
    """Whether an ordinary user, too, can start this interpreter, as a batch does for its workers. One that stands in
    root's home cannot be; then nobody but root runs batches with it."""
    if os.getuid() != 0 or shutil.which("setpriv") is None:
        return False
    script = "import subprocess, sys; subprocess.run([sys.executable, '-c', ''], check=True)"
    done = subprocess.run([*AS_ORDINARY, sys.executable, "-c", script], capture_output=True, check=False, timeout=60)
    return done.returncode == 0


@pytest.mark.parametrize("ordinary", [False, *([True] if can_start() else [])])
@sample_and_all
def test_a_batch_of_all_hostile_inputs(
    open_place: Path, made: Callable[[str, Path], list[Case]], which: str, ordinary: bool
) -> None:
    cases = made(which, open_place / "input")
    before = everything(open_place / "input")
    command = [sys.executable, "-m", "reportpipe", "batch", "input", "output", "--format", "md", "-q"]
    done = subprocess.run(
        [*(AS_ORDINARY if ordinary else []), *command], cwd=open_place, capture_output=True, check=False, timeout=500
    )
    assert done.returncode == 8, done.stderr.decode()
    found = rows(open_place)
    assert [said for case in cases if (said := _wrong(case, found, ordinary))] == []
    assert max(row["seconds"] for row in found.values()) <= MOST_CPU
    assert everything(open_place / "input") == before
    assert sorted(path.name for path in open_place.iterdir()) == ["input", "output"]
    assert_whole(open_place)


def _wrong(case: Case, found: dict[str, dict[str, object]], ordinary: bool) -> str:
    """What is wrong with a case's row, or ""."""
    if case.id in ONLY_FOR_OTHERS and not ordinary:
        return ""
    row = found.get(shown(case.path))
    if row is None:
        return f"{case.id}: no row"
    return "" if row["outcome"] in case.expect else f"{case.id}: {row['outcome']}: {row['reason']}"


@needs_strace
def test_no_socket_is_opened(open_place: Path) -> None:
    """The system calls of all the processes of a command. A parser asks nobody; what Unix sockets there might be, for
    names of users and hosts, would show, too."""
    cases = generate(open_place / "in", *SPEAKING)
    assert len(cases) >= 9
    for case in cases:
        trace = open_place / "trace"
        command = [sys.executable, "-m", "reportpipe", "extract", "-q", "-d", "../out", "--", case.path]
        tracing = ["strace", "-f", "--seccomp-bpf", "-o", str(trace), "-e", "trace=network,process"]
        subprocess.run([*tracing, *command], cwd=open_place / "in", capture_output=True, check=False, timeout=60)
        calls = trace.read_text("utf-8", "replace")
        assert "exit_group" in calls
        assert re.findall(r"^\d+ +(?:socket|connect|bind|sendto)\(.*", calls, re.MULTILINE) == [], case.id
        assert len(re.findall(r"execve\(", calls)) == 1, case.id
    assert {path.name for path in open_place.iterdir()} == {"in", "out", "trace"}
