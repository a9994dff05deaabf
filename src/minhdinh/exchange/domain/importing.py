"""A package into this server: checked whole, then written whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.slots import SlotError
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.quota import require_room, require_room_for_new, room_for
from minhdinh.evidence.models import Blob, EvidenceItem
from minhdinh.exchange import actions, rows
from minhdinh.exchange.domain.figures_part import write_ways
from minhdinh.exchange.domain.import_assessment import AssessmentImport, Keys, standard_set_of
from minhdinh.exchange.domain.import_evidence import (
    check_files,
    import_evidence,
    new_bytes,
    scan_files,
    store_files,
)
from minhdinh.exchange.domain.import_improvement import PlanImport
from minhdinh.exchange.domain.import_people import import_people
from minhdinh.exchange.package import Package, open_package
from minhdinh.exchange.rows import Row, values
from minhdinh.improvement.models import ImprovementPlan
from minhdinh.lib.richtext import RichTextError
from minhdinh.organisations.domain.queries import organisation_with_code
from minhdinh.organisations.domain.school import write_profile
from minhdinh.organisations.domain.tree import add_organisation
from minhdinh.organisations.models import Organisation, SchoolProfile, SchoolYear, Site


@dataclass(frozen=True, slots=True)
class Imported:
    """The school, and whether this call brought it; the same package again brings nothing."""

    school: Organisation
    digest: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Content:
    """The JSON members of a package, each by its schema."""

    school: Row
    people: list[Row]
    evidence: Row
    files: list[Row]
    assessments: dict[str, Row]
    plans: list[Row]


def import_school(*, actor: Actor, path: Path, parent: Organisation | None = None) -> Imported:
    """Bring the school of a package into this server, below ``parent`` where it is not there yet.

    Raises Problem, with nothing written, for a package that is damaged, does not follow its schema, names what it
    does not bring or needs a standard set that is not here, and for a school that has a dossier of its own already.
    """
    with open_package(path) as archive:
        package = Package(archive)
        content = _read(package)
        existing = organisation_with_code(content.school["code"])
        if existing is not None and _was_imported(existing, package.digest):
            _require_over(actor, existing)
            return Imported(existing, package.digest, is_new=False)
        for assessment in content.assessments.values():
            standard_set_of(assessment)
        check_files(package, content.files)
        _require_room(existing, content.files)
        scan_files(actor, package, content.files)
        school = _place(actor, content.school, existing, parent)
        if actor.user_id is None:
            actor = replace(actor, organisation_id=school.pk)
        with school_scope(school.pk):
            with room_for(school.pk, new_bytes(school.pk, content.files)) as landed:
                blobs = store_files(package, school.pk, content.files, landed=landed)
            _write(actor, school, content, blobs, package.digest)
    return Imported(school, package.digest, is_new=True)


def _read(package: Package) -> Content:
    return Content(
        school=package.json("school.json"),
        people=package.json("people.json")["people"],
        evidence=package.json("evidence.json"),
        files=package.json("files.json")["files"],
        assessments=package.assessments(),
        plans=package.plans(),
    )


def _require_room(existing: Organisation | None, files: list[Row]) -> None:
    """Refuse, before anything is scanned or written, files for which there is no room."""
    if existing is None:
        require_room_for_new(new_bytes(None, files))
        return
    with school_scope(existing.pk):
        require_room(existing.pk, new_bytes(existing.pk, files))


def _was_imported(school: Organisation, digest: str) -> bool:
    entries = entries_of_target(_target(school)).filter(action=actions.SCHOOL_IMPORTED)
    return any(entry.data.get("package") == digest for entry in entries)


def _place(
    actor: Actor, content: Row, existing: Organisation | None, parent: Organisation | None
) -> Organisation:
    """Return the school that the package goes into: an empty one of that code, or a new one."""
    if existing is None:
        require(actor, Permission.DOSSIER_EXCHANGE)
        school, _is_new = add_organisation(
            actor=actor, code=content["code"], name=content["name"], kind="school", parent=parent
        )
        return school
    _require_over(actor, existing)
    with school_scope(existing.pk):
        has_dossier = (
            SelfAssessment.objects.filter(school=existing).exists()
            or EvidenceItem.objects.filter(school=existing).exists()
            or ImprovementPlan.objects.filter(school=existing).exists()
        )
    if not existing.is_school or has_dossier:
        raise Problem(
            f"{existing.name} ({existing.code}) ở máy chủ này đã có hồ sơ riêng, nên không nhập đè lên được."
        )
    return existing


def _require_over(actor: Actor, school: Organisation) -> None:
    """Refuse unless a person may exchange this very school's dossier; the system itself may every school's."""
    acted_upon = None if actor.user_id is None else school.pk
    require(actor, Permission.DOSSIER_EXCHANGE, organisation_id=acted_upon)


def _write(actor: Actor, school: Organisation, content: Content, blobs: dict[str, Blob], digest: str) -> None:
    try:
        with transaction.atomic():
            _write_school(actor, school, content.school)
            people = import_people(school, content.people)
            write_ways(school, content.school, people)
            items = import_evidence(school.pk, content.evidence, people, blobs)
            keys = Keys(people, items, blobs)
            written = {
                name: AssessmentImport(school, assessment, keys).write()
                for name, assessment in content.assessments.items()
            }
            PlanImport(school, keys, written).write(content.plans)
            record(
                actor=actor,
                code=actions.SCHOOL_IMPORTED,
                target=_target(school),
                name=school.name,
                digest=digest[:12],
                package=digest,
            )
    except KeyError as error:
        raise Problem(f"Gói hồ sơ nhắc tới {error} nhưng không mang theo; không nhập gì.") from error
    except (IntegrityError, DataError, ValidationError, RichTextError, SlotError) as error:
        raise Problem(
            f"Gói hồ sơ có dữ liệu trái với quy tắc của hệ thống; không nhập gì. ({error})"
        ) from error


def _write_school(actor: Actor, school: Organisation, content: Row) -> None:
    if content["profile"] is not None:
        profile = values(SchoolProfile, content["profile"], rows.PROFILE)
        write_profile(actor=actor, organisation=school, values=profile)
    names = set(Site.objects.filter(school=school).values_list("name", flat=True))
    Site.objects.bulk_create(
        [
            Site(school=school, **values(Site, row, rows.SITE))
            for row in content["sites"]
            if row["name"] not in names
        ]
    )
    opened = set(SchoolYear.objects.filter(school=school).values_list("year", flat=True))
    SchoolYear.objects.bulk_create(
        [
            SchoolYear(school=school, path=school.path, **_year(row))
            for row in content["years"]
            if row["year"] not in opened
        ]
    )


def _year(row: Row) -> dict[str, Any]:
    return values(SchoolYear, row, rows.YEAR)


def _target(school: Organisation) -> str:
    return f"organisations.Organisation:{school.pk}"
