"""Whatever the school does after the sealing, examiners read what was sealed; what was tampered with is told."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.bodies.declaring import NotDeclared
from minhdinh.appraisals.domain.examining.queries import case_with_seal
from minhdinh.appraisals.domain.examining.sealed import SealedReport, open_sealed_file, sealed_report
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import BodyMember, Case
from minhdinh.assessments.models import SiteCondition
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence.models import EvidenceFile, EvidenceItem
from minhdinh.organisations.domain.school import replace_sites
from tests.appraisals.domain.examining.examined import (
    SENSITIVE,
    SITE_CRITERION,
    SITE_NOW,
    Examined,
    examined,
)
from tests.assessments.sites.places import FAR, MAIN, NEAR, SITES

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Examined:
    return examined()


def case_of(room: Examined) -> Case:
    found = case_with_seal(room.world.school.pk, room.world.registered.pk)
    assert found is not None
    return found


def read(room: Examined) -> SealedReport:
    return sealed_report(case_of(room))


def frozen(report: SealedReport) -> str:
    """Return everything that pages are made of as one text."""
    shown: dict[str, Any] = {
        "dossier": report.dossier,
        "items": [str(one) for one in report.items],
        "tables": {str(place): str(table) for place, table in report.tables.items()},
    }
    return json.dumps(shown, ensure_ascii=False, sort_keys=True)


def test_what_is_read_stays_whatever_the_school_does(room: Examined) -> None:
    with scopes_disabled():
        before = frozen(read(room))
        blob, _name = open_sealed_file(actor=room.reader, case=case_of(room), sha256=room.sha256)
        room.school_changes_everything()
        assert frozen(read(room)) == before
        again, name = open_sealed_file(actor=room.reader, case=case_of(room), sha256=room.sha256)
    assert (again.pk, name) == (blob.pk, "ke-hoach.pdf")
    assert "Trường sửa sau niêm phong" not in before


def test_a_file_of_an_item_that_was_removed_since_is_still_opened(room: Examined) -> None:
    with scopes_disabled():
        EvidenceFile.objects.filter(item=room.item).update(removed_at=timezone.now())
        EvidenceItem.objects.filter(pk=room.item.pk).update(removed_at=timezone.now(), sensitive=True)
        blob, _name = open_sealed_file(actor=room.reader, case=case_of(room), sha256=room.sha256)
        assert blob.sha256 == room.sha256
        entry = Entry.objects.filter(action="desk.file_opened").get()
    assert entry.data["file"].endswith("ke-hoach.pdf")
    assert entry.user_id == room.reader.user_id


def test_a_file_that_is_not_in_the_seal_stays_closed(room: Examined) -> None:
    with scopes_disabled():
        later = room.file_after_the_sealing()
        for sha256 in (later, "0" * 64, "", "../../etc/passwd", "x" * 500):
            with pytest.raises(NotHere):
                open_sealed_file(actor=room.reader, case=case_of(room), sha256=sha256)
        assert not Entry.objects.filter(action="desk.file_opened").exists()


def test_of_a_sensitive_kind_only_the_code_is_told(room: Examined) -> None:
    with scopes_disabled():
        item = next(one for one in read(room).items if one.sensitive)
    assert item.code
    assert (item.name, item.place, item.number, item.files) == ("", "", "", ())
    assert SENSITIVE not in str(read_items(room))


def read_items(room: Examined) -> list[object]:
    with scopes_disabled():
        return list(read(room).items)


def test_a_file_that_was_tampered_with_is_told(room: Examined) -> None:
    with scopes_disabled():
        blob, _name = open_sealed_file(actor=room.reader, case=case_of(room), sha256=room.sha256)
        tamper(blob.path, b"%PDF-1.4 other")
        with pytest.raises(Problem, match="đã bị đổi khác"):
            open_sealed_file(actor=room.reader, case=case_of(room), sha256=room.sha256)
        default_storage.delete(blob.path)
        with pytest.raises(Problem, match="Không tìm thấy"):
            open_sealed_file(actor=room.reader, case=case_of(room), sha256=room.sha256)


def test_a_seal_that_was_tampered_with_is_told(room: Examined) -> None:
    with scopes_disabled():
        seal = case_of(room).seal
        with default_storage.open(seal.blob.path) as stream:
            content = stream.read()
        tamper(seal.blob.path, content.replace(b"draft", b"final") + b" ")
        with pytest.raises(Problem):
            read(room)


def tamper(path: str, content: bytes) -> None:
    default_storage.delete(path)
    assert default_storage.save(path, ContentFile(content)) == path


def test_only_a_declared_member_of_the_body_opens_files(room: Examined) -> None:
    world = room.world
    with scopes_disabled():
        for actor in (world.principal(), world.secretary(), world.specialist(), world.officer()):
            with pytest.raises(NotHere):
                open_sealed_file(actor=actor, case=case_of(room), sha256=room.sha256)
        BodyMember.objects.filter(pk=world.members[BodyRole.MEMBER].pk).update(declared_at=None)
        with pytest.raises(NotDeclared):
            open_sealed_file(actor=room.reader, case=case_of(room), sha256=room.sha256)


def test_conditions_of_the_places_are_those_of_the_seal() -> None:
    room = examined(sites=True)
    with scopes_disabled():
        before = read(room).sites_at(SITE_CRITERION)
        SiteCondition.objects.all().update(situation="Sửa sau", level_1="met")
        replace_sites(actor=room.world.case.system, organisation=room.world.school, sites=SITES[:1])
        after = read(room).sites_at(SITE_CRITERION)
    assert after == before
    assert [(one.name, one.main) for one in before] == [(MAIN, True), (NEAR, False), (FAR, False)]
    assert (before[2].level_1, before[2].situation, before[2].lacking) == ("unmet", SITE_NOW, "02 phòng học")
    assert before[0].level_1 == before[0].situation == ""


def test_a_school_of_one_place_has_no_conditions_of_places(room: Examined) -> None:
    with scopes_disabled():
        assert read(room).sites_at(SITE_CRITERION) == []
