import pytest

from minhdinh.assessments.presenters.result_page import build_result_page
from tests.assessments.cases import Case, decide_all, make_case, small_set


def test_what_stands_with_its_counts_and_reasons(decided: Case) -> None:
    page = build_result_page(decided.fresh(), {})
    assert (page.headline, page.now.label, page.tried, page.several) == (
        "Đạt Mức 1",
        "Đạt Mức 1",
        None,
        False,
    )
    assert [(row.label, row.reached.passed, row.failed.passed) for row in page.now.counts] == [
        ("Mức 1", 3, 0),
        ("Mức 2", 0, 3),
    ]
    assert page.now.reasons
    assert page.now.target_label == "Mức 2"


def test_what_would_be_stands_beside_what_is(decided: Case) -> None:
    page = build_result_page(decided.fresh(), {"thcs": {"1.3": 0}})
    assert page.tried is not None
    assert (page.now.label, page.tried.label) == ("Đạt Mức 1", "Không đạt Mức 1")


@pytest.mark.usefixtures("db", "_scopes_open")
def test_a_school_of_several_levels_names_each_in_words() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    decide_all(case)
    page = build_result_page(case.fresh(), {"thcs": {"1.3": 0}})
    assert page.several
    assert page.now.tracks == [("Tiểu học", "Đạt Mức 1"), ("Trung học cơ sở", "Đạt Mức 1")]
    assert page.tried is not None
    assert page.tried.tracks == [("Tiểu học", "Đạt Mức 1"), ("Trung học cơ sở", "Không đạt Mức 1")]
