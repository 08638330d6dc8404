from __future__ import annotations

import os

from hypothesis import given
from hypothesis import strategies as st

from reportpipe.batch.places import places, safe, stem


def where(*paths: str) -> dict[str, str]:
    return {path: str(place) for path, place in places(paths).items()}


def test_a_directory_a_document() -> None:
    assert where("a.pdf", "2021/資料.PDF", "b.v1.2.pdf", "scan") == {
        "a.pdf": "a",
        "2021/資料.PDF": "2021/資料",
        "b.v1.2.pdf": "b.v1.2",
        "scan": "scan",
    }


def test_two_documents_never_share_or_nest_their_directories() -> None:
    assert where("a.pdf", "a.PDF", "a") == {"a.pdf": "a", "a.PDF": "a.PDF", "a": f"a-{stem_hash('a')}"}
    assert where("a.pdf", "a/b.pdf") == {"a.pdf": "a.pdf", "a/b.pdf": "a/b"}
    assert where("a.pdf", "a/b.pdf", "a.pdf/c.pdf")["a.pdf"].startswith("a-")


def stem_hash(path: str) -> str:
    return str(places(["a.pdf", "a.PDF", path])[path]).rpartition("-")[2]


def test_what_the_batch_keeps_itself_is_not_overwritten() -> None:
    assert where("report.json.pdf") == {"report.json.pdf": "report.json.pdf"}


def test_names_that_no_output_can_have_are_hashed() -> None:
    long = "長" * 84 + ".pdf"
    assert len(os.fsencode(stem(long))) < 80
    assert stem(long).startswith("長" * 20 + "-")
    assert stem("a\nb.pdf").startswith("a_b-")
    assert stem("a\udcffb.pdf").startswith("a_b-")
    assert safe("..").startswith("-")
    assert stem("資料（最終）.pdf") == "資料（最終）"


@given(
    st.lists(st.lists(st.sampled_from(["a", "a.pdf", "a.PDF", "b", "..", "\n"]), min_size=1, max_size=3), max_size=8)
)
def test_whatever_the_tree_is(trees: list[list[str]]) -> None:
    made = list(places({"/".join(parts) for parts in trees}).values())
    assert len(set(made)) == len(made)
    for place in made:
        assert ".." not in place.parts
        assert not any(place in other.parents for other in made)
