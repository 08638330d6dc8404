from __future__ import annotations

import pytest

from reportpipe.bounds import CROWDED, Bounds
from reportpipe.errors import LimitError


def test_a_page_may_paint_a_part_of_what_a_document_may() -> None:
    bounds = Bounds(glyphs=1_000)
    bounds.check_glyphs(1_000, 1_000 // CROWDED)
    with pytest.raises(LimitError, match="a page paints more than 100 characters"):
        bounds.check_glyphs(500, 101)
    with pytest.raises(LimitError, match="it paints more than 1,000 characters"):
        bounds.check_glyphs(1_001, 1)
