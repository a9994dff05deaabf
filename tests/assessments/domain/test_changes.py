import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.changes import (
    address_of,
    approval_of,
    changes_of,
    last_decision,
    what_is_read,
)
from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.passages import save_passage
from minhdinh.assessments.domain.review import move_sheet
from minhdinh.assessments.domain.support import recount
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import Passage, SheetChange
from minhdinh.evidence.domain.verification import reject_item
from minhdinh.evidence.models import EvidenceItem
from minhdinh.notifications.models import Notice
from tests.assessments.cases import Case, decide, item, new_save_id, rich, write


def lines(case: Case) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.field, one.before, one.after) for one in changes_of(case.sheet()).order_by("id")]


@pytest.fixture
def approved(small: Case) -> Case:
    """Return 1.3 approved by the chair."""
    decide(small)
    move_sheet(actor=small.actor(), sheet=small.sheet(), move="hand_in")
    move_sheet(actor=small.actor(Role.CHAIR), sheet=small.sheet(), move="approve")
    return small


def test_answers_levels_and_texts_leave_a_line_each(small: Case) -> None:
    decide(small)
    for value in ("met", "met", None):
        set_answer(actor=small.system, sheet=small.sheet(), requirement="1.3.1a", value=value)
    press_level(actor=small.system, sheet=small.sheet(), level=None)
    assert lines(small) == [
        ("text", small.slot(), "0", "1"),
        ("level", "", "", "1"),
        ("answer", "1.3.1a", "", "met"),
        ("answer", "1.3.1a", "met", ""),
        ("level", "", "1", ""),
    ]
    assert {one.author_name for one in SheetChange.objects.all()} == {"Hệ thống"}


def test_the_saves_of_one_sitting_are_one_line(small: Case) -> None:
    for words in ("a", "ab", "abc"):
        write(small, small.slot(), words)
    assert lines(small) == [("text", small.slot(), "0", "3")]
    SheetChange.objects.update(saved_at=timezone.now() - dt.timedelta(minutes=11))
    write(small, small.slot(), "abcd")
    write_as(small, Role.CHAIR, "abcde")
    write(small, small.slot(), "abcdef")
    assert [line[2:] for line in lines(small)] == [("0", "3"), ("3", "4"), ("4", "5"), ("5", "6")]


def write_as(case: Case, role: str, words: str, slot: str = "") -> None:
    standing = Passage.objects.get(assessment=case.assessment, slot=slot or case.slot())
    save_passage(
        actor=case.actor(role), assessment=case.assessment, slot=standing.slot, version=standing.version,
        body=rich(words), save_id=new_save_id(),
    )  # fmt: skip


def test_saving_the_same_words_changes_nothing(approved: Case) -> None:
    before = lines(approved)
    row = Passage.objects.get()
    save_passage(
        actor=approved.system, assessment=approved.assessment, slot=row.slot, version=row.version, body=row.body,
        save_id=new_save_id(),
    )  # fmt: skip
    assert approved.sheet().state == SheetState.APPROVED
    assert lines(approved) == before


def change_text(case: Case) -> str:
    cited = EvidenceItem.objects.get()
    write(case, case.slot(), "Bản sau khi duyệt", [cited])
    return "đoạn 1.3.1a"


def change_answer(case: Case) -> str:
    set_answer(actor=case.system, sheet=case.sheet(), requirement="1.3.1a", value="met")
    return "câu trả lời 1.3.1a"


def change_level(case: Case) -> str:
    press_level(actor=case.system, sheet=case.sheet(), level=0)
    return "mức của tiêu chí"


@pytest.mark.parametrize("change", [change_text, change_answer, change_level])
def test_an_approval_falls_when_what_was_read_changes(approved: Case, change) -> None:
    what = change(approved)
    assert approved.sheet().state == SheetState.DRAFTING
    fallen = last_decision(approved.sheet())
    assert fallen is not None
    assert (fallen.kind, fallen.field, fallen.reason) == ("fall", what, approved.user(Role.CHAIR).full_name)
    bound = approval_of(approved.sheet())
    assert bound is not None
    assert fallen.read == bound.read
    notice = Notice.objects.get(key__startswith="sheet-fell:")
    assert notice.person == approved.user(Role.CHAIR)
    assert notice.text == f"Duyệt tiêu chí 1.3 không còn hiệu lực: Hệ thống đã sửa ({what})."
    assert notice.url == approved.url("tieu-chi/thcs/1.3/") == address_of(approved.sheet())


def test_who_approved_and_changes_is_not_told(approved: Case) -> None:
    write_as(approved, Role.CHAIR, "Sửa lấy")
    assert SheetChange.objects.filter(kind="fall").count() == 1
    assert not Notice.objects.filter(key__startswith="sheet-fell:").exists()


def test_an_approval_falls_when_its_evidence_goes(approved: Case) -> None:
    reject_item(actor=approved.system, item=EvidenceItem.objects.get(), reason="Không đúng năm học")
    recount(approved.system, approved.fresh())
    assert approved.sheet().state == SheetState.NEEDS_WORK
    kinds = [one[0] for one in lines(approved)][-2:]
    assert kinds == ["fall", "level"]
    assert SheetChange.objects.filter(kind="level").first().reason.startswith("Không còn đủ minh chứng")


def test_a_sheet_under_review_goes_back_when_it_is_changed(small: Case) -> None:
    decide(small)
    move_sheet(actor=small.system, sheet=small.sheet(), move="hand_in")
    write(small, small.slot(), "Viết thêm", [item(small)])
    assert (small.sheet().state, small.sheet().review_step) == (SheetState.DRAFTING, "")
    assert not SheetChange.objects.filter(kind="fall").exists()


def test_what_is_read_is_the_sheet_with_its_texts(small: Case) -> None:
    decide(small)
    write(small, small.slot("1.1"), "Của tiêu chí khác")
    assert what_is_read(small.sheet()) == {"version": small.sheet().version, "passages": {small.slot(): 1}}
    assert last_decision(small.sheet()) is None
    assert approval_of(small.sheet()) is None
    newest = changes_of(small.sheet()).first()
    assert newest is not None
    assert timezone.now() - newest.saved_at < dt.timedelta(minutes=1)
