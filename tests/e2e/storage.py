"""A real S3 server (moto's) on loopback, and a bucket with the way of a user to it."""

from __future__ import annotations

import hashlib
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.e2e.command import run

MISSING = [name for name in ("obstore", "moto") if find_spec(name) is None]
if not MISSING:
    import obstore.store
OPTIONS = ["--format", "md,json", "--jobs", "2"]


@contextmanager
def served() -> Iterator[str]:
    """The address of a server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()


class Bucket:
    """A bucket of its own for each test, with in/ and out/; and the way of a user to it."""

    def __init__(self, server: str, place: Path) -> None:
        name = f"b{hashlib.sha256(str(place).encode()).hexdigest()[:20]}"
        self.place, self.url = place, f"s3://{name}"
        self.env = {
            "AWS_ENDPOINT_URL": server,
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "anybody",
            "AWS_SECRET_ACCESS_KEY": "anything",
            "AWS_REGION": "us-east-1",
            "XDG_STATE_HOME": str(place / "state"),
        }
        request = urllib.request.Request(f"{server}/{name}", method="PUT")
        urllib.request.urlopen(request).close()
        self.store = obstore.store.S3Store(
            name,
            endpoint=server,
            access_key_id="anybody",
            secret_access_key="anything",
            region="us-east-1",
            client_options={"allow_http": True},
        )

    @property
    def command(self) -> list[str]:
        return [f"{self.url}/in", f"{self.url}/out", *OPTIONS]

    def put_all(self) -> None:
        """INPUT as it is on the disk."""
        for file in (self.place / "input").rglob("*"):
            if file.is_file():
                self.store.put(f"in/{file.relative_to(self.place / 'input')}", file.read_bytes())

    def get(self, path: str) -> bytes:
        return bytes(self.store.get(path).bytes())

    def batch(self, *options: str, code: int = 0) -> dict[str, dict[str, Any]]:
        done = run("batch", *self.command, *options, cwd=self.place, env=self.env)
        assert done.returncode == code, done.stderr.decode()
        assert "Traceback" not in done.stderr.decode()
        return {row["path"]: row for row in json.loads(self.get("out/report.json"))["documents"]}

    def tags(self) -> dict[str, str]:
        """Every object of OUTPUT but the report."""
        found = [item for page in self.store.list("out") for item in page]
        return {
            item["path"]: f"{item['e_tag']} {item['last_modified']}"
            for item in found
            if item["path"] != "out/report.json"
        }

    def pointers(self) -> list[str]:
        return [path for path in self.tags() if path.endswith("/manifest.json")]

    def document(self, pointer: str) -> dict[str, bytes]:
        """What a reader gets: the pointer, and then the files that it names, each of which is what it says."""
        told = json.loads(self.get(pointer))
        folder = pointer.removesuffix("manifest.json")
        files = {name: self.get(f"{folder}{told['prefix']}/{name}") for name in told["files"]}
        for name, data in files.items():
            assert hashlib.sha256(data).hexdigest() == told["files"][name], name
        return {f"{folder.removeprefix('out/')}{name}": data for name, data in files.items()}

    def published(self) -> dict[str, bytes]:
        """Every file of every document, by where it would be in a directory."""
        return {name: data for pointer in self.pointers() for name, data in self.document(pointer).items()}
