"""The files of a registration at an office: for who may read, and the reading is recorded."""

import datetime as dt
import io

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope
from minhdinh.appraisals.domain.cases.files import Sent, attach_file
from minhdinh.appraisals.enums import FileKind
from minhdinh.audit.models import Entry
from tests.appraisals.registered import World, make_registered
from tests.assessments.cases import PDF, signed_in
from tests.factories import MinistryFactory, member

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return make_registered()


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def test_files_are_for_who_may_read_and_the_reading_is_recorded(world: World) -> None:
    with school_scope(world.school.pk):
        kept = attach_file(
            actor=world.secretary(), case=world.fresh(), kind=FileKind.LETTER,
            sent=Sent(io.BytesIO(PDF), "công văn.pdf", len(PDF)),
        )  # fmt: skip
    address = world.office_url(f"tep/{kept.pk}/")
    client = world.client(world.specialist())
    assert client.get(address).status_code == 404  # not sent yet
    world.put("checking")
    assert "công văn.pdf" in page(client, world.office_url())
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]
    entry = Entry.objects.get(action="case.file_opened")
    assert entry.data["name"] == world.specialist().name
    reader = signed_in(member(world.department, Role.MINISTRY_OFFICER))
    page(reader, world.office_url(), 403)
    assert reader.get(address).status_code == 403
    assert client.get(world.office_url("tep/999999/")).status_code == 404
    assert signed_in(member(MinistryFactory(), Role.MINISTRY_OFFICER)).get(address).status_code == 404
