"""What a cross-checker may read: sealed or draft, the cited evidence and nothing else of the store."""

from collections.abc import Iterator

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.crosscheck_report import (
    Report,
    cited_items,
    note_reading,
    open_cited_file,
    report_of,
)
from minhdinh.appraisals.models import CrossReviewer
from minhdinh.assessments.domain.approval import reopen
from minhdinh.assessments.enums import State
from minhdinh.assessments.slots import REPORT_LABELS
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere
from minhdinh.evidence.models import EvidenceFile, EvidenceItem
from tests.appraisals.desk import YEAR, Desk
from tests.assessments.cases import advance, decide_all, filed_item, link, make_case, rich, small_set, write


@pytest.fixture(autouse=True)
def _scopes_open(db: None) -> Iterator[None]:
    with scopes_disabled():
        yield


def report(desk: Desk) -> Report:
    found = report_of(desk.school.pk, YEAR)
    assert found is not None
    return found


def file_of(item: EvidenceItem) -> EvidenceFile:
    return EvidenceFile.objects.get(item=item)


def refused(desk: Desk, reviewer: CrossReviewer, file: EvidenceFile) -> bool:
    try:
        open_cited_file(actor=desk.reviewer_actor, reviewer=reviewer, file_id=file.pk)
    except NotHere:
        return True
    return False


def test_a_draft_is_read_as_it_stands(desk: Desk) -> None:
    write(desk.case, desk.case.slot("1.3"), "Nhà trường có đủ phòng học.")
    found = report(desk)
    assert not found.sealed
    assert found.places == {("thcs", "1.1"), ("thcs", "1.3"), ("thcs", "2.3")}
    assert [one["code"] for one in found.standards] == ["1", "2"]
    assert rich("Nhà trường có đủ phòng học.") in list(found.bodies())


def test_a_sealed_report_is_read_as_it_was_sealed_until_it_is_reopened(desk: Desk) -> None:
    decide_all(desk.case)
    advance(desk.case, State.SEALED)
    assert report(desk).sealed
    reopen(actor=desk.case.system, assessment=desk.case.fresh(), reason="Bổ sung")
    assert not report(desk).sealed


def test_a_year_that_is_not_opened_has_no_report(desk: Desk) -> None:
    assert report_of(desk.school.pk, "2025-2026") is None
    assert report_of(desk.reviewing.pk, YEAR) is None


def test_only_what_a_text_cites_is_cited(desk: Desk) -> None:
    cited, only_linked, loose = (filed_item(desk.case) for _number in range(3))
    link(desk.case, only_linked)
    write(desk.case, desk.case.slot("1.3"), "Có kế hoạch", [cited])
    part = f"report:{next(iter(REPORT_LABELS))}"
    general = filed_item(desk.case)
    write(desk.case, part, "Theo kế hoạch", [general])
    assert report(desk).cited == {cited.pk, general.pk}
    found = cited_items(report(desk), desk.school.pk)
    assert [(one.pk, one.code) for one in found] == [(cited.pk, cited.code), (general.pk, general.code)]
    assert [one.files for one in found] == [[file_of(cited)], [file_of(general)]]
    assert loose.pk not in {one.pk for one in found}


def test_of_a_sensitive_item_there_is_the_code_alone(desk: Desk) -> None:
    item = filed_item(desk.case)
    write(desk.case, desk.case.slot("1.3"), "Hồ sơ", [item])
    reviewer = desk.named()
    EvidenceItem.objects.filter(pk=item.pk).update(sensitive=True, place="Tủ 3")
    only = cited_items(report(desk), desk.school.pk)[0]
    assert (only.code, only.name, only.place, only.link, only.files) == (item.code, "", "", "", [])
    assert refused(desk, reviewer, file_of(item))


def test_files_of_the_cited_evidence_open_and_nothing_else(desk: Desk) -> None:
    cited, other = filed_item(desk.case), filed_item(desk.case)
    write(desk.case, desk.case.slot("1.3"), "Có kế hoạch", [cited])
    reviewer = desk.named()
    opened = open_cited_file(actor=desk.reviewer_actor, reviewer=reviewer, file_id=file_of(cited).pk)
    assert opened == file_of(cited)
    entry = Entry.objects.order_by("-id")[0]
    assert (entry.action, entry.data["file"]) == ("crosscheck.file_opened", "ke-hoach.pdf")
    assert refused(desk, reviewer, file_of(other))


def test_a_removed_item_opens_no_more(desk: Desk) -> None:
    item = filed_item(desk.case)
    write(desk.case, desk.case.slot("1.3"), "Có kế hoạch", [item])
    reviewer, file = desk.named(), file_of(item)
    EvidenceItem.objects.filter(pk=item.pk).update(removed_at="2026-10-01T00:00:00Z")
    assert refused(desk, reviewer, file)
    assert cited_items(report(desk), desk.school.pk)[0].files == []


def test_a_file_of_another_school_is_not_found(desk: Desk) -> None:
    reviewer, other = desk.named(), make_case(standard_set=small_set())
    item = filed_item(other)
    write(other, other.slot("1.3"), "Có kế hoạch", [item])
    assert refused(desk, reviewer, file_of(item))


def test_reading_is_recorded_and_for_reviewers_only(desk: Desk) -> None:
    reviewer = desk.named()
    note_reading(actor=desk.reviewer_actor, reviewer=reviewer)
    assert Entry.objects.filter(action="crosscheck.report_opened", data__name="Lê Thị Chéo").count() == 1
    with pytest.raises(NotAllowed):
        note_reading(actor=desk.case.actor(), reviewer=reviewer)
    with pytest.raises(NotAllowed):
        open_cited_file(actor=desk.case.actor(), reviewer=reviewer, file_id=1)
