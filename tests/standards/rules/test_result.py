import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.standards.rules.result import Case, Count, Result, Step


@pytest.mark.parametrize(
    ("passed", "total", "written"),
    [
        (13, 19, "68,42"),
        (6, 19, "31,58"),
        (25, 25, "100"),
        (0, 25, "0"),
        (3, 8, "37,50"),
        (1, 2, "50"),
        (2, 3, "66,67"),
        (1, 8, "12,50"),
        (1, 6, "16,67"),
        (0, 0, "0"),
    ],
)
def test_percent_as_the_official_tables_write_it(passed, total, written):
    assert Count(passed, total).percent == written


@given(st.integers(0, 200), st.integers(1, 200))
def test_percent_is_the_share_within_half_a_hundredth(passed, total):
    written = Count(passed, total).percent
    assert abs(float(written.replace(",", ".")) - passed * 100 / total) <= 0.005 + 1e-9
    assert "," not in written or len(written.split(",")[1]) == 2


def test_counts_add_part_by_part():
    assert Count(3, 5) + Count(1, 4) == Count(4, 9)


def test_a_count_as_json_has_exactly_the_published_keys():
    assert Count(1, 2).as_json() == {"passed": 1, "total": 2, "percent": "50"}


def test_a_step_names_its_track_only_where_there_is_one():
    assert Step("1.3", None, 1).as_json() == {"criterion": "1.3", "current": None, "needed": 1}
    assert Step("1.3", 0, 1, "thcs").as_json()["track"] == "thcs"


def test_a_result_as_json_has_exactly_the_published_keys():
    result = Result(
        None, "Chưa xét xong", complete=False, counts={1: Count(0, 1)}, failed={1: Count(0, 1)}, reasons=()
    )
    assert list(result.as_json()) == [
        "level", "label", "complete", "counts", "failed", "reasons", "blockers", "tracks", "grade", "degree",
    ]  # fmt: skip
    assert result.as_json()["counts"] == {"1": {"passed": 0, "total": 1, "percent": "0"}}
    assert result.as_json()["tracks"] == {}


def test_the_explained_result_adds_bounds_target_and_changes():
    result = Result(
        1, "Đạt Mức 1", complete=True, counts={}, failed={}, reasons=("a",), bounds=(1, 1), target=2,
        changes=(Step("1.1", 1, 2),), blockers=(Step("1.1", 1, 2),),
    )  # fmt: skip
    explained = result.explain_json()
    assert (explained["bounds"], explained["target"]) == ([1, 1], 2)
    assert explained["changes"] == explained["blockers"] == [{"criterion": "1.1", "current": 1, "needed": 2}]
    assert {key: explained[key] for key in result.as_json()} == result.as_json()


def test_tracks_are_results_again():
    inner = Result(1, "Đạt Mức 1", complete=True, counts={}, failed={}, reasons=())
    outer = Result(1, "Đạt Mức 1", complete=True, counts={}, failed={}, reasons=(), tracks={"thcs": inner})
    assert outer.as_json()["tracks"] == {"thcs": inner.as_json()}


def test_a_case_without_level_4_has_none():
    assert Case({"1.1": 1}).level_4 is None
