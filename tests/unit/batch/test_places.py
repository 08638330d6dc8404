from __future__ import annotations

import os
from pathlib import PurePosixPath

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


PATHS = st.lists(st.sampled_from(["a", "a.pdf", "a.PDF", "b", "..", "\n"]), min_size=1, max_size=3).map("/".join)


@given(st.lists(PATHS, max_size=8))
def test_whatever_the_tree_is(paths: list[str]) -> None:
    made = list(places(set(paths)).values())
    assert len(set(made)) == len(made)
    for place in made:
        assert ".." not in place.parts
        assert not any(place in other.parents for other in made)


def test_a_document_keeps_its_directory_and_no_other_gets_it() -> None:
    owned = {"deck.pdf": PurePosixPath("deck"), "gone.pdf": PurePosixPath("sub/gone")}
    made = {path: str(place) for path, place in places(["deck.pdf", "deck/x.pdf", "sub/gone.PDF"], owned).items()}
    assert made["deck.pdf"] == "deck"
    assert made["sub/gone.PDF"] == "sub/gone.PDF"
    assert not made["deck/x.pdf"].startswith("deck/")
    assert where_owned(["deck.PDF"], owned) == {"deck.PDF": "deck.PDF"}


def test_a_newcomer_does_not_take_a_directory_that_holds_documents() -> None:
    owned = {"a/b/c.pdf": PurePosixPath("a/b/c")}
    assert where_owned(["a/b.pdf", "a.pdf"], owned) == {"a.pdf": "a.pdf", "a/b.pdf": "a/b.pdf"}


def where_owned(paths: list[str], owned: dict[str, PurePosixPath]) -> dict[str, str]:
    return {path: str(place) for path, place in places(paths, owned).items()}


@given(st.lists(PATHS, unique=True, max_size=6), st.lists(PATHS, unique=True, max_size=6))
def test_no_directory_changes_hands_whatever_comes_and_goes(before: list[str], after: list[str]) -> None:
    owned = places(before)
    made = places(after, owned)
    assert all(made[path] == owned[path] for path in set(after) & set(owned))
    everything = {**owned, **made}
    assert len(set(everything.values())) == len(everything)
    assert not any(one in other.parents for one in everything.values() for other in everything.values())
