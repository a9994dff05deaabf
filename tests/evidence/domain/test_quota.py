"""How much a school may keep: the rule, a school's own, several uploads at once, and what is never refused."""

import datetime as dt
import io
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.evidence import actions
from minhdinh.evidence.domain.announcing import Wanted
from minhdinh.evidence.domain.blobs import store_bytes, store_upload
from minhdinh.evidence.domain.files import attach_file
from minhdinh.evidence.domain.quota import (
    MEGABYTE,
    MOST_MB,
    NoRoom,
    Usage,
    limit_words,
    require_room,
    room_for,
    set_quota,
    usage_of,
)
from minhdinh.evidence.models import (
    ArrivalState,
    Blob,
    DirectArrival,
    IncomingUpload,
    RoomReservation,
    SchoolQuota,
)
from minhdinh.evidence.resumable.receiving import begin
from minhdinh.evidence.validators import FileKind
from tests.evidence.factories import YEAR, House, make_house, make_item, pdf_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
PDF = FileKind("pdf", "application/pdf")
SYSTEM = system_actor()


def padded(mark: str, size: int) -> bytes:
    """Return a PDF of exactly this size; another mark gives other bytes."""
    content = pdf_bytes(mark)
    return content + b"\n" * (size - len(content))


def send(house: House, content: bytes, actor: Actor | None = None) -> Blob:
    blob, _is_new = store_upload(
        school_id=house.school.pk, stream=io.BytesIO(content), name="a.pdf", size=len(content), actor=actor
    )
    return blob


def own_limit(house: House, limit_mb: int | None) -> None:
    quota = SchoolQuota.objects.filter(school=house.school).first()
    set_quota(
        actor=SYSTEM,
        school_id=house.school.pk,
        limit_mb=limit_mb,
        version=quota.version if quota else 0,
    )


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_without_a_rule_nothing_is_limited_or_counted(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert usage_of(house.school.pk) == Usage(0, 0)
    require_room(house.school.pk, 10**15)
    send(house, pdf_bytes())
    assert not SchoolQuota.objects.exists()


def test_what_fits_is_taken_and_what_does_not_is_refused(
    settings: Settings, house: House, media_root: Path
) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    send(house, padded("a", 700 * 1024))
    with pytest.raises(NoRoom) as caught:
        send(house, padded("b", 400 * 1024))
    words = caught.value.message
    for told in ("700 kB", "1,0 MB", "324 kB", "400 kB", "nâng hạn mức"):
        assert told in words
    assert len(files_in(media_root)) == 1
    send(house, padded("c", 324 * 1024))
    assert usage_of(house.school.pk).left == 0


def test_the_same_bytes_count_once_and_need_no_room(settings: Settings, house: House) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    first = send(house, padded("a", 700 * 1024))
    assert send(house, padded("a", 700 * 1024)) == first
    assert usage_of(house.school.pk).used == 700 * 1024


def test_every_school_has_its_own_room(settings: Settings, house: House) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    send(house, padded("a", MEGABYTE))
    other = make_house()
    send(other, padded("a", MEGABYTE))
    assert usage_of(other.school.pk).left == 0


def test_a_schools_own_limit_goes_before_the_rule(settings: Settings, house: House) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    own_limit(house, 3)
    send(house, padded("a", 2 * MEGABYTE))
    own_limit(house, 1)
    with pytest.raises(NoRoom):
        send(house, pdf_bytes())
    own_limit(house, 0)
    send(house, padded("b", 2 * MEGABYTE))
    own_limit(house, None)
    assert usage_of(house.school.pk) == Usage(4 * MEGABYTE, MEGABYTE)
    assert usage_of(house.school.pk).percent == 100


def test_the_programs_own_papers_are_never_refused(settings: Settings, house: House) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    send(house, padded("a", MEGABYTE))
    store_bytes(school_id=house.school.pk, stream=io.BytesIO(pdf_bytes("biểu")), kind=PDF)
    assert usage_of(house.school.pk).used > MEGABYTE


def test_people_of_other_organisations_are_not_refused_for_room(
    settings: Settings, house: House, secretary: Actor
) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    send(house, padded("a", MEGABYTE))
    with pytest.raises(NoRoom):
        send(house, padded("b", 2000), secretary)
    visitor = replace(secretary, home_id=house.school.pk + 1)
    assert send(house, padded("b", 2000), visitor).size == 2000


def test_a_refused_file_leaves_its_item_alone(settings: Settings, house: House, secretary: Actor) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    item = make_item(house)
    content = padded("a", MEGABYTE + 1)
    with pytest.raises(NoRoom):
        attach_file(actor=secretary, item=item, stream=io.BytesIO(content), name="a.pdf", size=len(content))
    item.refresh_from_db()
    assert (item.file_count, item.version) == (0, 1)


def test_room_is_kept_while_bytes_are_written_and_given_back(settings: Settings, house: House) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    with room_for(house.school.pk, 700 * 1024):
        with pytest.raises(NoRoom):
            require_room(house.school.pk, 400 * 1024)
        require_room(house.school.pk, 300 * 1024)
    require_room(house.school.pk, MEGABYTE)
    with pytest.raises(RuntimeError), room_for(house.school.pk, 700 * 1024):
        raise RuntimeError
    require_room(house.school.pk, MEGABYTE)


def test_room_of_many_files_is_counted_once_and_kept_to_the_last(settings: Settings, house: House) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    content = padded("một", 300 * 1024)
    with room_for(house.school.pk, len(content) + 400 * 1024) as landed:
        RoomReservation.objects.update(until=timezone.now() + dt.timedelta(minutes=1))
        store_bytes(school_id=house.school.pk, stream=io.BytesIO(content), kind=PDF)
        landed(len(content))
        require_room(house.school.pk, 324 * 1024)
        with pytest.raises(NoRoom):
            require_room(house.school.pk, 324 * 1024 + 1)
        assert RoomReservation.objects.get().until > timezone.now() + dt.timedelta(minutes=20)
        landed(MEGABYTE)
        require_room(house.school.pk, 724 * 1024)
    assert not RoomReservation.objects.exists()


def kept_by_a_killed_process(house: House, size: int, seconds: int) -> RoomReservation:
    until = timezone.now() + dt.timedelta(seconds=seconds)
    made: RoomReservation = RoomReservation.objects.create(school=house.school, size=size, until=until)
    return made


def test_room_that_a_killed_process_kept_comes_back(settings: Settings, house: House) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    left = kept_by_a_killed_process(house, MEGABYTE, 60)
    with pytest.raises(NoRoom):
        send(house, pdf_bytes())
    left.until = timezone.now() - dt.timedelta(seconds=1)
    left.save()
    send(house, pdf_bytes())
    assert not RoomReservation.objects.exists()


def test_other_uploads_do_not_keep_the_room_of_a_killed_one(settings: Settings, house: House) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    left = kept_by_a_killed_process(house, 500 * 1024, 60)
    until = left.until
    send(house, pdf_bytes())
    left.refresh_from_db()
    assert left.until == until


def test_an_upload_that_outlives_its_time_takes_no_room_of_others(settings: Settings, house: House) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    with ExitStack() as other:
        with room_for(house.school.pk, 500 * 1024):
            RoomReservation.objects.update(until=timezone.now() - dt.timedelta(seconds=1))
            other.enter_context(room_for(house.school.pk, 700 * 1024))
        with pytest.raises(NoRoom):
            require_room(house.school.pk, 400 * 1024)
    require_room(house.school.pk, MEGABYTE)


def arriving(house: House, person: Actor, size: int, state: str, hours: int) -> None:
    DirectArrival.objects.create(
        school=house.school,
        key=secrets.token_hex(16),
        person_id=person.user_id or 0,
        year=YEAR,
        name="b.pdf",
        length=size,
        state=state,
        expires_at=timezone.now() + dt.timedelta(hours=hours),
    )


def test_what_people_said_they_would_send_counts_before_more_is_let_in(
    settings: Settings, house: House, secretary: Actor
) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    send(house, padded("a", 200 * 1024))
    begin(actor=secretary, school_id=house.school.pk, wanted=Wanted(YEAR, "a.pdf", 400 * 1024))
    arriving(house, secretary, 200 * 1024, ArrivalState.SENDING, 1)
    arriving(house, secretary, 100 * 1024, ArrivalState.CHECKING, -1)
    with pytest.raises(NoRoom) as caught:
        begin(actor=secretary, school_id=house.school.pk, wanted=Wanted(YEAR, "c.pdf", 200 * 1024))
    for told in ("900 kB", "124 kB", "200 kB sắp gửi", "nâng hạn mức"):
        assert told in caught.value.message
    require_room(house.school.pk, 124 * 1024)
    send(house, padded("b", 400 * 1024))
    assert usage_of(house.school.pk).used == 600 * 1024


def test_what_ended_or_ran_out_takes_no_room(settings: Settings, house: House, secretary: Actor) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    begin(actor=secretary, school_id=house.school.pk, wanted=Wanted(YEAR, "a.pdf", 600 * 1024))
    for gone in ({"expires_at": timezone.now()}, {"finished_at": timezone.now()}):
        IncomingUpload.objects.update(**gone)
        begin(actor=secretary, school_id=house.school.pk, wanted=Wanted(YEAR, "a.pdf", 600 * 1024))
    IncomingUpload.objects.all().delete()
    for state in (ArrivalState.READY, ArrivalState.REFUSED, ArrivalState.SENDING):
        arriving(house, secretary, MEGABYTE, state, -1)
    arriving(make_house(), secretary, MEGABYTE, ArrivalState.CHECKING, 1)
    require_room(house.school.pk, MEGABYTE)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_uploads_at_the_same_moment_never_pass_the_limit_together(
    settings: Settings, house: House, media_root: Path
) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    start = threading.Barrier(6)

    def one(number: int) -> bool:
        start.wait(timeout=20)
        try:
            with school_scope(house.school.pk):
                send(house, padded(f"tệp {number}", 300 * 1024))
        except NoRoom:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        taken = list(pool.map(one, range(6)))
    with scopes_disabled():
        found = usage_of(house.school.pk)
        assert sum(taken) == Blob.objects.count() == len(files_in(media_root))
        assert not RoomReservation.objects.exists()
    assert 1 <= sum(taken) <= 3
    assert found.used <= found.limit


def test_only_the_installations_administrator_sets_a_limit(house: House, secretary: Actor) -> None:
    with pytest.raises(NotAllowed):
        set_quota(actor=secretary, school_id=house.school.pk, limit_mb=0, version=0)
    assert not SchoolQuota.objects.exists()


def test_a_limit_is_recorded_with_the_schools_name(house: House) -> None:
    own_limit(house, 2048)
    own_limit(house, 2048)
    entry = Entry.objects.get(action=actions.QUOTA_SET)
    assert entry.data == {"school": house.school.name, "limit": "2048 MB"}
    own_limit(house, None)
    assert [limit_words(one) for one in (0, None, 5)] == ["không giới hạn", "theo mức chung", "5 MB"]


def test_two_people_do_not_overwrite_each_other(house: House) -> None:
    own_limit(house, 5)
    with pytest.raises(Stale):
        set_quota(actor=SYSTEM, school_id=house.school.pk, limit_mb=9, version=0)
    assert SchoolQuota.objects.get().limit_mb == 5


@pytest.mark.parametrize("limit_mb", [-1, MOST_MB + 1, 10**30])
def test_a_limit_has_limits(house: House, limit_mb: int) -> None:
    with pytest.raises(Problem, match="từ 0 đến"):
        set_quota(actor=SYSTEM, school_id=house.school.pk, limit_mb=limit_mb, version=0)


@given(used=st.integers(0, 10**13), limit=st.integers(0, 10**13))
def test_a_bar_is_never_longer_than_its_frame(used: int, limit: int) -> None:
    found = Usage(used, limit)
    assert 0 <= found.percent <= 100
    assert found.left == max(0, limit - used)
    assert not (found.nearly_full and limit == 0)
