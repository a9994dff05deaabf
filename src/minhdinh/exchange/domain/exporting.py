"""A school's whole dossier into one file."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.assessments.models import SelfAssessment
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.common.storage import PARTIAL
from minhdinh.evidence.models import Blob
from minhdinh.exchange import actions
from minhdinh.exchange.domain import evidence_part, school_part
from minhdinh.exchange.domain.assessment_part import AssessmentPart
from minhdinh.exchange.domain.improvement_part import PlanParts
from minhdinh.exchange.package import write_file, write_json, write_manifest
from minhdinh.exchange.rows import Row
from minhdinh.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; ``digest`` is the same for the same content."""

    digest: str
    assessments: int
    items: int
    files: int
    size: int
    plans: int = 0


def export_school(*, actor: Actor, school: Organisation, path: Path) -> Exported:
    """Write a school's dossier to ``path``, whole or not at all; raises Problem where a file stands there.

    Everything is read in one transaction, so that the parts belong together while people go on working.
    """
    require(actor, Permission.DOSSIER_EXCHANGE, organisation_id=school.pk)
    if not school.is_school:
        raise Problem(f"{school.name} không phải cơ sở giáo dục.")
    if path.exists():
        raise Problem(f"{path} đã có; hãy chọn tên tệp khác.")
    partial = path.with_name(f".{path.name}.{os.getpid()}{PARTIAL}")
    try:
        with zipfile.ZipFile(partial, "x", allowZip64=True) as archive, school_scope(school.pk):
            with one_moment():
                parts, blobs = _read(school)
            digest = _write(archive, school, parts, blobs)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    record(
        actor=actor,
        code=actions.SCHOOL_EXPORTED,
        target=f"organisations.Organisation:{school.pk}",
        name=school.name,
        digest=digest[:12],
    )
    items = len(parts["evidence.json"]["items"])
    assessments = sum(name.startswith("assessments/") for name in parts)
    plans = sum(name.startswith("improvement/") for name in parts)
    return Exported(digest, assessments, items, len(blobs), path.stat().st_size, plans)


@contextmanager
def one_moment() -> Iterator[None]:
    """Open a transaction in which all reads see the same moment, where no other transaction is open already."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _read(school: Organisation) -> tuple[dict[str, Row], list[Blob]]:
    people = school_part.people_of_package(school)
    items = evidence_part.items_of_package(school.pk)
    persons, evidence = school_part.references_to(people), evidence_part.references_to(items)
    blobs = evidence_part.blobs_of_package(school.pk)
    assessments = SelfAssessment.objects.filter(school=school).select_related("standard_set")
    parts: dict[str, Row] = {
        "school.json": school_part.school_part(school, persons),
        "people.json": {"people": school_part.people_part(school, people, persons)},
        "evidence.json": evidence_part.evidence_part(school.pk, items, evidence, persons),
        "files.json": {"files": evidence_part.files_part(blobs)},
    }
    names: dict[int, str] = {}
    for number, assessment in enumerate(assessments.order_by("year", "id"), start=1):
        names[assessment.pk] = f"assessments/{number:03d}.json"
        parts[names[assessment.pk]] = AssessmentPart(assessment, persons, evidence).build()
    for number, plan in enumerate(PlanParts(persons, evidence, names).build(school), start=1):
        parts[f"improvement/{number:03d}.json"] = plan
    return parts, blobs


def _write(archive: zipfile.ZipFile, school: Organisation, parts: dict[str, Row], blobs: list[Blob]) -> str:
    members = [write_json(archive, name, content) for name, content in parts.items()]
    for blob in blobs:
        with default_storage.open(blob.path, "rb") as stream:
            member = write_file(archive, f"files/{blob.sha256}", stream)
        if member.sha256 != blob.sha256:
            raise Problem(
                f"Tệp {blob.sha256[:12]} trong kho đã bị đổi khác bản gốc. Hãy báo quản trị hệ thống."
            )
        members.append(member)
    return write_manifest(
        archive,
        version=settings.MINHDINH_VERSION,
        created_at=timezone.now().isoformat(),
        school=school.code,
        members=members,
    )
