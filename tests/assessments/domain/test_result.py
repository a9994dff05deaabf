import pytest

from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.result import cases_of, engine_of, result_of, what_if
from minhdinh.assessments.models import SelfAssessment, Sheet, Track
from minhdinh.standards.catalogue import packaged_set
from tests.assessments.cases import MANDATORY, OTHERS, Case, decide_all, make_case, small_set


def levels(case: Case, **by_criterion: int | None) -> None:
    """Put levels on the sheets directly: the engine, not the verbs, is asked here."""
    for name, level in by_criterion.items():
        Sheet.objects.filter(assessment=case.assessment, criterion=name[1:].replace("_", ".")).update(
            level=level, statement_levels=2, usable_evidence=1
        )


def all_levels(case: Case, mandatory: int, others: list[int]) -> None:
    values = dict.fromkeys(MANDATORY, mandatory) | dict(zip(OTHERS, others, strict=True))
    levels(case, **{f"c{code.replace('.', '_')}": level for code, level in values.items()})


@pytest.mark.parametrize(
    ("mandatory", "others", "expected"),
    [
        (2, [2] * 7, 2),
        (2, [2, 2, 2, 2, 2, 1, 1], 2),
        (2, [2, 2, 2, 2, 2, 1, 0], 1),
        (1, [2] * 7, 1),
        (1, [1, 1, 1, 1, 1, 0, 0], 1),
        (1, [1, 1, 1, 1, 0, 0, 0], 0),
        (0, [2] * 7, 0),
    ],
)
def test_the_rule_of_the_circular(case: Case, mandatory: int, others: list[int], expected: int) -> None:
    all_levels(case, mandatory, others)
    assert result_of(case.assessment).level == expected


def test_one_undecided_criterion_leaves_the_school_undecided(case: Case) -> None:
    all_levels(case, 2, [2] * 7)
    levels(case, c4_2=None)
    result = result_of(case.assessment)
    assert (result.level, result.complete) == (None, False)


def test_the_cases_are_the_levels_as_pressed(small: Case) -> None:
    levels(small, c1_1=0, c1_3=2)
    (own,) = cases_of(small.assessment).values()
    assert dict(own.levels) == {"1.1": 0, "1.3": 2, "2.3": None}
    assert own.level_4 is None


def test_items_of_muc_4_are_handed_to_the_engine(small: Case) -> None:
    Track.objects.filter(assessment=small.assessment).update(level_4={"4.1": True})
    assert cases_of(small.assessment)["thcs"].level_4 == {"4.1": True}


def test_an_engine_is_made_once_a_set() -> None:
    assert engine_of(small_set()) is engine_of(small_set())
    assert engine_of(small_set()) is not engine_of(packaged_set("tt57-2026-pho-thong"))


def test_what_if_answers_and_writes_nothing(decided: Case) -> None:
    before = [list(model.objects.order_by("pk").values()) for model in (SelfAssessment, Track, Sheet)]
    result = what_if(decided.assessment, {"thcs": {"1.3": 2, "1.1": 2, "2.3": 1}})
    assert result.level == 2
    assert what_if(decided.assessment, {"thcs": {"1.3": 0}}).level == 0
    assert what_if(decided.assessment, {"thcs": {"1.3": None}}).level is None
    assert what_if(decided.assessment, {}).level == 1
    assert [list(model.objects.order_by("pk").values()) for model in (SelfAssessment, Track, Sheet)] == before


def test_what_if_with_a_level_that_the_set_does_not_have(decided: Case) -> None:
    with pytest.raises(ValueError, match=r"1\.3"):
        what_if(decided.assessment, {"thcs": {"1.3": 7}})


@pytest.mark.usefixtures("db", "_scopes_open")
def test_what_if_in_one_track_leaves_the_other_as_it_is() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    decide_all(case, 2)
    press_level(actor=case.system, sheet=case.sheet("1.3", "thcs"), level=1)
    assert result_of(case.assessment).level == 1
    assert what_if(case.assessment, {"thcs": {"1.3": 2}}).level == 2
    assert what_if(case.assessment, {"tieu_hoc": {"1.3": 0}}).level == 0
