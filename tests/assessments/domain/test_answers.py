import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.answers import answers_of, set_answer
from minhdinh.assessments.enums import SheetState, State
from minhdinh.assessments.models import Answer, SelfAssessment
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.standards.catalogue import packaged_sets
from tests.assessments.cases import Case, decide, make_case


def answer(case: Case, requirement: str, value: str | None) -> None:
    set_answer(actor=case.system, sheet=case.sheet(), requirement=requirement, value=value)


def test_every_requirement_is_undecided_at_first(small: Case) -> None:
    answers = answers_of(small.sheet())
    assert set(answers.values()) == {None}
    assert next(iter(answers)) == "1.3.1a"
    assert len(answers) == small.sheet().requirements_total


def test_an_answer_is_written_counted_and_recorded(small: Case) -> None:
    set_answer(actor=small.actor(Role.SECRETARY), sheet=small.sheet(), requirement="1.3.1a", value="met")
    sheet = small.sheet()
    assert answers_of(sheet)["1.3.1a"] == "met"
    assert (sheet.requirements_answered, sheet.state) == (1, SheetState.DRAFTING)
    assert Answer.objects.get().author == small.user(Role.SECRETARY)
    entry = Entry.objects.get(action="assessment.answered")
    assert entry.data == {"requirement": "1.3.1a", "value": "Đạt"}


def test_an_answer_changes_and_goes_back_to_undecided(small: Case) -> None:
    answer(small, "1.3.1a", "met")
    answer(small, "1.3.1a", "unmet")
    assert (answers_of(small.sheet())["1.3.1a"], Answer.objects.count()) == ("unmet", 1)
    answer(small, "1.3.1a", None)
    assert (answers_of(small.sheet())["1.3.1a"], Answer.objects.count()) == (None, 0)
    assert small.sheet().requirements_answered == 0
    values = [
        entry.data["value"] for entry in Entry.objects.filter(action="assessment.answered").order_by("pk")
    ]
    assert values == ["Đạt", "Chưa đạt", "Chưa xét"]


@pytest.mark.parametrize("value", ["met", None])
def test_the_same_answer_again_changes_and_records_nothing(small: Case, value: str | None) -> None:
    answer(small, "1.3.1a", value)
    version, entries = small.sheet().version, Entry.objects.count()
    answer(small, "1.3.1a", value)
    assert (small.sheet().version, Entry.objects.count()) == (version, entries)


@pytest.mark.parametrize("requirement", ["1.1.1a", "1.3.3a", "", "x" * 300])
def test_a_requirement_of_another_criterion_is_not_here(small: Case, requirement: str) -> None:
    with pytest.raises(NotHere):
        answer(small, requirement, "met")


@pytest.mark.parametrize("value", ["", "yes", "MET", "đạt"])
def test_an_answer_is_one_of_three(small: Case, value: str) -> None:
    with pytest.raises(Problem, match="đạt, chưa đạt hoặc chưa xét"):
        answer(small, "1.3.1a", value)
    assert not Answer.objects.exists()


def test_chua_dat_against_a_pressed_level_is_refused(small: Case) -> None:
    decide(small, level=1)
    with pytest.raises(Problem, match="đang ghi Đạt Mức 1"):
        answer(small, "1.3.1b", "unmet")
    answer(small, "1.3.2a", "unmet")
    answer(small, "1.3.1b", "met")
    assert answers_of(small.sheet())["1.3.2a"] == "unmet"


def test_chua_dat_agrees_with_an_honest_no(small: Case) -> None:
    decide(small, level=0)
    answer(small, "1.3.1b", "unmet")
    assert small.sheet().level == 0


@pytest.mark.parametrize("state", [SheetState.WAITING, SheetState.APPROVED])
def test_an_answer_takes_the_sheet_off_the_chairs_desk(small: Case, state: str) -> None:
    sheet = small.sheet()
    sheet.state = state
    sheet.save()
    answer(small, "1.3.1a", "met")
    assert small.sheet().state == SheetState.DRAFTING


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CONTRIBUTOR, Role.VIEWER])
def test_who_may_not_answer(small: Case, role: str) -> None:
    with pytest.raises(NotAllowed):
        set_answer(actor=small.actor(role), sheet=small.sheet(), requirement="1.3.1a", value="met")
    assert not Answer.objects.exists()


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.SEALED])
def test_nothing_is_answered_once_the_report_left_the_desk(small: Case, state: str) -> None:
    SelfAssessment.objects.update(state=state, complete=True)
    with pytest.raises(Problem, match="không sửa được"):
        answer(small, "1.3.1a", "met")
    assert not Answer.objects.exists()


def derived_requirement() -> tuple[str, str, str]:
    """Return (set, criterion, requirement) of one that the system answers itself."""
    return next(
        (one.id, criterion.code, item.id)
        for one in packaged_sets()
        for criterion in one.iter_criteria()
        for item in criterion.iter_requirements()
        if item.derived
    )


@pytest.mark.usefixtures("db", "_scopes_open")
def test_what_the_system_answers_itself_is_not_asked() -> None:
    set_id, criterion, requirement = derived_requirement()
    version = next(one for one in packaged_sets() if one.id == set_id)
    levels = list(version.tracks.education_levels)[:1]
    case = make_case(levels=levels, standard_set=version)
    sheet = case.sheet(criterion)
    asked = [one for one in version.criterion(criterion).iter_requirements() if not one.derived]
    assert sheet.requirements_total == len(asked)
    with pytest.raises(Problem, match="hệ thống tự xác định"):
        set_answer(actor=case.system, sheet=sheet, requirement=requirement, value="met")
