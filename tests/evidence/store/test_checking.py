"""What was brought straight to the store is checked, and only then belongs to anything."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import Settings

from minhdinh.access.actor import Actor, system_actor
from minhdinh.common.problems import NotHere, Problem
from minhdinh.common.storage import StoreAway
from minhdinh.common.storage_s3 import BucketStorage
from minhdinh.evidence.domain.announcing import Wanted
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.evidence.domain.integrity import check_store
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.domain.quota import NoRoom
from minhdinh.evidence.domain.scanning import NoVerdict, ScannerAway
from minhdinh.evidence.models import ArrivalState, Blob, DirectArrival, EvidenceFile, EvidenceItem
from minhdinh.evidence.store import checking
from minhdinh.evidence.store.arriving import JOB_KIND, PART, give_up, note_brought, offer_place, places_left
from minhdinh.evidence.store.checking import forget_left
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import runner_of
from minhdinh.organisations.models import Membership
from tests.clamd_server import SAMPLE, clamd, nobody_listens
from tests.evidence.factories import YEAR, House, make_file, make_item, office_bytes, pdf_bytes
from tests.evidence.moves.test_merging import merge
from tests.evidence.store.arrivals import brought, check, offered, put
from tests.s3 import BUCKET, Bucket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes"), pytest.mark.s3]


def ended(arrival: DirectArrival) -> DirectArrival:
    arrival.refresh_from_db()
    return arrival


def test_the_worker_knows_the_job() -> None:
    assert runner_of(JOB_KIND) is checking.run_checking


def test_a_good_file_goes_to_its_item(house: House, secretary: Actor, in_bucket: Bucket) -> None:
    item = make_item(house)
    arrival = brought(house, secretary, pdf_bytes("thẳng"), item=item)
    assert check(arrival)["message"] == "Tệp “quét.pdf” đã vào kho."
    file = EvidenceFile.objects.get(item=item)
    assert (file.name, file.uploaded_by_id) == ("quét.pdf", secretary.user_id)
    assert read_blob(file.blob) == pdf_bytes("thẳng")
    assert in_bucket.keys() == [file.blob.path]
    assert (ended(arrival).state, arrival.became) == (ArrivalState.READY, item.pk)
    assert check_store().is_sound


def test_a_good_file_for_nothing_in_particular_goes_to_the_inbox(
    house: House, contributor: Actor, in_bucket: Bucket
) -> None:
    arrival = brought(house, contributor, pdf_bytes("thẳng"), name="Biên_bản họp.pdf")
    check(arrival)
    item = EvidenceItem.objects.get(pk=ended(arrival).became)
    assert (item.name, item.code, item.contributed_by_id) == ("Biên bản họp", "", contributor.user_id)
    again = brought(house, contributor, pdf_bytes("thẳng"))
    check(again)
    assert ended(again).became == item.pk
    assert EvidenceItem.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\0" + bytes(200), "không thuộc loại được nhận"),
        (office_bytes("word/document.xml", "word/vbaProject.bin"), "macro"),
        (b"PK\x03\x04" + bytes(100), "hỏng"),
    ],
)
def test_what_is_not_allowed_is_named_and_removed(
    house: House, secretary: Actor, in_bucket: Bucket, content: bytes, words: str
) -> None:
    item = make_item(house)
    arrival = brought(house, secretary, content, item=item)
    with pytest.raises(Problem, match=words) as told:
        check(arrival)
    assert "quét.pdf" in told.value.sentence
    assert (ended(arrival).state, arrival.refused) == (ArrivalState.REFUSED, told.value.sentence)
    assert in_bucket.keys() == []
    assert not EvidenceFile.objects.exists()
    assert not Blob.objects.exists()


def test_what_was_checked_is_what_is_kept(
    house: House, secretary: Actor, in_bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address is still open when the file is checked: bytes that come then reach nobody."""
    item = make_item(house)
    good, evil = pdf_bytes("tốt"), b"MZ" + bytes(len(pdf_bytes("tốt")) - 2)
    arrival, (part,) = offered(house, secretary, len(good), item=item)
    assert put(part.address, good) == 200
    note_brought(actor=secretary, arrival=arrival)
    store = checking.store_upload

    def exchanged_meanwhile(**values: object) -> object:
        assert put(part.address, evil) == 200
        return store(**values)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "store_upload", exchanged_meanwhile)
    check(arrival)
    assert read_blob(EvidenceFile.objects.get(item=item).blob) == good
    assert not default_storage.exists(arrival.place)


def test_what_was_exchanged_for_something_longer_is_refused(
    house: House, secretary: Actor, in_bucket: Bucket
) -> None:
    arrival = brought(house, secretary, pdf_bytes(), item=make_item(house))
    in_bucket.put(arrival.place, pdf_bytes() + b"more")
    with pytest.raises(Problem, match="không dài như đã báo"):
        check(arrival)
    assert in_bucket.keys() == []


def test_what_is_gone_from_quarantine_is_told(house: House, secretary: Actor, in_bucket: Bucket) -> None:
    arrival = brought(house, secretary, pdf_bytes(), item=make_item(house))
    default_storage.delete(arrival.place)
    with pytest.raises(Problem, match="không còn ở nơi đã gửi"):
        check(arrival)


def test_who_lost_the_role_meanwhile_brings_nothing(
    house: House, secretary: Actor, in_bucket: Bucket
) -> None:
    arrival = brought(house, secretary, pdf_bytes(), item=make_item(house))
    Membership.objects.filter(user_id=secretary.user_id).delete()
    with pytest.raises(Problem, match="không còn vai trò"):
        check(arrival)
    assert ended(arrival).state == ArrivalState.REFUSED
    assert in_bucket.keys() == []


def test_an_item_that_was_taken_away_meanwhile_gets_nothing(
    house: House, secretary: Actor, in_bucket: Bucket
) -> None:
    item = make_item(house)
    arrival = brought(house, secretary, pdf_bytes(), item=item)
    remove_item(actor=system_actor(house.school.pk), item=item)
    with pytest.raises(Problem, match=r"quét\.pdf"):
        check(arrival)
    assert not EvidenceFile.objects.exists()


def test_a_job_that_runs_twice_takes_it_in_once(house: House, secretary: Actor, in_bucket: Bucket) -> None:
    item = make_item(house)
    arrival = brought(house, secretary, pdf_bytes(), item=item)
    check(arrival)
    in_bucket.put(arrival.place, b"left behind by a worker that was killed")
    check(arrival)
    assert EvidenceFile.objects.filter(item=item).count() == 1
    assert len(in_bucket.keys()) == 1


def test_a_store_that_does_not_answer_leaves_it_waiting(
    house: House, secretary: Actor, in_bucket: Bucket, settings: Settings
) -> None:
    item = make_item(house)
    arrival = brought(house, secretary, pdf_bytes(), item=item)
    good = settings.STORAGES
    options = {**in_bucket.options, "secret_key": "wrong"}
    settings.STORAGES = {**good, "default": {"BACKEND": BUCKET, "OPTIONS": options}}
    with pytest.raises(StoreAway):
        check(arrival)
    assert ended(arrival).state == ArrivalState.CHECKING
    assert forget_left(timezone.now() + dt.timedelta(days=99)) == 0
    settings.STORAGES = good
    check(arrival)
    assert EvidenceFile.objects.filter(item=item).count() == 1


def test_a_scanner_that_does_not_answer_leaves_it_waiting(
    house: House, secretary: Actor, in_bucket: Bucket, settings: Settings
) -> None:
    item = make_item(house)
    arrival = brought(house, secretary, pdf_bytes(), item=item)
    settings.MINHDINH_CLAMD = nobody_listens()
    with pytest.raises(ScannerAway):
        check(arrival)
    assert ended(arrival).state == ArrivalState.CHECKING
    with clamd() as server:
        settings.MINHDINH_CLAMD = server.address
        check(arrival)
    assert EvidenceFile.objects.filter(item=item).count() == 1


def test_what_says_nothing_about_the_file_leaves_it_waiting_but_not_for_ever(
    house: House, secretary: Actor, in_bucket: Bucket, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = make_item(house)
    arrival = brought(house, secretary, pdf_bytes("to") + bytes(2 * 1024 * 1024), item=item)
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    with pytest.raises(NoRoom):
        check(arrival)
    settings.MINHDINH_SCHOOL_QUOTA_MB = 0
    with clamd(most=1000) as server:
        settings.MINHDINH_CLAMD = server.address
        with pytest.raises(NoVerdict):
            check(arrival)
        assert ended(arrival).state == ArrivalState.CHECKING
        assert in_bucket.keys() == [arrival.place]
        monkeypatch.setattr(checking, "MOST_TRIES", 1)
        with pytest.raises(Problem, match="lớn hơn mức bộ quét"):
            check(arrival)
    assert ended(arrival).state == ArrivalState.REFUSED
    assert in_bucket.keys() == []


def test_a_file_follows_its_item_into_what_that_was_merged_with(
    house: House, secretary: Actor, in_bucket: Bucket
) -> None:
    gone, survivor = make_item(house, name="Bản gộp đi"), make_item(house, name="Bản giữ lại")
    arrival = brought(house, secretary, pdf_bytes(), item=gone)
    merge(gone, survivor, secretary)
    check(arrival)
    assert EvidenceFile.objects.get().item_id == survivor.pk
    assert ended(arrival).became == survivor.pk


def test_an_infected_file_never_leaves_quarantine(
    house: House, secretary: Actor, in_bucket: Bucket, settings: Settings
) -> None:
    arrival = brought(house, secretary, pdf_bytes() + SAMPLE)
    with clamd() as server:
        settings.MINHDINH_CLAMD = server.address
        with pytest.raises(Problem, match="mã độc"):
            check(arrival)
    assert ended(arrival).state == ArrivalState.REFUSED
    assert in_bucket.keys() == []
    assert not Blob.objects.exists()


def test_the_same_bytes_stand_once(house: House, secretary: Actor, in_bucket: Bucket) -> None:
    first = make_file(make_item(house), pdf_bytes("một"))
    item = make_item(house, name="Hai")
    check(brought(house, secretary, pdf_bytes("một"), item=item))
    assert EvidenceFile.objects.get(item=item).blob_id == first.blob_id
    assert in_bucket.keys() == [first.blob.path]


def test_what_was_given_up_meanwhile_is_no_fault(house: House, secretary: Actor, in_bucket: Bucket) -> None:
    arrival = brought(house, secretary, pdf_bytes())
    pk = arrival.pk
    DirectArrival.objects.all().delete()
    arrival.pk = pk
    assert "đã được bỏ" in check(arrival)["message"]


def test_what_was_never_brought_whole_goes_after_three_days(
    house: House, secretary: Actor, in_bucket: Bucket
) -> None:
    _arrival, (part,) = offered(house, secretary, 10)
    assert put(part.address, b"0123456789") == 200
    assert forget_left() == 0
    assert forget_left(timezone.now() + dt.timedelta(hours=73)) == 1
    assert in_bucket.keys() == []
    assert not DirectArrival.objects.exists()


def test_answers_are_kept_for_a_month(house: House, secretary: Actor, in_bucket: Bucket) -> None:
    arrival = brought(house, secretary, pdf_bytes(), item=make_item(house))
    check(arrival)
    assert forget_left(timezone.now() + dt.timedelta(days=29)) == 0
    assert forget_left(timezone.now() + dt.timedelta(days=31)) == 1
    assert len(in_bucket.keys()) == 1


def test_what_a_worker_left_is_checked_again(house: House, secretary: Actor, in_bucket: Bucket) -> None:
    arrival = brought(house, secretary, pdf_bytes(), item=make_item(house))
    later = timezone.now() + dt.timedelta(hours=2)
    forget_left(later)
    assert Job.objects.filter(kind=JOB_KIND).count() == 1
    Job.objects.filter(kind=JOB_KIND).update(status="failed")
    forget_left(later)
    assert Job.objects.filter(kind=JOB_KIND).count() == 2
    assert ended(arrival).state == ArrivalState.CHECKING


def test_one_file_holds_up_no_other_and_is_not_tried_for_ever(
    house: House, secretary: Actor, in_bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = (brought(house, secretary, pdf_bytes(word), name=f"{word}.pdf") for word in ("một", "hai"))
    Job.objects.filter(kind=JOB_KIND).update(status="failed")
    later = timezone.now() + dt.timedelta(hours=2)
    forget_left(later)
    assert Job.objects.filter(kind=JOB_KIND, status="queued").count() == 2
    Job.objects.filter(kind=JOB_KIND).update(status="failed")
    forget_left(later + dt.timedelta(minutes=30))  # both were just started
    assert Job.objects.filter(kind=JOB_KIND).count() == 4
    check(good)
    monkeypatch.setattr(checking, "MOST_TRIES", 2)
    forget_left(later + dt.timedelta(hours=2))
    assert ended(bad).state == ArrivalState.REFUSED
    assert "một.pdf" in bad.refused
    assert in_bucket.keys() == [Blob.objects.get().path]


def test_bytes_that_come_after_their_file_was_given_up_are_swept(
    house: House, secretary: Actor, in_bucket: Bucket
) -> None:
    kept, (part,) = offered(house, secretary, 10)
    assert put(part.address, b"0123456789") == 200
    lost, (late,) = offered(house, secretary, 10)
    give_up(actor=secretary, arrival=lost)
    assert put(late.address, b"0123456789") == 200
    forget_left()
    assert in_bucket.keys() == [kept.place]


def test_what_is_about_to_be_forgotten_is_no_longer_brought(
    house: House, secretary: Actor, in_bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrival, (part,) = offered(house, secretary, 10)
    assert put(part.address, b"0123456789") == 200
    withdraw = BucketStorage.withdraw

    def said_meanwhile(*values: object) -> None:
        with pytest.raises(NotHere):
            note_brought(actor=secretary, arrival=arrival)
        withdraw(*values)

    monkeypatch.setattr(BucketStorage, "withdraw", said_meanwhile)
    assert forget_left(timezone.now() + dt.timedelta(hours=73)) == 1
    assert not Job.objects.filter(kind=JOB_KIND).exists()
    assert in_bucket.keys() == []


def test_parts_of_which_no_row_knows_are_swept_but_not_those_that_just_began(
    house: House, secretary: Actor, in_bucket: Bucket
) -> None:
    kept, _parts = offered(house, secretary, 2 * PART)
    lost = in_bucket.client.create_multipart_upload(
        Bucket=in_bucket.name, Key=f"quarantine/{house.school.pk}/{'0' * 32}"
    )["UploadId"]
    forget_left()
    assert unfinished(in_bucket) == {kept.number, lost}
    forget_left(timezone.now() + dt.timedelta(hours=2))
    assert unfinished(in_bucket) == {kept.number}


def test_what_is_brought_again_after_the_answer_is_swept_once_its_address_is_over(
    house: House, secretary: Actor, in_bucket: Bucket
) -> None:
    content, item = pdf_bytes(), make_item(house)
    arrival, (part,) = offered(house, secretary, len(content), item=item)
    assert put(part.address, content) == 200
    note_brought(actor=secretary, arrival=arrival)
    check(arrival)
    assert put(part.address, content) == 200
    stored = Blob.objects.get().path
    forget_left()
    assert in_bucket.keys() == [arrival.place, stored]
    forget_left(timezone.now() + dt.timedelta(hours=2))
    assert in_bucket.keys() == [stored]
    assert ended(arrival).state == ArrivalState.READY


def test_a_row_whose_server_was_killed_before_it_had_a_number_goes(
    house: House, secretary: Actor, in_bucket: Bucket
) -> None:
    kept, _parts = offered(house, secretary, 2 * PART)
    lost, _parts = offered(house, secretary, 2 * PART)
    DirectArrival.objects.filter(pk=lost.pk).update(number="")
    lost.refresh_from_db()
    with pytest.raises(NotHere):
        places_left(actor=secretary, arrival=lost)
    assert forget_left() == 0
    assert forget_left(timezone.now() + dt.timedelta(hours=2)) == 1
    assert [one.pk for one in DirectArrival.objects.all()] == [kept.pk]
    assert unfinished(in_bucket) == {kept.number}


def unfinished(bucket: Bucket) -> set[str]:
    return {one.number for one in bucket.storage().unfinished("quarantine/")}


def test_a_file_for_a_criterion_becomes_an_item_there(
    house: House, secretary: Actor, in_bucket: Bucket
) -> None:
    wanted = Wanted(YEAR, "kế hoạch.pdf", len(pdf_bytes()), None, "1.3")
    arrival, (part,) = offer_place(actor=secretary, school_id=house.school.pk, wanted=wanted)
    assert put(part.address, pdf_bytes()) == 200
    note_brought(actor=secretary, arrival=arrival)
    check(arrival)
    item = EvidenceItem.objects.get(pk=ended(arrival).became)
    assert (item.root_criterion, arrival.twin) == ("1.3", None)
    again = brought(house, secretary, pdf_bytes())
    check(again)
    assert (ended(again).became, again.twin) == (item.pk, item.pk)
    other = brought(house, secretary, pdf_bytes(), item=make_item(house, criterion="1.2"))
    check(other)
    assert (ended(other).became, other.twin) == (other.item_id, item.pk)
