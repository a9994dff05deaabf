"""A school with an opened year, its people and evidence, made by the program's own verbs."""

import datetime as dt
import io
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client
from PIL import Image

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.models import SelfAssessment
from minhdinh.evidence.domain.files import attach_file
from minhdinh.evidence.domain.items import ItemValues, create_item
from minhdinh.evidence.domain.uses import Place, link_item, rewrite_citations
from minhdinh.evidence.domain.verification import verify_item
from minhdinh.evidence.models import EvidenceFile, EvidenceItem
from minhdinh.organisations.models import Organisation
from minhdinh.standards.catalogue import CodeConvention, packaged_set
from minhdinh.standards.domain.loading import load_set
from tests.factories import SchoolFactory, acting, member

YEAR = "2026-2027"
SET = "tt57-2026-pho-thong"


@dataclass(frozen=True)
class House:
    """A school that has opened a year."""

    school: Organisation
    assessment: SelfAssessment

    @property
    def convention(self) -> CodeConvention:
        return self.assessment.standard_set.catalogue.code_convention

    @property
    def track(self) -> str:
        return self.school.profile.education_levels[0]

    def place(self, criterion: str = "1.1", **more: Any) -> Place:
        return Place(self.assessment.pk, self.track, criterion, **more)

    def url(self, rest: str = "") -> str:
        return f"/truong/{self.school.code}/{YEAR}/minh-chung/{rest}"


def make_house(
    code: str = "", *, levels: Sequence[str] = ("thcs",), under: Organisation | None = None
) -> House:
    """Return a THCS (or a school of several levels) with an opened self-assessment."""
    school_type = levels[0] if len(levels) == 1 else "nhieu_cap"
    given = {"code": code} if code else {}
    school = SchoolFactory(
        under=under, profile__school_type=school_type, profile__education_levels=list(levels), **given
    )
    load_set(packaged_set(SET))
    with school_scope(school.pk):
        assessment = open_assessment(actor=system_actor(school.pk), organisation=school, year=YEAR)
    return House(school, assessment)


def make_actor(house: House, role: str) -> Actor:
    return acting(member(house.school, role), house.school)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def make_item(
    house: House,
    *,
    actor: Actor | None = None,
    criterion: str = "1.1",
    name: str = "Kế hoạch năm học",
    **values: Any,
) -> EvidenceItem:
    """Return an item with a code of ``criterion``; an empty one leaves it in the inbox."""
    with scopes_disabled():
        return create_item(
            actor=actor or system_actor(house.school.pk),
            school_id=house.school.pk,
            year=YEAR,
            criterion=criterion,
            convention=house.convention,
            values=ItemValues(name=name, **values),
        )


def make_file(item: EvidenceItem, content: bytes | None = None, name: str = "ke-hoach.pdf") -> EvidenceFile:
    given = pdf_bytes(f"{item.pk} {name}") if content is None else content
    with scopes_disabled():
        return attach_file(
            actor=system_actor(item.school_id),
            item=item,
            stream=io.BytesIO(given),
            name=name,
            size=len(given),
        ).file


def make_verified(house: House, **values: Any) -> EvidenceItem:
    """Return an item that can carry a level: with a file, verified."""
    item = make_item(house, **values)
    make_file(item)
    with scopes_disabled():
        verify_item(actor=system_actor(house.school.pk), item=item)
    return item


def link(house: House, item: EvidenceItem, criterion: str = "1.1") -> None:
    with scopes_disabled():
        link_item(actor=system_actor(house.school.pk), item=item, place=house.place(criterion))


def cite(house: House, *items: EvidenceItem, source: str = "passage:1", criterion: str = "1.1") -> None:
    """Let a text cite items."""
    with scopes_disabled(), transaction.atomic():
        rewrite_citations(
            school_id=house.school.pk,
            source=source,
            place=house.place(criterion, level=1, requirement=f"{criterion}.1a"),
            item_ids=[item.pk for item in items],
        )


def pdf_bytes(text: str = "mẫu") -> bytes:
    """Return a small real PDF; another text gives other bytes."""
    buffer = io.BytesIO()
    moment = time.struct_time((2026, 9, 5, 7, 0, 0, 5, 248, 0))
    Image.new("RGB", (60, 80), "white").save(buffer, "PDF", title=text, creationDate=moment, modDate=moment)
    return buffer.getvalue()


def jpg_bytes(shade: int = 120) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (32, 24), (shade, 90, 60)).save(buffer, "JPEG")
    return buffer.getvalue()


def png_bytes(shade: int = 120) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), (shade, 90, 60)).save(buffer, "PNG")
    return buffer.getvalue()


def office_bytes(folder: str = "word/document.xml", *more: str) -> bytes:
    """Return a ZIP with the entries that make a Word, Excel or PowerPoint file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("[Content_Types].xml", folder, *more):
            archive.writestr(name, f"<x>{name}</x>")
    return buffer.getvalue()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
