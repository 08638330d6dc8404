from __future__ import annotations

import io

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


@pytest.fixture
def encrypted_pdf() -> bytes:
    """A page that says Hello, and opens with the password "secret"."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", "owner", strength=128))
    canvas.drawString(100, 700, "Hello")
    canvas.save()
    return out.getvalue()
