"""Stored bytes that nothing needs are named on the health page and can be taken in; what is needed never is."""

import datetime as dt
import io

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor, system_actor
from minhdinh.common.problems import NotHere
from minhdinh.evidence.domain.blobs import store_upload
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.intake import Target
from minhdinh.evidence.health.adopting import adopt
from minhdinh.evidence.health.round import look_over, orphans_of
from minhdinh.evidence.health.unheld import unheld
from minhdinh.evidence.models import Blob, FileFault
from tests.evidence.factories import YEAR, House, make_file, make_house, make_item, pdf_bytes
from tests.recognition.register import recognise, scan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def sent(house: House, days: int = 40, text: str = "bỏ dở") -> Blob:
    """Store what somebody sent, that many days ago, and nothing went on with."""
    content = pdf_bytes(text)
    blob, _is_new = store_upload(
        school_id=house.school.pk, stream=io.BytesIO(content), name="a.pdf", size=len(content)
    )
    Blob.objects.filter(pk=blob.pk).update(created_at=timezone.now() - dt.timedelta(days=days))
    return blob


def test_what_nothing_went_on_with_is_named_after_a_month(house: House) -> None:
    blob = sent(house)
    FileFault.objects.create(school=house.school, blob=blob, kind="altered", found_at=timezone.now())
    sent(house, 30, "còn chờ")
    sent(make_house("bac-ha"))
    assert list(unheld(house.school.pk)) == [blob]
    assert look_over(house.school.pk).orphans == 1
    assert list(orphans_of(house.school.pk)) == [blob.path]


def test_what_an_item_or_a_paper_of_any_room_holds_is_not_named(house: House, secretary: Actor) -> None:
    item = make_item(house)
    make_file(item, pdf_bytes("một"))
    detach_file(actor=secretary, file=make_file(item, pdf_bytes("hai")))
    assert recognise(house.school, system_actor(house.school.pk), scan=scan()).scan is not None
    Blob.objects.update(created_at=timezone.now() - dt.timedelta(days=400))
    assert Blob.objects.count() == 3
    assert not unheld(house.school.pk).exists()


def test_it_is_taken_into_the_inbox_once(house: House, secretary: Actor) -> None:
    blob = sent(house)
    look_over(house.school.pk)
    target = Target(YEAR, house.assessment.pk, house.convention)
    item = adopt(actor=secretary, school_id=house.school.pk, path=blob.path, target=target)
    assert item.files.get().blob == blob
    assert list(orphans_of(house.school.pk)) == []
    assert look_over(house.school.pk).orphans == 0


def test_one_that_belongs_to_an_item_by_now_is_not_taken_again(house: House, secretary: Actor) -> None:
    blob = sent(house)
    look_over(house.school.pk)
    make_file(make_item(house), pdf_bytes("bỏ dở"))
    target = Target(YEAR, house.assessment.pk, house.convention)
    with pytest.raises(NotHere, match="đã thuộc"):
        adopt(actor=secretary, school_id=house.school.pk, path=blob.path, target=target)
    assert list(orphans_of(house.school.pk)) == []
