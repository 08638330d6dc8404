"""What is said of object storage that cannot be used."""

import pytest

from reportpipe.batch.objects import without_credentials

KEYS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY not set"),
        ({"AWS_ACCESS_KEY_ID": "a"}, "AWS_SECRET_ACCESS_KEY not set"),
        (KEYS, ""),
        ({"AWS_WEB_IDENTITY_TOKEN_FILE": "/token"}, ""),
    ],
)
def test_missing_credentials_are_named(environ: dict[str, str], said: str) -> None:
    told = without_credentials(environ)
    assert told.startswith(said)
    assert bool(told) == bool(said)
