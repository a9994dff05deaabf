"""What the API says and hears."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from ninja import Field, Schema

Year = str


class Message(Schema):
    """An error in words."""

    message: str
    field: str = ""


class Conflict(Message):
    """Both texts of a passage that somebody else saved meanwhile."""

    slot: str
    version: int
    body: dict[str, Any]
    updated_by: str
    updated_at: dt.datetime
    yours: dict[str, Any]


class SetSummary(Schema):
    """A standard set that is loaded here."""

    id: str
    version: str
    title: str
    legal_basis: str
    effective_from: dt.date
    effective_to: dt.date | None
    institution_types: list[str]


class SetDetail(SetSummary):
    """A standard set with its whole content."""

    checksum: str
    content: dict[str, Any]


class OrganisationOut(Schema):
    """An organisation that the token's owner may see."""

    code: str
    name: str
    kind: str
    active: bool


class OpenIn(Schema):
    """Which year to open."""

    year: Year = Field(..., max_length=9)
    decision_date: dt.date | None = None


class SheetOut(Schema):
    """A criterion sheet's summary."""

    track: str
    criterion: str
    standard: str
    mandatory: bool
    state: str
    level: int | None
    version: int
    requirements_total: int
    requirements_answered: int
    usable_evidence: int


class AssessmentOut(Schema):
    """A self-assessment's summary."""

    year: Year
    standard_set: str
    standard_set_version: str
    state: str
    revision: int
    level: int | None
    complete: bool
    sheets_total: int
    sheets_decided: int


class AssessmentDetail(AssessmentOut):
    """A self-assessment with its sheets."""

    sheets: list[SheetOut]


class StatementOut(Schema):
    """A text at a slot."""

    slot: str
    version: int
    requirement: str = ""
    level: int | None = None
    body: dict[str, Any]
    text: str
    author: str
    saved_at: dt.datetime


class SheetDetail(SheetOut):
    """A sheet with its answers and statements."""

    answers: dict[str, str | None]
    statements: list[StatementOut]


class PassageIn(Schema):
    """A text to save on top of ``version`` (0 where nothing stands)."""

    slot: str = Field(..., max_length=120)
    version: int = Field(..., ge=0, le=2_000_000_000)
    body: dict[str, Any]
    save_id: str = Field(..., min_length=8, max_length=64)


class PassageSaved(Schema):
    """The version now standing."""

    slot: str
    version: int
    saved_at: dt.datetime
    citations: list[dict[str, str]]


class AnswerIn(Schema):
    """An answer to one requirement; null is chưa xét."""

    requirement: str = Field(..., max_length=20)
    value: Literal["met", "unmet"] | None


class LevelIn(Schema):
    """The level that a person pressed; null is chưa xét, 0 không đạt Mức 1."""

    level: int | None = Field(None, ge=0, le=4)


class ReadingOut(Schema):
    """How far the words of a file were read; ``by_eye``: recognised from a picture, so single letters may be wrong."""

    state: Literal["unread", "read", "empty", "failed", "no_tool"]
    by_eye: bool
    pages: int


class FileOut(Schema):
    """A file of an item.

    ``dated_on`` is the day that the paper carries, not the day of the upload. ``order`` counts the present files of the
    item from 1 on. ``revision`` is 1 for the first file in its place, 2 for the one that replaced it, and so on.
    """

    id: int
    name: str
    size: int
    media_type: str
    sha256: str
    dated_on: dt.date | None
    note: str
    order: int
    revision: int
    uploaded_at: dt.datetime
    reading: ReadingOut


class EarlierFileOut(FileOut):
    """A file that a newer one took the place of; its ``order`` is 0."""

    replaced_by: int
    replaced_at: dt.datetime


class FilesOut(Schema):
    """The present files of an item in order, and the earlier ones, the latest replaced first."""

    files: list[FileOut]
    earlier: list[EarlierFileOut]


class FileIn(Schema):
    """The day and the note of a file, on top of the item's ``version``."""

    version: int = Field(..., ge=0, le=2_000_000_000)
    dated_on: dt.date | None = None
    note: str = Field("", max_length=250)


class EvidenceOut(Schema):
    """An item of evidence."""

    id: int
    code: str
    name: str
    kind: str
    number: str
    issued_on: dt.date | None
    issuer: str
    valid_to: dt.date | None
    storage: str
    link: str
    place: str
    status: str
    usable: bool
    version: int
    files: list[FileOut]


class EvidencePage(Schema):
    """A page of items; ``after`` is the key of the next page."""

    items: list[EvidenceOut]
    after: str | None


class EvidenceIn(Schema):
    """A new item; its code comes from ``criterion``."""

    criterion: str = Field(..., max_length=10)
    name: str = Field(..., min_length=1, max_length=400)
    kind: str = Field("", max_length=60)
    number: str = Field("", max_length=120)
    issued_on: dt.date | None = None
    issuer: str = Field("", max_length=250)
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    period: str = Field("", max_length=120)
    storage: Literal["file", "link", "place"] = "file"
    link: str = Field("", max_length=1000)
    place: str = Field("", max_length=250)
    note: str = Field("", max_length=2000)


class LinkIn(Schema):
    """Where an item serves."""

    track: str = Field(..., max_length=20)
    criterion: str = Field(..., max_length=10)
    requirement: str = Field("", max_length=20)


class UploadOut(Schema):
    """An uploaded file; ``duplicate_of`` is another item that holds the same bytes."""

    file: FileOut
    is_new: bool
    duplicate_of: str | None


class FormOut(Schema):
    """An official form."""

    id: str
    code: str
    title: str
    formats: list[str]


class DocumentIn(Schema):
    """Which form to make."""

    form: str = Field(..., max_length=60)
    format: Literal["docx", "pdf", "xlsx"] = "docx"
    criterion: str = Field("", max_length=10)


class JobOut(Schema):
    """How far a document is."""

    id: int
    status: str
    percent: int
    message: str
    document_id: int | None
