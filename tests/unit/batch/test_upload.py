"""Publication into object storage: a store in memory, which has conditional writes as real ones do."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest

from reportpipe.batch import upload
from reportpipe.batch.fetch import fetch, local_names
from reportpipe.batch.find import Selection
from reportpipe.batch.manifest import MANIFEST, Manifest, sha256_or_none
from reportpipe.batch.objects import Store
from reportpipe.batch.publish import write_synced
from reportpipe.batch.upload import Uploader
from reportpipe.errors import EditedError, OutputError

pytestmark = pytest.mark.skipif(find_spec("obstore") is None, reason="obstore is not installed")
POINTER = f"a/{MANIFEST}"


@pytest.fixture
def store() -> Store:
    return Store("memory:///")


def uploader(folder: Path, store: Store) -> Uploader:
    """A run on a working copy of its own, which begins."""
    made = Uploader(folder, store)
    made.recover()
    return made


def put(publisher: Uploader, target: Path, text: str) -> None:
    """Publishes a document with a YAML and a rendition."""
    stage = publisher.stage()
    files = {name: text + name for name in ("a.yaml", "a.md")}
    for name, data in files.items():
        write_synced(stage / name, data.encode())
    hashes = {name: hashlib.sha256(data.encode()).hexdigest() for name, data in files.items()}
    made = Manifest("a.pdf", "a", "", "", "", hashes["a.yaml"], False, "ok", 1, files=hashes)
    write_synced(stage / MANIFEST, made.to_bytes())
    publisher.publish(stage, target, {"a.yaml": sha256_or_none(target / "a.yaml")})


def path_of(store: Store, name: str) -> str:
    """Where the pointer says that a file is."""
    return f"a/{json.loads(store.get(POINTER))['prefix']}/{name}"


def test_what_one_machine_publishes_another_one_has(tmp_path: Path, store: Store) -> None:
    put(uploader(tmp_path / "1", store), tmp_path / "1/a", "one")
    uploader(tmp_path / "2", store)
    for name in ("a.yaml", "a.md", MANIFEST):
        assert (tmp_path / "2/a" / name).read_bytes() == (tmp_path / "1/a" / name).read_bytes()


def test_who_has_not_seen_a_version_does_not_replace_it(tmp_path: Path, store: Store) -> None:
    first, second = uploader(tmp_path / "1", store), uploader(tmp_path / "2", store)
    put(first, tmp_path / "1/a", "one")
    with pytest.raises(OutputError, match="another run"):
        put(second, tmp_path / "2/a", "two")
    assert store.get(path_of(store, "a.md")) == b"onea.md"
    uploader(tmp_path / "2", store)
    assert (tmp_path / "2/a/a.md").read_text() == "onea.md"


def test_an_edit_in_the_storage_is_not_replaced_unseen(tmp_path: Path, store: Store) -> None:
    publisher = uploader(tmp_path / "1", store)
    put(publisher, tmp_path / "1/a", "one")
    store.put(path_of(store, "a.yaml"), b"mine")
    with pytest.raises(EditedError):
        put(publisher, tmp_path / "1/a", "two")
    assert store.get(path_of(store, "a.yaml")) == b"mine"
    uploader(tmp_path / "1", store)
    assert (tmp_path / "1/a/a.yaml").read_text() == "mine"


def test_what_a_killed_run_had_not_uploaded_the_next_one_does(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher = uploader(tmp_path / "1", store)
    put(publisher, tmp_path / "1/a", "one")
    with monkeypatch.context() as patch:
        patch.setattr(Uploader, "_upload", lambda *_: None)
        put(publisher, tmp_path / "1/a", "two")
    assert store.get(path_of(store, "a.md")) == b"onea.md"
    uploader(tmp_path / "1", store)
    assert store.get(path_of(store, "a.md")) == b"twoa.md"


def test_a_version_of_old_goes_after_its_time_but_no_yaml(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher = uploader(tmp_path / "1", store)
    for text in ("one", "two"):
        put(publisher, tmp_path / "1/a", text)
    uploader(tmp_path / "1", store)
    assert len(store.listed()) == 5
    monkeypatch.setattr(upload, "GRACE", timedelta(seconds=-1))
    uploader(tmp_path / "1", store)
    left = store.listed()
    assert len(left) == 4
    assert {path_of(store, "a.md"), path_of(store, "a.yaml"), POINTER} < left.keys()


@pytest.mark.parametrize("name", ["../b.md", "/tmp/b.md", ".b", ""])
def test_a_pointer_that_leads_elsewhere_is_no_pointer(tmp_path: Path, store: Store, name: str) -> None:
    put(uploader(tmp_path / "1", store), tmp_path / "1/a", "one")
    hostile = json.loads(store.get(POINTER))
    hostile["files"] = {name: hostile["files"]["a.md"]}
    store.put(POINTER, json.dumps(hostile).encode())
    uploader(tmp_path / "2", store)
    assert [path.name for path in (tmp_path / "2").iterdir()] == [".reportpipe"]


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"prefix": "x"}', b"\xff"])
def test_a_pointer_that_is_none_is_left_alone(tmp_path: Path, store: Store, data: bytes) -> None:
    store.put(POINTER, data)
    publisher = uploader(tmp_path / "1", store)
    with pytest.raises(OutputError):
        put(publisher, tmp_path / "1/a", "one")
    assert store.get(POINTER) == data


def test_a_working_copy_follows_the_storage(tmp_path: Path, store: Store) -> None:
    copy, everything = tmp_path / "input", Selection()

    def fetched() -> dict[str, bytes]:
        copy.mkdir(exist_ok=True)
        fetch(store, copy, everything)
        return {str(file.relative_to(copy)): file.read_bytes() for file in copy.rglob("*") if file.is_file()}

    store.put("a", b"%PDF-1")
    store.put("b/c/d.pdf", b"1")
    store.put("long", b"-" * 5000)
    assert fetched() == {"a": b"%PDF-1", "b/c/d.pdf": b"1", "long": b"-" * 1024}
    (copy / "a").write_bytes(b"as fetched")
    assert fetched()["a"] == b"as fetched"
    store.delete(["a", "b/c/d.pdf"])
    store.put("a/x.pdf", b"2")
    store.put("b", b"%PDF-2")
    assert fetched() == {"a/x.pdf": b"2", "b": b"%PDF-2", "long": b"-" * 1024}
    (tmp_path / "input.json").write_bytes(b"{")
    (copy / "of a killed run.pdf").write_bytes(b"3")
    assert fetched() == {"a/x.pdf": b"2", "b": b"%PDF-2", "long": b"-" * 1024}


def test_every_object_has_a_file_of_its_own() -> None:
    made = local_names(["a.pdf", "a.pdf/b.pdf", "c/../d.pdf", "c/\n.pdf", "long" * 99])
    assert made["a.pdf/b.pdf"] == "a.pdf/b.pdf"
    assert made["a.pdf"].startswith("a.pdf-")
    assert len(set(made.values())) == 5
    for name in made.values():
        assert ".." not in name.split("/")
        assert name.isprintable()
        assert max(len(part.encode()) for part in name.split("/")) < 250
