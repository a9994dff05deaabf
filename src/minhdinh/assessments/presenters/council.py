"""The council and the matrix criterion × member as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from minhdinh.assessments.domain.council import CouncilValues, MemberValues
from minhdinh.assessments.domain.queries import sheets_of, tracks_of
from minhdinh.assessments.models import Assignment, CouncilMember, SelfAssessment, Sheet, Track, WorkingGroup
from minhdinh.organisations.domain.queries import members_of
from minhdinh.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account at the school."""

    user_id: int
    name: str
    username: str
    position: str

    @property
    def choice(self) -> tuple[str, str]:
        """The person as an option of a list."""
        return str(self.user_id), f"{self.name} ({self.username})"


def people_of(organisation: Organisation) -> list[Person]:
    """Return everyone with an account at the school once, in Vietnamese order, with the position known."""
    found: dict[int, Person] = {}
    for row in members_of(organisation):
        known = found.get(row.user_id)
        if known is None or (row.position and not known.position):
            found[row.user_id] = Person(row.user_id, row.user.full_name, row.user.username, row.position)
    return list(found.values())


def council_rows(assessment: SelfAssessment) -> list[CouncilMember]:
    """Return the members in their order, with their groups (one query)."""
    return list(CouncilMember.objects.filter(assessment=assessment).select_related("group"))


def saved_values(assessment: SelfAssessment, rows: Iterable[CouncilMember]) -> CouncilValues:
    """Return the council as it was saved, in the shape in which it is written."""
    members = [
        MemberValues(
            member_id=row.pk,
            user_id=row.user_id,
            name=row.name,
            position=row.position,
            role=row.role,
            group=row.group.name if row.group else "",
            task=row.task,
            in_council=row.in_council,
            leads_group=row.leads_group,
            trained=row.trained,
        )
        for row in rows
    ]
    return CouncilValues(
        assessment.decision_number, assessment.decision_date, assessment.council_reason, members
    )


def members_table(rows: Iterable[CouncilMember]) -> dict[str, Any]:
    """Return the members as a table for those who may only read."""
    columns = (
        ("name", _("Họ và tên")), ("position", _("Chức vụ")), ("role", _("Vai trò")), ("group", _("Nhóm công tác")),
        ("task", _("Nhiệm vụ")),
    )  # fmt: skip
    return {
        "caption": _("Hội đồng tự đánh giá và các nhóm công tác"),
        "columns": [{"key": key, "label": label} for key, label in columns],
        "rows": [
            {
                "cells": {
                    "name": row.name,
                    "position": row.position,
                    "role": row.get_role_display() if row.in_council else _("Thành viên nhóm"),
                    "group": _group_label(row),
                    "task": row.task,
                }
            }
            for row in rows
        ],
        "empty": {
            "title": _("Chưa có hội đồng"),
            "text": _("Thư ký hoặc hiệu trưởng lập hội đồng ở trang này."),
        },
    }


def _group_label(row: CouncilMember) -> str:
    if row.group is None:
        return ""
    return _("%(group)s (nhóm trưởng)") % {"group": row.group.name} if row.leads_group else row.group.name


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One member at one criterion."""

    member: CouncilMember
    chosen: bool
    leads: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One criterion with everyone; ``standard_title`` is set on the first row of a standard."""

    sheet: Sheet
    title: str
    standard_title: str
    cells: list[MatrixCell]

    @property
    def has_lead(self) -> bool:
        """Whether somebody leads this criterion."""
        return any(cell.leads for cell in self.cells)

    @property
    def names(self) -> str:
        """Those in charge in words, the leader first."""
        chosen = sorted((cell for cell in self.cells if cell.chosen), key=lambda cell: not cell.leads)
        return ", ".join(cell.member.name for cell in chosen)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The page of one track."""

    track: Track
    tracks: list[dict[str, object]]
    members: list[CouncilMember]
    groups: list[WorkingGroup]
    standards: list[dict[str, str]]
    rows: list[MatrixRow]

    @property
    def without_lead(self) -> int:
        """How many criteria nobody leads."""
        return sum(not row.has_lead for row in self.rows)


def build_matrix(assessment: SelfAssessment, wanted_track: str) -> Matrix:
    """Return the matrix of a track (the first where the name is unknown); a constant number of queries."""
    tracks = tracks_of(assessment)
    track = next((one for one in tracks if one.education_level == wanted_track), tracks[0])
    members = council_rows(assessment)
    own = [sheet for sheet in sheets_of(assessment) if sheet.track_id == track.pk]
    leads = {
        (sheet_id, member_id): leading
        for sheet_id, member_id, leading in Assignment.objects.filter(sheet__track=track).values_list(
            "sheet_id", "member_id", "leads"
        )
    }
    standards = assessment.standard_set.catalogue.standards
    return Matrix(
        track=track,
        tracks=_tabs(tracks, track),
        members=members,
        groups=list(WorkingGroup.objects.filter(assessment=assessment)),
        standards=[{"code": one.code, "title": one.title} for one in standards],
        rows=_matrix_rows(assessment, own, members, leads),
    )


def _matrix_rows(
    assessment: SelfAssessment,
    sheets: list[Sheet],
    members: list[CouncilMember],
    leads: dict[tuple[int, int], bool],
) -> list[MatrixRow]:
    catalogue = assessment.standard_set.catalogue
    titles = {one.code: f"Tiêu chuẩn {one.code} · {one.title}" for one in catalogue.standards}
    rows: list[MatrixRow] = []
    for sheet in sheets:
        cells = [
            MatrixCell(member, (sheet.pk, member.pk) in leads, leads.get((sheet.pk, member.pk), False))
            for member in members
        ]
        title = catalogue.criterion(sheet.criterion).title
        rows.append(MatrixRow(sheet, title, titles.pop(sheet.standard, ""), cells))
    return rows


def _tabs(tracks: list[Track], current: Track) -> list[dict[str, object]]:
    if len(tracks) < 2:
        return []
    return [
        {
            "label": str(track.get_education_level_display()),
            "url": f"?cap={track.education_level}",
            "active": track.pk == current.pk,
        }
        for track in tracks
    ]
