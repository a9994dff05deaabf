"""Reading by itself: after an upload, and each hour."""

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.models import BlobText, EvidenceItem
from minhdinh.evidence.reading import keeping
from minhdinh.evidence.reading.jobs import JOB_KIND, start_due_readings, start_reading
from minhdinh.evidence.reading.words import Reading
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from tests.evidence.factories import House, make_file, make_house, make_item
from tests.evidence.reading.papers import damaged, word_paper

pytestmark = pytest.mark.django_db


def test_an_upload_is_read_after_the_commit(
    house: House, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_file(make_item(house), word_paper(), "a.docx")
    job = Job.objects.get(kind=JOB_KIND)
    assert (job.status, job.organisation_id, job.owner_id) == (JobStatus.DONE, house.school.pk, None)
    assert job.message == "Đã đọc chữ của 1 tệp; 0 tệp không có chữ hoặc chưa đọc được."
    with scopes_disabled():
        assert BlobText.objects.get().state == ReadingState.READ


def test_nothing_is_queued_where_nothing_waits_or_a_reading_is_under_way(house: House) -> None:
    assert start_reading(house.school.pk) is None
    make_file(make_item(house), word_paper(), "a.docx")
    assert start_reading(house.school.pk) is not None
    assert start_reading(house.school.pk) is None
    assert Job.objects.filter(kind=JOB_KIND).count() == 1


def test_each_hour_schools_with_unread_files_are_read(
    house: House, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    make_file(make_item(house), word_paper(), "a.docx")
    make_item(make_house(), name="không có tệp")
    with django_capture_on_commit_callbacks(execute=True):
        assert start_due_readings() == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert start_due_readings() == 0
    with scopes_disabled():
        assert BlobText.objects.count() == 1


def test_sensitive_items_queue_nothing(house: House) -> None:
    item = make_item(house)
    make_file(item, word_paper(), "a.docx")
    with scopes_disabled():
        EvidenceItem.objects.filter(pk=item.pk).update(sensitive=True)
    assert start_reading(house.school.pk) is None
    assert start_due_readings() == 0


def test_words_that_may_not_be_kept_are_forgotten_though_nothing_waits(house: House) -> None:
    item = make_item(house)
    make_file(item, word_paper(), "a.docx")
    with school_scope(house.school.pk):
        keeping.read_school(house.school.pk)
        EvidenceItem.objects.filter(pk=item.pk).update(sensitive=True)
        assert start_reading(house.school.pk) is None
        assert not BlobText.objects.exists()


def test_a_damaged_file_does_not_stop_the_reading_of_its_school(
    house: House, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_file(make_item(house), damaged("word/document.xml"), "a.docx")
        make_file(make_item(house, name="khác"), word_paper(), "b.docx")
    with scopes_disabled():
        states = list(BlobText.objects.order_by("blob_id").values_list("state", flat=True))
    assert states == [ReadingState.FAILED, ReadingState.READ]
    assert start_due_readings() == 0


def test_each_hour_what_a_missing_tool_left_is_read_once_its_kind_can_be_read(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make_file(make_item(house), word_paper(), "a.docx")
    with school_scope(house.school.pk):
        keeping.keep(file.blob, Reading(ReadingState.NO_TOOL, reason="thiếu"))
    monkeypatch.setattr(keeping, "waiting_kinds", lambda: ["docx"])
    assert start_due_readings() == 0
    monkeypatch.setattr(keeping, "waiting_kinds", lambda: ["pdf"])
    assert start_due_readings() == 1
