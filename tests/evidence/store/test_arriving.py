"""A file is brought straight to the store: who may, how much, how often, and that nobody opens it meanwhile."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import Settings

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.common.storage import StoreAway
from minhdinh.common.storage_s3 import BucketStorage
from minhdinh.evidence.domain import announcing
from minhdinh.evidence.domain.integrity import check_store
from minhdinh.evidence.models import ArrivalState, Blob, DirectArrival, EvidenceFile, EvidenceItem
from minhdinh.evidence.store import arriving
from minhdinh.evidence.store.arriving import (
    PART,
    arrival_of,
    arrivals_of,
    give_up,
    note_brought,
    places_left,
    sizes_of,
)
from minhdinh.evidence.store.checking import forget_left
from minhdinh.jobs.models import Job
from tests.evidence.factories import House, make_actor, make_house, make_item, pdf_bytes
from tests.evidence.store.arrivals import brought, offered, put
from tests.s3 import BUCKET, Bucket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


@pytest.mark.s3
def test_a_file_that_was_brought_is_being_checked_and_is_nowhere_yet(
    house: House, contributor: Actor, in_bucket: Bucket
) -> None:
    arrival = brought(house, contributor, pdf_bytes())
    arrival.refresh_from_db()
    assert arrival.state == ArrivalState.CHECKING
    assert in_bucket.keys() == [f"quarantine/{house.school.pk}/{arrival.key}"]
    assert not EvidenceFile.objects.exists()
    assert not Blob.objects.exists()
    assert check_store().is_sound
    job = Job.objects.get(kind=arriving.JOB_KIND)
    assert (job.owner_id, job.params["arrival_id"]) == (contributor.user_id, arrival.pk)
    assert [one.pk for one in arrivals_of(contributor, house.school.pk)] == [arrival.pk]


@pytest.mark.s3
def test_saying_twice_that_it_was_brought_checks_it_once(
    house: House, contributor: Actor, in_bucket: Bucket
) -> None:
    arrival = brought(house, contributor, pdf_bytes())
    note_brought(actor=contributor, arrival=arrival)
    assert Job.objects.filter(kind=arriving.JOB_KIND).count() == 1


@pytest.mark.s3
def test_a_large_file_is_brought_in_parts(
    house: House, contributor: Actor, in_bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "PART", 5 * 1024 * 1024)  # the least that the protocol takes
    content = b"%PDF-1.4" + bytes(11 * 1024 * 1024)
    arrival, parts = offered(house, contributor, len(content))
    assert [part.size for part in parts] == [5242880, 5242880, len(content) - 10485760]
    assert put(parts[1].address, content[5242880:10485760]) == 200
    assert put(parts[0].address, content[:5242880]) == 200
    with pytest.raises(Problem, match="chưa gửi xong"):
        note_brought(actor=contributor, arrival=arrival)
    assert put(parts[2].address, content[10485760:]) == 200
    note_brought(actor=contributor, arrival=arrival)
    assert default_storage.size(arrival.place) == len(content)


@pytest.mark.s3
def test_an_address_takes_exactly_what_was_announced(
    house: House, contributor: Actor, in_bucket: Bucket
) -> None:
    content = pdf_bytes()
    arrival, (part,) = offered(house, contributor, len(content))
    assert put(part.address, content + b"more") == 403
    assert put(part.address.replace(arrival.key, "0" * 32), content) == 403
    assert put(part.address.replace("quarantine/", "schools/"), content) == 403
    assert put(part.address.replace("X-Amz-Expires=3600", "X-Amz-Expires=99999"), content) == 403
    assert in_bucket.keys() == []
    with pytest.raises(Problem, match="chưa gửi xong"):
        note_brought(actor=contributor, arrival=arrival)
    assert put(part.address, content) == 200


@pytest.mark.s3
def test_what_is_given_up_leaves_nothing(house: House, contributor: Actor, in_bucket: Bucket) -> None:
    arrival, (part,) = offered(house, contributor, 10)
    assert put(part.address, b"0123456789") == 200
    give_up(actor=contributor, arrival=arrival)
    assert in_bucket.keys() == []
    assert not DirectArrival.objects.exists()


@pytest.mark.s3
def test_what_the_store_does_not_forget_at_once_it_forgets_within_the_hour(
    house: House, contributor: Actor, in_bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrival, (first, _second) = offered(house, contributor, PART + 1)
    assert put(first.address, bytes(PART)) == 200

    def away(*_values: object) -> None:
        raise StoreAway("kho không trả lời")

    with monkeypatch.context() as cut:
        cut.setattr(BucketStorage, "withdraw", away)
        give_up(actor=contributor, arrival=arrival)
    with pytest.raises(NotHere):
        arrival_of(contributor, house.school.pk, arrival.key)
    with pytest.raises(NotHere):
        note_brought(actor=contributor, arrival=arrival)
    assert arrivals_of(contributor, house.school.pk) == []
    assert [one.number for one in in_bucket.storage().unfinished("quarantine/")] == [arrival.number]
    assert forget_left() == 1
    assert list(in_bucket.storage().unfinished("quarantine/")) == []
    assert not DirectArrival.objects.exists()


@pytest.mark.s3
def test_only_what_is_missing_is_asked_for_again(house: House, contributor: Actor, in_bucket: Bucket) -> None:
    content = b"%PDF-1.4" + bytes(2 * PART)
    arrival, parts = offered(house, contributor, len(content))
    DirectArrival.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    assert put(parts[1].address, content[PART : 2 * PART]) == 200
    left = places_left(actor=contributor, arrival=arrival)
    assert [(part.start, part.size) for part in left] == [(0, PART), (2 * PART, 8)]
    arrival.refresh_from_db()
    assert arrival.expires_at > timezone.now() + timedelta(days=2)
    for part in left:
        assert put(part.address, content[part.start : part.start + part.size]) == 200
    assert places_left(actor=contributor, arrival=arrival) == []
    note_brought(actor=contributor, arrival=arrival)
    with pytest.raises(Stale):
        places_left(actor=contributor, arrival=arrival)


@pytest.mark.s3
def test_a_file_in_one_part_is_there_or_not(house: House, contributor: Actor, in_bucket: Bucket) -> None:
    arrival, (part,) = offered(house, contributor, 10)
    assert len(places_left(actor=contributor, arrival=arrival)) == 1
    assert put(part.address, b"0123456789") == 200
    assert places_left(actor=contributor, arrival=arrival) == []


@pytest.mark.s3
def test_parts_that_the_store_threw_away_are_sent_from_the_beginning(
    house: House, contributor: Actor, in_bucket: Bucket
) -> None:
    arrival, _parts = offered(house, contributor, PART + 1)
    in_bucket.client.abort_multipart_upload(Bucket=in_bucket.name, Key=arrival.place, UploadId=arrival.number)
    with pytest.raises(NotHere):
        places_left(actor=contributor, arrival=arrival)


@pytest.mark.s3
def test_what_was_given_up_is_not_brought_any_more(
    house: House, contributor: Actor, in_bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _parts = offered(house, contributor, 10)
    seen = arrival_of(contributor, house.school.pk, first.key)
    give_up(actor=contributor, arrival=first)
    with pytest.raises(NotHere):
        note_brought(actor=contributor, arrival=seen)
    arrival, (part,) = offered(house, contributor, 10)
    assert put(part.address, b"0123456789") == 200
    complete = BucketStorage.complete

    def given_up_meanwhile(*values: object) -> bool:
        DirectArrival.objects.all().delete()
        return bool(complete(*values))

    monkeypatch.setattr(BucketStorage, "complete", given_up_meanwhile)
    with pytest.raises(NotHere):
        note_brought(actor=contributor, arrival=arrival)
    assert in_bucket.keys() == []
    assert not Job.objects.filter(kind=arriving.JOB_KIND).exists()


@pytest.mark.s3
def test_what_is_being_checked_is_not_given_up(house: House, contributor: Actor, in_bucket: Bucket) -> None:
    arrival = brought(house, contributor, pdf_bytes())
    with pytest.raises(Stale):
        give_up(actor=contributor, arrival=arrival)
    assert len(in_bucket.keys()) == 1


@pytest.mark.s3
def test_a_file_on_its_way_is_its_senders_alone(
    house: House, contributor: Actor, secretary: Actor, in_bucket: Bucket
) -> None:
    arrival, _parts = offered(house, contributor, 10)
    assert arrival_of(contributor, house.school.pk, arrival.key) == arrival
    other = make_house("hoa-ban")
    for actor, school_id, key in (
        (secretary, house.school.pk, arrival.key),
        (make_actor(other, Role.SECRETARY), other.school.pk, arrival.key),
        (contributor, house.school.pk, "0" * 32),
        (contributor, house.school.pk, "\0" * 32),
        (contributor, house.school.pk, "../../schools/1"),
    ):
        with pytest.raises(NotHere):
            arrival_of(actor, school_id, key)
    for act in (note_brought, give_up):
        with pytest.raises(NotHere):
            act(actor=secretary, arrival=arrival)


@pytest.mark.s3
def test_only_who_may_send_gets_an_address(house: House, in_bucket: Bucket) -> None:
    viewer = make_actor(house, Role.VIEWER)
    stranger = make_actor(make_house("hoa-ban"), Role.SECRETARY)
    for actor in (viewer, stranger):
        with pytest.raises(NotAllowed):
            offered(house, actor, 10)
    with pytest.raises(Problem, match="đứng tên"):
        offered(house, system_actor(house.school.pk), 10)
    contributor = make_actor(house, Role.CONTRIBUTOR)
    with pytest.raises(Problem):
        offered(house, contributor, 10, item=make_item(house))
    assert not DirectArrival.objects.exists()


@pytest.mark.s3
def test_sensitive_items_take_no_file(house: House, secretary: Actor, in_bucket: Bucket) -> None:
    item = make_item(house)
    EvidenceItem.objects.filter(pk=item.pk).update(sensitive=True)
    item.refresh_from_db()
    with pytest.raises(Problem, match="nhạy cảm"):
        offered(house, secretary, 10, item=item)


@pytest.mark.s3
def test_what_could_never_be_taken_gets_no_address(
    house: House, contributor: Actor, in_bucket: Bucket, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for length, words in ((0, "rỗng"), (-5, "rỗng"), (settings.MINHDINH_UPLOAD_LIMIT + 1, "quá giới hạn")):
        with pytest.raises(Problem, match=words):
            offered(house, contributor, length)
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    with pytest.raises(Problem, match="hạn mức"):
        offered(house, contributor, 2 * 1024 * 1024)
    monkeypatch.setattr(announcing, "MOST_OPEN", 1)
    offered(house, contributor, 10)
    with pytest.raises(Problem, match="quá nhiều"):
        offered(house, contributor, 10)
    DirectArrival.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert offered(house, contributor, 10)


@pytest.mark.s3
def test_a_hostile_name_is_a_plain_one(house: House, contributor: Actor, in_bucket: Bucket) -> None:
    arrival, _parts = offered(house, contributor, 10, name="../../etc/pass\0wd\u202efdp.exe")
    arrival.refresh_from_db()
    assert "/" not in arrival.name
    assert "\0" not in arrival.name
    assert arrival.place == f"quarantine/{house.school.pk}/{arrival.key}"


@pytest.mark.s3
def test_a_store_that_does_not_answer_opens_no_place(
    house: House, contributor: Actor, in_bucket: Bucket, settings: Settings
) -> None:
    options = {**in_bucket.options, "secret_key": "wrong"}
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": BUCKET, "OPTIONS": options}}
    with pytest.raises(StoreAway):
        offered(house, contributor, PART + 1)
    assert not DirectArrival.objects.exists()


def test_a_folder_takes_nothing_straight(house: House, contributor: Actor) -> None:
    with pytest.raises(Problem, match="không nhận tệp gửi thẳng"):
        offered(house, contributor, 10)


@pytest.mark.parametrize(
    ("length", "sizes"),
    [(1, [1]), (PART, [PART]), (PART + 1, [PART, 1]), (3 * PART, [PART] * 3)],
)
def test_parts_add_up(length: int, sizes: list[int]) -> None:
    assert sizes_of(length) == sizes
