"""Who answers for an inherited text, and what stands still until somebody does."""

import pytest
from django.db import IntegrityError, transaction

from minhdinh.access.permissions import Role
from minhdinh.assessments.carrying.answering import inherited_count
from minhdinh.assessments.carrying.marks import confirm_text, waiting_texts
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council
from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.domain.passages import restore_passage
from minhdinh.assessments.domain.readiness import blocking_tasks, readiness
from minhdinh.assessments.domain.review import move_sheet
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import CarriedText, Passage, PassageRevision
from minhdinh.assessments.presenters.mirror import build_mirror
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from tests.assessments.carrying.years import Years, fill, same_set
from tests.assessments.cases import YEAR, decide, write

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")
SLOT = "statement:thcs:1.3:1:1.3.1a"


@pytest.fixture
def years() -> Years:
    found = same_set()
    fill(found.old)
    found.carry()
    return found


def passage_of(years: Years, slot: str = SLOT) -> Passage:
    return Passage.objects.get(assessment=years.new.assessment, slot=slot)


def confirm(years: Years, role: str = Role.SECRETARY, slot: str = SLOT, version: int = 1) -> Passage:
    return confirm_text(actor=years.new.actor(role), assessment=years.new.fresh(), slot=slot, version=version)


def test_confirming_takes_the_mark_off_and_counts_the_text(years: Years) -> None:
    confirm(years)
    passage, row = (
        passage_of(years),
        CarriedText.objects.get(passage__slot=SLOT, passage__assessment=years.new.assessment),
    )
    assert (passage.inherited, passage.version) == (False, 1)
    assert (row.confirmed_as, row.confirmed_by) == ("still_true", years.new.user(Role.SECRETARY))
    assert row.confirmed_at is not None
    sheet = years.new.sheet("1.3")
    assert (sheet.statement_levels, sheet.state) == (1, SheetState.DRAFTING)
    assert Entry.objects.get(action="assessment.text_confirmed").data == {"slot": SLOT}


def test_confirming_twice_is_once(years: Years) -> None:
    confirm(years)
    before = CarriedText.objects.order_by("id").values_list("confirmed_at", flat=True)
    first = list(before)
    confirm(years)
    assert list(before.all()) == first
    assert Entry.objects.filter(action="assessment.text_confirmed").count() == 1


def test_editing_takes_the_mark_off_too_and_says_so(years: Years) -> None:
    write(years.new, SLOT, "Năm nay đã khác.")
    row = CarriedText.objects.get(passage=passage_of(years))
    assert (passage_of(years).inherited, row.confirmed_as, row.confirmed_by_name) == (
        False,
        "edited",
        years.new.system.name,
    )
    assert years.new.sheet("1.3").statement_levels == 1


def test_going_back_to_the_carried_version_is_a_persons_doing(years: Years) -> None:
    write(years.new, SLOT, "Tạm.")
    restore_passage(
        actor=years.new.actor(), assessment=years.new.fresh(), slot=SLOT, version=2, from_version=1
    )
    assert (passage_of(years).inherited, passage_of(years).text) == (False, "Hồ sơ đầy đủ.")


def test_a_text_changed_since_it_was_read_is_not_confirmed(years: Years) -> None:
    write(years.new, SLOT, "Mới.")
    with pytest.raises(Stale, match="vừa được người khác sửa"):
        confirm(years)


@pytest.mark.parametrize("slot", ["", "khong", "statement:thcs:1.3:1:9.9.9z", "statement:thpt:1.3:1:1.3.1a"])
def test_an_unknown_place_is_not_here(years: Years, slot: str) -> None:
    with pytest.raises(NotHere):
        confirm(years, slot=slot)


def test_an_empty_place_has_nothing_to_confirm(years: Years) -> None:
    with pytest.raises(NotHere, match="Chưa có đoạn nào"):
        confirm(years, slot="statement:thcs:2.3:1:2.3.1a")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONTRIBUTOR, Role.MEMBER, Role.SCHOOL_ADMIN])
def test_who_may_not_write_may_not_confirm(years: Years, role: Role) -> None:
    with pytest.raises(NotAllowed):
        confirm(years, role)
    assert passage_of(years).inherited


def test_a_member_confirms_what_is_assigned_and_no_remark(years: Years) -> None:
    user = years.new.user(Role.MEMBER)
    values = CouncilValues(members=[MemberValues(name="Cô Mẫu", role="member", user_id=user.pk)])
    save_council(actor=years.new.system, assessment=years.new.fresh(), values=values)
    sheet, seat = years.new.sheet("1.3"), years.new.assessment.members.get()
    sheet.assignments.create(school=years.new.school, member=seat)
    assert not confirm(years, Role.MEMBER).inherited
    with pytest.raises(NotAllowed):
        confirm(years, Role.MEMBER, "remark:1:strengths")


def test_a_sheet_is_not_handed_in_while_texts_on_it_are_unread(years: Years) -> None:
    other = "statement:thcs:1.3:2:1.3.2a"
    write(years.old, other, "Dữ liệu được đối chiếu.")
    years.carry()
    decide(years.new, "1.3")
    with pytest.raises(Problem, match=r"còn 1 đoạn kế thừa, chờ cập nhật \(1.3.2a\)"):
        move_sheet(actor=years.new.actor(), sheet=years.new.sheet("1.3"), move="hand_in")
    confirm(years, slot=other)
    move_sheet(actor=years.new.actor(), sheet=years.new.sheet("1.3"), move="hand_in")
    assert years.new.sheet("1.3").state == SheetState.WAITING


def test_the_report_is_not_handed_in_while_a_text_is_unread(years: Years) -> None:
    titles = [task.title for task in blocking_tasks(years.new.fresh())]
    assert "04 đoạn kế thừa, chờ cập nhật hoặc xác nhận còn đúng" in titles
    for slot, passage in [(row.slot, row) for row in Passage.objects.filter(assessment=years.new.assessment)]:
        confirm(years, slot=slot, version=passage.version)
    assert inherited_count(years.new.fresh()) == 0
    assert not any("kế thừa" in task.title for task in readiness(years.new.fresh()))


def test_remarks_and_parts_of_the_report_count_as_missing(years: Years) -> None:
    def missing() -> list[str]:
        return [task.title for task in readiness(years.new.fresh()) if not task.done]

    before = missing()
    confirm(years, slot="report:I.2.a")
    assert before != missing()


def test_the_mirror_and_the_dossier_leave_inherited_words_out(years: Years) -> None:
    assert build_mirror(years.new.actor(), years.new.sheet("1.3")).statements == 0
    dossier = build_dossier(years.new.fresh())
    assert [sheet["statements"] for track in dossier["tracks"] for sheet in track["sheets"]] == [[], [], []]
    confirm(years)
    assert build_mirror(years.new.actor(), years.new.sheet("1.3")).statements == 1
    again = build_dossier(years.new.fresh())
    assert sum(len(sheet["statements"]) for track in again["tracks"] for sheet in track["sheets"]) == 1


def test_waiting_texts_name_their_sources(years: Years) -> None:
    waiting = waiting_texts(years.new.fresh())
    assert len(waiting) == 4
    assert all(one.origins[0].origin.startswith(f"Năm học {YEAR}") for one in waiting)
    confirm(years)
    assert len(waiting_texts(years.new.fresh())) == 3


def test_the_database_lets_one_source_come_to_a_passage_once(years: Years) -> None:
    row = CarriedText.objects.get(passage=passage_of(years))
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_source_stays_as_it_was_when_the_old_text_changes(years: Years) -> None:
    row = CarriedText.objects.get(passage=passage_of(years))
    write(years.old, SLOT, "Năm cũ viết lại.")
    row.refresh_from_db()
    assert row.source is not None
    assert PassageRevision.objects.get(pk=row.source.pk).text == "Hồ sơ đầy đủ."
