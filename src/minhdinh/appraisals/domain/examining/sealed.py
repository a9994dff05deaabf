"""What examiners read: the sealed report and the files it names by their hash; never a row the school can change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.crosscheck_report import Report
from minhdinh.appraisals.domain.examining.entering import reading_member
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.reading import Place, ThreeWay, printed_code, tables_of
from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere
from minhdinh.evidence.domain.blobs import require_intact
from minhdinh.evidence.enums import Status, Storage
from minhdinh.evidence.models import Blob
from minhdinh.evidence.validators import PREVIEWABLE
from minhdinh.standards.catalogue import evidence_kinds

KEPT = {Status.VERIFIED, Status.PENDING}  # something stands behind the item


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file as the seal names it."""

    sha256: str
    name: str
    size: int
    media_type: str

    @property
    def previewable(self) -> bool:
        """Whether a browser may show it in the page."""
        return self.name.rpartition(".")[2].lower().replace("jpeg", "jpg") in PREVIEWABLE


@dataclass(frozen=True, slots=True)
class SealedItem:
    """An evidence item as it stood at the sealing; of a sensitive one only its code is told."""

    pk: int
    code: str
    name: str
    sensitive: bool
    kind: str
    number: str
    issued_on: dt.date | None
    place: str
    link: str
    status: str
    usable: bool
    files: tuple[SealedFile, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class SiteLine:
    """What the sealed annex says of one place for a criterion; a verdict is "met", "unmet" or "" for none."""

    name: str
    main: bool
    level_1: str
    level_2: str
    situation: str
    lacking: str


@dataclass(frozen=True)
class SealedReport:
    """The report of a registration, read from its seal."""

    report: Report
    sealed_on: dt.date
    derived: frozenset[str]

    @property
    def dossier(self) -> Mapping[str, Any]:
        """The sealed dossier."""
        return self.report.dossier

    @cached_property
    def items(self) -> list[SealedItem]:
        """Every item of the sealed catalogue, in its order."""
        return [sealed_item(self.dossier, entry) for entry in self.dossier["evidence"]]

    @cached_property
    def tables(self) -> dict[Place, ThreeWay]:
        """The three-way table of every criterion."""
        return tables_of(self.dossier, sealed_on=self.sealed_on, derived=self.derived)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of every criterion by its code."""
        return {
            one["code"]: one["title"] for standard in self.report.standards for one in standard["criteria"]
        }

    def sites_at(self, criterion: str) -> list[SiteLine]:
        """Return what the sealed annex says of every place of the school for a criterion, in its order."""
        annex = self.dossier.get("site_conditions") or {}
        return [
            SiteLine(
                name=one["name"],
                main=bool(one["main"]),
                level_1=one["level_1"] or "",
                level_2=one["level_2"] or "",
                situation=one["situation"] or "",
                lacking=one["lacking"] or "",
            )
            for entry in annex.get("criteria") or ()
            if entry["criterion"] == criterion
            for one in entry["sites"]
        ]

    def levels_of(self, criterion: str) -> list[int]:
        """Return the levels this criterion has, lowest first."""
        for standard in self.report.standards:
            for one in standard["criteria"]:
                if one["code"] == criterion:
                    return sorted(int(level) for level in one["levels"])
        return []

    def place_label(self, place: Place) -> str:
        """Return how a criterion is named: with its cấp học where the school has several."""
        labels = {one["education_level"]: one["label"] for one in self.report.tracks}
        return f"{place[1]} ({labels[place[0]]})" if len(labels) > 1 else place[1]


def sealed_report(case: Case) -> SealedReport:
    """Return the report that is examined; raises Problem where its bytes do not match the seal.

    Whoever calls has seen to it that the person may read (``entering.reading_member``).
    """
    catalogue = case.assessment.standard_set.catalogue
    derived = frozenset(one.id for one in catalogue.iter_requirements() if one.derived)
    sealed_on = timezone.localdate(case.seal.sealed_at)
    return SealedReport(Report(sealed_dossier(case.seal), sealed=True), sealed_on, derived)


def note_reading(*, actor: Actor, case: Case, part: str) -> None:
    """Record that a member has opened a part of the sealed report."""
    member = reading_member(actor, case)
    record(
        actor=actor,
        code=actions.DESK_READ,
        target=f"appraisals.Case:{case.pk}",
        name=member.name,
        part=part,
    )


def open_sealed_file(*, actor: Actor, case: Case, sha256: str) -> tuple[Blob, str]:
    """Return a file of the sealed report with its name, and record that it was read.

    Whatever became of the item since, it is the file that was sealed. Raises NotHere for any other hash and for files
    of sensitive kinds, Problem where the bytes are missing or altered.
    """
    member = reading_member(actor, case)
    report = sealed_report(case)
    found = next(
        ((item, file) for item in report.items for file in item.files if file.sha256 == sha256), None
    )
    if found is None:
        raise NotHere("Không có tệp này.")
    item, file = found
    blob = Blob.objects.filter(school_id=case.school_id, sha256=sha256).first()
    if blob is None:
        raise NotHere("Không còn tệp này trong kho.")
    require_intact(blob)
    record(
        actor=actor,
        code=actions.DESK_FILE,
        target=f"appraisals.Case:{case.pk}",
        name=member.name,
        file=f"{item.code} · {file.name}"[:300],
    )
    return blob, file.name


def sealed_item(dossier: Mapping[str, Any], entry: Mapping[str, Any]) -> SealedItem:
    """Return an entry of the sealed catalogue; name, place and files of a sensitive kind are left out."""
    sensitive = _is_index_only(entry)
    files = [] if sensitive else entry["files"]
    return SealedItem(
        pk=int(entry["id"]),
        code=printed_code(dossier, entry),
        name="" if sensitive else entry["name"],
        sensitive=sensitive,
        kind=entry.get("kind_name") or "",
        number="" if sensitive else entry["number"],
        issued_on=dt.date.fromisoformat(entry["issued_on"]) if entry["issued_on"] else None,
        place="" if sensitive else entry["location"],
        link="" if sensitive else next(iter(entry["links"]), ""),
        status=str(Status(entry["status"]).label),
        usable=entry["status"] == Status.VERIFIED,
        files=tuple(SealedFile(one["sha256"], one["name"], one["size"], one["media_type"]) for one in files),
    )


def _is_index_only(entry: Mapping[str, Any]) -> bool:
    """Tell whether only an index may be shown: a sensitive kind, or a file that was kept out of the seal."""
    kind = evidence_kinds().get(entry["kind"])
    kept_out = entry["storage"] == Storage.FILE and not entry["files"] and entry["status"] in KEPT
    return bool(kind and kind.sensitive) or kept_out
