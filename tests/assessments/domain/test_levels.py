import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.levels import NO_REASON, NO_USABLE, Gap, facts_of, gaps_for, press_level
from minhdinh.assessments.enums import SheetState, State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Problems, Stale
from minhdinh.standards.models import RuleCorrection
from tests.assessments.cases import Case, decide, item, link, write


def messages(problem: Problem) -> list[str]:
    return [one.message for one in problem.problems] if isinstance(problem, Problems) else [problem.message]


def refused(case: Case, level: int) -> list[str]:
    with pytest.raises(Problem) as caught:
        press_level(actor=case.system, sheet=case.sheet(), level=level)
    assert case.sheet().level is None
    return messages(caught.value)


def ready_for(case: Case, *levels: int) -> None:
    """Write the statements of these levels and link one usable item."""
    for level in levels:
        write(case, case.slot(level=level))
    link(case, item(case))


def test_an_empty_sheet_lacks_everything_for_muc_1(small: Case) -> None:
    assert gaps_for(facts_of(small.sheet()), 1) == [
        Gap("Mức 1 chưa có mô tả hiện trạng.", "1.3.1a"),
        Gap(NO_USABLE, "1.3.1a"),
    ]
    assert refused(small, 1) == [
        "Chưa ghi được Mức 1: Mức 1 chưa có mô tả hiện trạng.",
        f"Chưa ghi được Mức 1: {NO_USABLE}",
    ]


def test_the_missing_piece_is_named_with_the_requirement_to_open(small: Case) -> None:
    write(small, small.slot())
    with pytest.raises(Problems) as caught:
        press_level(actor=small.system, sheet=small.sheet(), level=1)
    assert [(one.message, one.field) for one in caught.value.problems] == [
        (f"Chưa ghi được Mức 1: {NO_USABLE}", "1.3.1a")
    ]


def test_a_statement_and_one_usable_item_carry_muc_1(small: Case) -> None:
    ready_for(small, 1)
    sheet = press_level(actor=small.actor(Role.SECRETARY), sheet=small.sheet(), level=1)
    assert (sheet.level, sheet.level_by, sheet.state) == (1, small.user(Role.SECRETARY), SheetState.DRAFTING)
    assert small.sheet().level_at is not None
    entry = Entry.objects.get(action="assessment.level_pressed")
    assert entry.data == {"criterion": "1.3", "level": "Đạt Mức 1"}


def test_an_item_that_is_only_cited_carries_a_level_too(small: Case) -> None:
    write(small, small.slot(), cited=[item(small)])
    assert press_level(actor=small.system, sheet=small.sheet(), level=1).level == 1


@pytest.mark.parametrize("level", [1, 2])
def test_evidence_that_waits_for_verification_carries_nothing(small: Case, level: int) -> None:
    for number in (1, 2):
        write(small, small.slot(level=number))
    link(small, item(small, verified=False))
    assert refused(small, level) == [f"Chưa ghi được Mức {level}: {NO_USABLE}"]


def test_muc_2_needs_a_statement_of_its_own(small: Case) -> None:
    ready_for(small, 1)
    assert refused(small, 2) == ["Chưa ghi được Mức 2: Mức 2 chưa có mô tả hiện trạng."]


def test_muc_2_is_impossible_before_muc_1(small: Case) -> None:
    ready_for(small, 2)
    assert refused(small, 2) == ["Chưa ghi được Mức 2: Mức 1 chưa có mô tả hiện trạng."]


def test_with_both_statements_muc_2_stands_and_contains_muc_1(small: Case) -> None:
    ready_for(small, 1, 2)
    assert press_level(actor=small.system, sheet=small.sheet(), level=2).level == 2
    assert small.fresh().tracks.get().level is None
    assert small.sheet().statement_levels == 2


@pytest.mark.parametrize(("requirement", "level", "stops"), [
    ("1.3.1b", 1, True), ("1.3.1b", 2, True), ("1.3.2a", 1, False), ("1.3.2a", 2, True),
])  # fmt: skip
def test_an_unmet_requirement_contradicts_its_level_and_those_above(
    small: Case, requirement: str, level: int, stops: bool
) -> None:
    ready_for(small, 1, 2)
    set_answer(actor=small.system, sheet=small.sheet(), requirement=requirement, value="unmet")
    if stops:
        assert refused(small, level) == [
            f"Chưa ghi được Mức {level}: Yêu cầu {requirement} đang ghi Chưa đạt."
        ]
    else:
        assert press_level(actor=small.system, sheet=small.sheet(), level=level).level == level


def test_unanswered_requirements_do_not_stop_a_person(small: Case) -> None:
    ready_for(small, 1)
    assert small.sheet().requirements_answered == 0
    assert press_level(actor=small.system, sheet=small.sheet(), level=1).level == 1


def test_an_honest_no_needs_the_reason_and_nothing_else(small: Case) -> None:
    assert refused(small, 0) == [f"Chưa ghi được Không đạt: {NO_REASON}"]
    write(small, small.slot(), "Chưa đủ sổ theo dõi, sẽ bổ sung trong học kỳ II.")
    sheet = press_level(actor=small.system, sheet=small.sheet(), level=0)
    assert (sheet.level, sheet.usable_evidence) == (0, 0)
    entry = Entry.objects.get(action="assessment.level_pressed")
    assert entry.data["level"] == "Không đạt Mức 1"


def test_the_reason_for_a_no_stands_in_muc_1(small: Case) -> None:
    write(small, small.slot(level=2))
    assert refused(small, 0) == [f"Chưa ghi được Không đạt: {NO_REASON}"]


def test_a_level_goes_back_to_undecided(small: Case) -> None:
    decide(small)
    assert press_level(actor=small.system, sheet=small.sheet(), level=None).level is None
    assert Entry.objects.filter(action="assessment.level_pressed").latest("pk").data["level"] == "Chưa xét"


@pytest.mark.parametrize("level", [3, 4, 99, -1])
def test_a_level_that_the_criterion_does_not_have(small: Case, level: int) -> None:
    with pytest.raises(NotHere, match="không có Mức"):
        press_level(actor=small.system, sheet=small.sheet(), level=level)


def test_the_same_level_again_changes_and_records_nothing(small: Case) -> None:
    before = decide(small)
    again = press_level(actor=small.system, sheet=small.sheet(), level=1)
    assert (again.version, again.level_at) == (before.version, before.level_at)
    assert Entry.objects.filter(action="assessment.level_pressed").count() == 1


def test_a_level_pressed_on_an_old_page_is_refused(small: Case) -> None:
    ready_for(small, 1)
    seen = small.sheet().version
    write(small, small.slot(), "đổi khác")
    with pytest.raises(Stale, match="người khác sửa"):
        press_level(actor=small.system, sheet=small.sheet(), level=1, version=seen)
    assert press_level(actor=small.system, sheet=small.sheet(), level=1, version=seen + 1).level == 1


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.SEALED])
def test_no_level_is_pressed_once_the_report_left_the_desk(small: Case, state: str) -> None:
    ready_for(small, 1)
    SelfAssessment.objects.update(state=state, complete=True)
    with pytest.raises(Problem, match="không sửa được"):
        press_level(actor=small.system, sheet=small.sheet(), level=1)
    assert small.sheet().level is None


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CONTRIBUTOR, Role.VIEWER, Role.SCHOOL_ADMIN])
def test_who_may_not_press(small: Case, role: str) -> None:
    ready_for(small, 1)
    with pytest.raises(NotAllowed):
        press_level(actor=small.actor(role), sheet=small.sheet(), level=1)


def test_how_many_items_a_level_needs_is_the_sets_to_say(small: Case) -> None:
    version = small.assessment.standard_set
    RuleCorrection.objects.create(
        standard_set=version,
        target="rule_value:evidence_min_per_level",
        value=2,
        legal_reference="Hướng dẫn của Sở",
        reason="Thử",
        author_name="Quản trị",
    )
    version.corrections_count = 1
    version.save()
    small.assessment = small.fresh()
    ready_for(small, 1)
    assert refused(small, 1) == [
        "Chưa ghi được Mức 1: Mới có 01/02 minh chứng dùng được (đã xác minh, còn hiệu lực) cho tiêu chí này."
    ]
    link(small, item(small))
    assert press_level(actor=small.system, sheet=small.sheet(), level=1).level == 1
