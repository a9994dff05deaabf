import pytest

from minhdinh.assessments.domain.queries import sheets_of
from minhdinh.assessments.domain.result import what_if
from minhdinh.assessments.enums import State
from minhdinh.assessments.presenters.result_page import build_result_page
from minhdinh.assessments.presenters.what_if import MOST, read_changes, what_if_rows
from minhdinh.standards.models import RuleCorrection, StandardSetVersion
from tests.assessments.cases import Case, advance


def test_words_of_the_address_become_changes(decided: Case) -> None:
    words = ["thcs:1.3:2", "thcs:1.1:0", "thcs:2.3:1"]
    assert read_changes(words, decided.assessment) == {"thcs": {"1.3": 2, "1.1": 0}}


@pytest.mark.parametrize(
    "word",
    [
        "",
        "thcs",
        "thcs:1.3",
        "thcs:1.3:",
        "thcs:1.3:3",
        "thcs:1.3:²",
        "thcs:1.3:-1",
        "thpt:1.3:2",
        "thcs:9.9:1",
    ],
)
def test_other_words_change_nothing(decided: Case, word: str) -> None:
    assert read_changes([word], decided.assessment) == {}


def test_an_endless_address_is_cut(decided: Case) -> None:
    assert read_changes(["rác"] * MOST + ["thcs:1.3:2"], decided.assessment) == {}


def test_rows_show_what_is_and_what_is_tried(decided: Case) -> None:
    sheets = list(sheets_of(decided.assessment))
    rows = what_if_rows(decided.assessment, sheets, {"thcs": {"1.3": 2}})
    row = next(one for one in rows if one.criterion == "1.3")
    assert (row.now, row.changed, row.mandatory) == ("Đạt Mức 1", True, True)
    assert [(one.value, one.chosen) for one in row.options] == [
        ("thcs:1.3:0", False), ("thcs:1.3:1", False), ("thcs:1.3:2", True),
    ]  # fmt: skip
    assert [one.changed for one in rows] == [False, True, False]


def test_an_undecided_criterion_may_stay_undecided(small: Case) -> None:
    (row, *_rest) = what_if_rows(small.assessment, list(sheets_of(small.assessment)), {})
    assert row.options[0].label == "Chưa xét"
    assert row.options[0].chosen


def test_a_sealed_report_is_tried_by_the_set_it_was_sealed_by(decided: Case) -> None:
    words = ["thcs:1.1:0", "thcs:2.3:0"]
    advance(decided, State.SEALED)
    before = build_result_page(decided.fresh(), read_changes(words, decided.fresh()))
    version = decided.assessment.standard_set
    for target, value in (("rule_value:others_quota_level_1", 0), ("label:unassessed", "Để trống")):
        RuleCorrection.objects.create(
            standard_set=version, target=target, value=value, previous="", legal_reference="Sửa", reason="Sau"
        )
    row = StandardSetVersion.objects.get(pk=version.pk)
    row.corrections_count = 2
    row.save()
    now = decided.fresh()
    after = build_result_page(now, read_changes(words, now))
    assert now.standard_set.catalogue.rule_value("others_quota_level_1").value == 0
    assert before.tried is not None
    assert (before.tried.label, before.tried.reasons) != (before.now.label, before.now.reasons)
    assert (after.now, after.tried, after.rows) == (before.now, before.tried, before.rows)
    assert what_if(now, {}).level == 1
