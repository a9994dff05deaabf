"""What tests of the room's database half share: a school below offices, templates, a telling progress."""

import io
import json
import zipfile
from dataclasses import dataclass, field
from functools import cache

from docx import Document

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.approval import reopen
from minhdinh.assessments.models import Seal
from minhdinh.common.problems import NotHere
from minhdinh.documents.models import FormTemplate, MadeDocument
from minhdinh.documents.registry import form as form_of
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.lib.hashing import sha256
from minhdinh.organisations.models import Organisation
from minhdinh.standards.catalogue import StandardSet, parse_content
from tests.assessments.cases import Case, make_case, small_set
from tests.documents.docx_text import text_of
from tests.factories import CommuneFactory, DepartmentFactory, acting, member

REPORT, DECISION, CATALOGUE = "bieu-1", "quyet-dinh-hoi-dong", "danh-muc-minh-chung"
SEALED = {(REPORT, "docx"), (CATALOGUE, "docx"), (CATALOGUE, "xlsx")}


@dataclass
class Desk:
    """A school's report and the offices above it."""

    case: Case
    department: Organisation
    commune: Organisation
    people: dict[str, Actor] = field(default_factory=dict)

    def officer(self, organisation: Organisation | None = None, role: str = Role.DEPARTMENT_ADMIN) -> Actor:
        return acting(member(organisation or self.department, role), organisation or self.department)

    def visitor(self) -> Actor:
        """Return an officer of the department, acting at the school."""
        return acting(member(self.department, Role.DEPARTMENT_SPECIALIST), self.case.school)


@cache
def tiny_set() -> StandardSet:
    """Return the set of three criteria under an id for which every form is made."""
    return parse_content({**json.loads(json.dumps(small_set().content)), "id": "tt57-2026-nho"})


def make_desk() -> Desk:
    department = DepartmentFactory(code="so", name="Sở Giáo dục và Đào tạo An Hòa")
    commune = CommuneFactory(code="xa", name="Ủy ban nhân dân xã An Bình", under=department)
    case = make_case(standard_set=tiny_set(), code="thcs-an-binh", name="Trường THCS An Bình", under=commune)
    return Desk(case, department, commune)


def content_of(made: MadeDocument) -> bytes:
    return read_blob(made.blob)


def words_of(made: MadeDocument) -> str:
    """Return the text of a made Word file."""
    return text_of(content_of(made))


@cache
def template_with(words: str, form: str = DECISION) -> bytes:
    """Return a form's own template with a sentence of an office in front of its first paragraph.

    The same bytes for the same words: a Word file made anew carries the time of day.
    """
    document = Document(io.BytesIO(form_of(form).template()))
    document.paragraphs[0].insert_paragraph_before(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def put_template(organisation: Organisation, content: bytes, form: str = DECISION) -> FormTemplate:
    """Put a template in place as an earlier version of the program accepted it: unchecked."""
    return FormTemplate.objects.create(
        organisation=organisation, form=form, content=content, sha256=sha256(content), file_name="mau.docx"
    )


def reopened(case: Case, seal: Seal) -> Seal:
    """Open the next revision and return the seal as it is now."""
    reopen(actor=case.system, assessment=case.assessment, reason="Bổ sung minh chứng tiêu chí 1.3")
    seal.refresh_from_db()
    return seal


def is_word(content: bytes) -> bool:
    return "word/document.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()


class Steps:
    """A progress that remembers; ``stop_at`` raises NotHere at that step, as a lost lease would end a job."""

    def __init__(self, stop_at: int = 0) -> None:
        self.count = 0
        self.told: list[str] = []
        self.stop_at = stop_at

    def total(self, count: int) -> None:
        self.count = count

    def advance(self, message: str = "", steps: int = 1) -> None:
        self.told.append(message)
        if len(self.told) == self.stop_at:
            raise NotHere("dừng")
