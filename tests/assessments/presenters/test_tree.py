import pytest

from minhdinh.assessments.domain.review import move_sheet
from minhdinh.assessments.presenters.tree import build_tree, neighbours, sheet_url
from tests.assessments.cases import Case, decide, make_case, small_set


def test_standards_with_their_criteria_and_the_one_that_is_open(small: Case) -> None:
    tree = build_tree(small.assessment, small.sheet("1.3"))
    assert [[leaf.code for leaf in branch.leaves] for branch in tree.branches] == [["1.1", "1.3"], ["2.3"]]
    leaves = [leaf for branch in tree.branches for leaf in branch.leaves]
    assert [leaf.code for leaf in leaves if leaf.active] == ["1.3"]
    assert {leaf.state_label for leaf in leaves} == {"Chưa nhập"}
    assert leaves[0].url == sheet_url(small.assessment, small.sheet("1.1"))


def test_the_counts_above_the_tree(small: Case) -> None:
    decide(small, "1.3", 0)
    decide(small, "1.1")
    move_sheet(actor=small.system, sheet=small.sheet("1.1"), move="approve")
    tree = build_tree(small.assessment, small.sheet())
    assert (tree.total, tree.decided, tree.approved) == (3, 2, 1)
    assert (tree.mandatory_total, tree.mandatory_decided) == (1, 1)
    assert (tree.decided_percent, tree.approved_percent) == (66, 33)


@pytest.mark.parametrize(
    ("criterion", "before", "after"), [("1.1", None, "1.3"), ("1.3", "1.1", "2.3"), ("2.3", "1.3", None)]
)
def test_the_criterion_before_and_after(
    small: Case, criterion: str, before: str | None, after: str | None
) -> None:
    found = neighbours(build_tree(small.assessment, small.sheet(criterion)))
    assert tuple(leaf.code if leaf else None for leaf in found) == (before, after)


@pytest.mark.usefixtures("db", "_scopes_open")
def test_a_tab_a_level_leads_to_the_same_criterion() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    tree = build_tree(case.assessment, case.sheet("1.3", "thcs"))
    assert [(tab["label"], tab["active"]) for tab in tree.tracks] == [
        ("Tiểu học", False),
        ("Trung học cơ sở", True),
    ]
    assert tree.tracks[0]["url"] == case.url("tieu-chi/tieu_hoc/1.3/")
    assert tree.total == 3


def test_one_level_needs_no_tabs(small: Case) -> None:
    assert build_tree(small.assessment, small.sheet()).tracks == []
