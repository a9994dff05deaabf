"""The sealed report in the examiner's room."""

import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import SiteCondition
from minhdinh.audit.models import Entry
from tests.appraisals.domain.examining.examined import (
    SENSITIVE,
    SITE_CRITERION,
    SITE_NOW,
    TEXT,
    Examined,
    examined,
)
from tests.appraisals.views.desk_room import body, client, criterion_url, said, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Examined:
    return examined()


def test_a_criterion_as_requirement_statement_and_evidence(room: Examined) -> None:
    page = body(room, criterion_url(room))
    assert TEXT in page
    assert SENSITIVE not in page
    assert "chỉ lưu chỉ mục" in page
    link = re.search(rf'href="([^"]*tep/{room.sha256}/)\?view=1"', page)
    assert link is not None
    opened = client(room).get(link[1])
    assert b"".join(opened.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert "Trường không tự nhận mức này" in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    with scopes_disabled():
        assert {one.action for one in Entry.objects.filter(action__startswith="desk.")} == {
            "desk.read",
            "desk.file_opened",
        }


def test_the_pages_stay_as_they_were_whatever_the_school_does(room: Examined) -> None:
    addresses = [url(room, "bao-cao/"), url(room, "bao-cao/?tieu-chuan=1"), criterion_url(room)]
    before = [said(body(room, one)) for one in addresses]
    name = room.world.school.name
    room.school_changes_everything()
    later = [said(body(room, one)).replace(room.world.school.name, name) for one in addresses]
    assert later == before


def test_the_report_and_places_that_are_not_there(room: Examined) -> None:
    assert TEXT in body(room, url(room, "bao-cao/?tieu-chuan=1"))
    assert body(room, url(room, "bao-cao/?tieu-chuan=9"), status=404)
    assert body(room, url(room, "bao-cao/?tieu-chuan=muc-4"), status=404)  # not assessed
    catalogue = body(room, url(room, "bao-cao/?tieu-chuan=minh-chung"))
    with scopes_disabled():
        assert all(one.code in catalogue for one in room.report().items)
    assert SENSITIVE not in catalogue
    assert body(room, criterion_url(room, criterion="9.9"), status=404)
    assert body(room, url(room, "tep/" + "0" * 64 + "/"), status=404)


def test_tampering_is_told(room: Examined) -> None:
    path = room.case().seal.blob.path
    default_storage.delete(path)
    default_storage.save(path, ContentFile(b"{}"))
    page = body(room, url(room))
    assert "không còn" in page or "bị đổi khác" in page
    assert "tieu-chi/" not in page
    assert client(room).get(criterion_url(room)).status_code == 422


def test_conditions_of_the_places_stand_beside_their_criterion() -> None:
    room = examined(sites=True)
    page = body(room, criterion_url(room, criterion=SITE_CRITERION))
    assert "Điều kiện từng điểm trường" in page
    assert SITE_NOW in page
    assert "Chưa đạt" in page
    with scopes_disabled():
        SiteCondition.objects.all().update(situation="Sửa sau niêm phong")
    assert SITE_NOW in body(room, criterion_url(room, criterion=SITE_CRITERION))
    assert "Điều kiện từng điểm trường" not in body(room, criterion_url(room))
