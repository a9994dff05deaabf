import dataclasses

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.passages import PassageConflict, Saved, restore_passage, save_passage
from minhdinh.assessments.enums import SheetState, State
from minhdinh.assessments.models import Passage, PassageRevision, SelfAssessment
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.models import Citation
from minhdinh.lib.richtext import citations, plain_text
from tests.assessments.cases import Case, item, make_case, new_save_id, rich, small_set, write


def save(case: Case, text: str = "Một câu.", **values: object) -> Saved:
    arguments = {
        "actor": case.system,
        "assessment": case.assessment,
        "slot": case.slot(),
        "version": 0,
        "body": rich(text),
        "save_id": new_save_id(),
    }
    return save_passage(**{**arguments, **values})  # type: ignore[arg-type]


def texts(case: Case) -> list[tuple[int, str]]:
    rows = PassageRevision.objects.filter(passage__assessment=case.assessment).order_by("version")
    return [(row.version, row.text) for row in rows]


def test_the_first_save_makes_version_one(small: Case) -> None:
    saved = save(small, "Nhà trường có 18 lớp.")
    row = Passage.objects.get()
    assert (saved.version, row.version, row.text) == (1, 1, "Nhà trường có 18 lớp.")
    assert (row.sheet_id, row.level, row.requirement) == (small.sheet().pk, 1, "1.3.1a")
    assert row.author_name == small.system.name
    assert saved.saved_at == row.saved_at
    assert small.sheet().state == SheetState.DRAFTING


def test_each_save_starts_from_the_version_before(small: Case) -> None:
    save(small, "một")
    save(small, "hai", version=1)
    assert save(small, "ba", version=2).version == 3
    assert texts(small) == [(1, "một"), (2, "hai"), (3, "ba")]


@pytest.mark.parametrize("version", [0, 2, 7])
def test_a_save_from_another_version_carries_the_standing_text(small: Case, version: int) -> None:
    save(small, "bản đang đứng")
    with pytest.raises(PassageConflict, match="vừa lưu đoạn này") as caught:
        save(small, "bản của tôi", version=version)
    assert caught.value.status == 409
    assert (caught.value.current.version, caught.value.current.text) == (1, "bản đang đứng")
    assert texts(small) == [(1, "bản đang đứng")]


def test_a_copy_newer_than_the_store_meets_an_empty_text_and_not_a_dead_end(small: Case) -> None:
    with pytest.raises(PassageConflict) as caught:
        save(small, "viết trước khi máy chủ được khôi phục", version=4)
    assert (caught.value.current.version, plain_text(caught.value.current.body)) == (0, "")
    assert not Passage.objects.exists()


def test_the_same_save_again_answers_as_the_first_did(small: Case) -> None:
    proof = item(small)
    first = save(small, body=rich("có hồ sơ", [proof]), save_id="cung-mot-lan")
    again = save(small, "khác hẳn", save_id="cung-mot-lan")
    assert dataclasses.replace(again, is_new=True) == first
    assert not again.is_new
    assert texts(small) == [(1, "có hồ sơ")]


def test_a_repeated_save_is_answered_even_after_the_report_was_handed_in(small: Case) -> None:
    first = save(small, save_id="truoc-khi-trinh")
    SelfAssessment.objects.update(state=State.SUBMITTED, complete=True)
    assert save(small, save_id="truoc-khi-trinh").version == first.version
    with pytest.raises(Problem, match="Chờ hội đồng duyệt"):
        save(small, version=1)
    assert len(texts(small)) == 1


@pytest.mark.parametrize("save_id", ["", "ngan", "x" * 65])
def test_a_save_without_a_proper_id_is_refused(small: Case, save_id: str) -> None:
    with pytest.raises(Problem, match="mã nhận dạng"):
        save(small, save_id=save_id)


@pytest.mark.parametrize(
    "slot",
    [
        "statement:thcs:9.9:1:9.9.1a",
        "statement:thcs:1.2:1:1.2.1a",
        "statement:tieu_hoc:1.3:1:1.3.1a",
        "statement:thcs:1.3:1:1.3.1z",
        "statement:thcs:1.3:2:1.3.1a",
        "statement:thcs:1.3:3:1.3.3a",
        "statement:thcs:1.3:1:1.1.1a",
        "remark:4:strengths",
        "remark:1:nonsense",
        "report:IX",
        "nonsense",
    ],
)
def test_an_unknown_place_is_not_here(small: Case, slot: str) -> None:
    with pytest.raises(NotHere):
        save(small, slot=slot)
    assert not Passage.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "chữ trần",
        [],
        {"type": "paragraph"},
        {"type": "doc", "content": [{"type": "script"}]},
        {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "a\x00b"}]}]},
        {"type": "doc", "content": [{"type": "table"}]},
    ],
)
def test_a_malformed_text_changes_nothing(small: Case, body: object) -> None:
    save(small, "đang đứng")
    with pytest.raises(Problem):
        save(small, body=body, version=1)
    assert texts(small) == [(1, "đang đứng")]


def test_citations_follow_the_text(small: Case) -> None:
    first, second = item(small), item(small)
    saved = save(small, body=rich("có", [first, second, first]))
    assert [one.pk for one in saved.items] == [first.pk, second.pk]
    row = Citation.objects.get(item=first)
    assert (row.assessment_id, row.track, row.criterion, row.level, row.requirement) == (
        small.assessment.pk, "thcs", "1.3", 1, "1.3.1a",
    )  # fmt: skip
    save(small, body=rich("chỉ còn một", [second]), version=1)
    assert list(Citation.objects.values_list("item_id", flat=True)) == [second.pk]


def test_an_item_of_another_school_cannot_be_cited(small: Case) -> None:
    foreign = item(make_case(standard_set=small_set()))
    with pytest.raises(Problem, match="không còn trong kho của trường"):
        save(small, body=rich("mượn", [foreign]))
    assert not Passage.objects.filter(assessment=small.assessment).exists()


@pytest.mark.parametrize("evidence", ["abc", "1" * 19, "-"])
def test_a_citation_of_nothing_is_refused(small: Case, evidence: str) -> None:
    body = {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [{"type": "citation", "attrs": {"evidence": evidence}}]}
        ],
    }
    with pytest.raises(Problem, match="trích dẫn"):
        save(small, body=body)


def test_a_removed_item_cannot_be_cited(small: Case) -> None:
    gone = item(small)
    remove_item(actor=small.system, item=gone)
    with pytest.raises(Problem, match="không còn trong kho"):
        save(small, body=rich("có", [gone]))
    assert not Passage.objects.exists()


def test_restoring_makes_the_old_text_the_newest(small: Case) -> None:
    proof = item(small)
    save(small, body=rich("một", [proof]))
    save(small, "hai", version=1)
    saved = restore_passage(
        actor=small.system, assessment=small.assessment, slot=small.slot(), version=2, from_version=1
    )
    newest = PassageRevision.objects.get(version=3)
    assert (saved.version, newest.text, newest.restored_from) == (3, "một", 1)
    assert citations(newest.body) == [str(proof.pk)]
    assert Citation.objects.get().item_id == proof.pk
    entry = Entry.objects.get(action="assessment.passage_restored")
    assert entry.data == {"version": 1, "slot": small.slot()}


def test_restoring_twice_by_a_double_click_restores_once(small: Case) -> None:
    save(small, "một")
    save(small, "hai", version=1)
    for _click in range(2):
        saved = restore_passage(
            actor=small.system, assessment=small.assessment, slot=small.slot(), version=2, from_version=1
        )
    assert saved.version == 3
    assert len(texts(small)) == 3
    assert Entry.objects.filter(action="assessment.passage_restored").count() == 1


def test_restoring_over_a_newer_text_is_a_conflict(small: Case) -> None:
    for version, text in enumerate(("một", "hai", "ba")):
        save(small, text, version=version)
    with pytest.raises(PassageConflict):
        restore_passage(
            actor=small.system, assessment=small.assessment, slot=small.slot(), version=2, from_version=1
        )
    assert Entry.objects.filter(action="assessment.passage_restored").count() == 0


def test_restoring_what_cites_a_removed_item_is_refused(small: Case) -> None:
    proof = item(small)
    save(small, body=rich("một", [proof]))
    save(small, "hai", version=1)
    remove_item(actor=small.system, item=proof)
    with pytest.raises(Problem, match="không còn trong kho"):
        restore_passage(
            actor=small.system, assessment=small.assessment, slot=small.slot(), version=2, from_version=1
        )
    assert Passage.objects.get().text == "hai"


def test_there_is_no_version_that_was_never_saved(small: Case) -> None:
    save(small)
    with pytest.raises(NotHere):
        restore_passage(
            actor=small.system, assessment=small.assessment, slot=small.slot(), version=1, from_version=9
        )


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.SEALED])
@pytest.mark.parametrize("slot", ["statement:thcs:1.3:1:1.3.1a", "remark:1:strengths", "report:I.2.a"])
def test_nothing_is_written_once_the_report_left_the_desk(small: Case, state: str, slot: str) -> None:
    SelfAssessment.objects.update(state=state, complete=True)
    with pytest.raises(Problem, match="không sửa được"):
        save(small, slot=slot)
    assert not Passage.objects.exists()


@pytest.mark.parametrize("slot", ["remark:2:trend", "report:III.1"])
def test_remarks_and_report_parts_are_written_by_who_leads(small: Case, slot: str) -> None:
    assert save(small, actor=small.actor(Role.SECRETARY), slot=slot).version == 1
    row = Passage.objects.get()
    assert (row.sheet_id, row.level, row.requirement) == (None, None, "")


def test_work_on_a_sheet_takes_it_off_the_chairs_desk(small: Case) -> None:
    for state in (SheetState.WAITING, SheetState.APPROVED):
        sheet = small.sheet()
        sheet.state = state
        sheet.save()
        write(small, small.slot(), f"Viết lại khi {state}")
        assert small.sheet().state == SheetState.DRAFTING


def test_a_sheet_returned_for_mending_stays_so_until_it_is_handed_in(small: Case) -> None:
    sheet = small.sheet()
    sheet.state = SheetState.NEEDS_WORK
    sheet.save()
    write(small, small.slot())
    assert small.sheet().state == SheetState.NEEDS_WORK


def test_a_save_keeps_the_level_that_somebody_pressed_meanwhile(decided: Case) -> None:
    """The sheet is read again under the lock: what another wrote since the request began is not undone."""
    stale = decided.sheet("1.1")
    assert stale.level == 1
    write(decided, decided.slot("1.1"), "câu mới", [item(decided, criterion="1.1")])
    assert decided.sheet("1.1").level == 1
