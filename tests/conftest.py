from __future__ import annotations

import io
import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_configure() -> None:
    """What runs in the background of a script ignores Ctrl-C, and so would the commands that the tests interrupt."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what is produced today into the golden files")


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten. Never where nobody looks at what changes."""
    wanted = bool(request.config.getoption("--accept"))
    if wanted and os.environ.get("CI"):
        pytest.exit("--accept rewrites golden files, and is refused where CI is set", returncode=2)
    return wanted


@pytest.fixture(scope="session")
def deck() -> Path:
    """The source deck of this project."""
    return ROOT / "input" / "mext-interviews.pdf"


@pytest.fixture
def encrypted_pdf() -> bytes:
    """A page that says Hello, and opens with the password "secret"."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", "owner", strength=128))
    canvas.drawString(100, 700, "Hello")
    canvas.save()
    return out.getvalue()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where CI is set, a skipped test is a failure: what it needs is to be installed there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("CI") or hasattr(session.config, "workerinput"):
        return
    if skipped := reporter.stats.get("skipped", []):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line(f"{len(skipped)} skipped tests count as failures, because CI is set", red=True)
