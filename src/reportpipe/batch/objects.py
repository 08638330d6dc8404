"""Object storage: the few things that a batch wants of it. Alone knows obstore (extra `cloud`)."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from typing import Any

from reportpipe.errors import OutputError, UsageError

SCHEME = "s3://"
CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
OTHER_WAYS = (
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_SKIP_SIGNATURE",
)
"""Variables by which a cluster says who we are, or that nobody needs to be known."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An object as it is listed. tag: changes with its content; modified: when it was written."""

    tag: str
    modified: datetime


class Store:
    """The objects below s3://BUCKET/PREFIX, by their path below it. Credentials and endpoint: AWS_* variables.

    Where the storage cannot be reached or refuses, each method raises OSError, with the path as its file name.
    """

    def __init__(self, url: str) -> None:
        if find_spec("obstore") is None:
            raise UsageError("object storage is not installed", "Install it: pip install 'reportpipe[cloud]'")
        from obstore import exceptions  # noqa: PLC0415 -- an extra
        from obstore.store import from_url  # noqa: PLC0415

        self._errors, self._url = exceptions, url.rstrip("/")
        try:
            self._store = from_url(url)
        except (exceptions.BaseError, ValueError) as error:
            raise UsageError(f"{url} cannot be used: {error}", "Write it as s3://BUCKET/PREFIX.") from error

    def listed(self) -> dict[str, Listed]:
        """Every object, by its path."""
        with self._told(""):
            found = [item for page in self._store.list() for item in page]
        return {item["path"]: Listed(item["e_tag"] or "", item["last_modified"]) for item in found}

    def get(self, path: str) -> bytes:
        """The bytes of an object."""
        with self._told(path):
            return bytes(self._store.get(path).bytes())

    def head(self, path: str, count: int) -> bytes:
        """The first bytes of an object, at most so many."""
        with self._told(path):
            if self._store.head(path)["size"] <= count:
                return self.get(path)
            return bytes(self._store.get_range(path, start=0, length=count))

    def tag(self, path: str) -> str | None:
        """The tag of an object; None where there is none."""
        try:
            with self._told(path):
                return str(self._store.head(path)["e_tag"])
        except FileNotFoundError:
            return None

    def put(self, path: str, data: bytes) -> None:
        """Writes an object, whatever was there."""
        with self._told(path):
            self._store.put(path, data, use_multipart=False)

    def replace(self, path: str, data: bytes, tag: str | None) -> str:
        """Writes an object only if its tag is still that one (None: there is none yet); its new tag.

        Raises OutputError where it has another.
        """
        mode: Any = "create" if tag is None else {"e_tag": tag}
        try:
            with self._told(path):
                return str(self._store.put(path, data, mode=mode, use_multipart=False)["e_tag"])
        except (self._errors.AlreadyExistsError, self._errors.PreconditionError) as error:
            raise OutputError(
                f"{path} was written by another run meanwhile", "The next run goes on from it."
            ) from error

    def delete(self, paths: Iterable[str]) -> None:
        """Removes objects."""
        for path in paths:
            with self._told(path):
                self._store.delete(path)

    @contextmanager
    def _told(self, path: str) -> Iterator[None]:
        """What goes wrong, as OSError, but for an unmet condition."""
        try:
            yield
        except (self._errors.AlreadyExistsError, self._errors.PreconditionError):
            raise
        except FileNotFoundError as error:
            raise FileNotFoundError(
                errno.ENOENT, "there is no such object, or no such bucket", f"{self._url}/{path}"
            ) from error
        except self._errors.BaseError as error:
            what = "; ".join(filter(None, (str(error).partition("\n")[0], without_credentials(os.environ))))
            raise OSError(errno.EIO, what, f"{self._url}/{path}") from error


def without_credentials(environ: Mapping[str, str]) -> str:
    """Which variables are missing that say who we are; "" where another way to credentials is set."""
    if any(environ.get(name) for name in OTHER_WAYS):
        return ""
    missing = [name for name in CREDENTIALS if not environ.get(name)]
    return f"{' and '.join(missing)} not set (profiles in ~/.aws are not read)" if missing else ""
