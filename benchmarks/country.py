"""A made-up country: provinces, communes, schools of every type, three years of self-assessments.

``make_country(share)`` fills an empty database; the same share gives the same country.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from benchmarks.bulk import Row, finish, load, loading
from minhdinh.appraisals.models import ExternalEvaluation, Registration
from minhdinh.assessments.enums import AnswerValue, SheetState, State
from minhdinh.assessments.models import Answer, SelfAssessment, Sheet, Track
from minhdinh.lib.text import fold, sort_key
from minhdinh.organisations.domain.school import LEVELS_OF_TYPE
from minhdinh.organisations.enums import Ownership, SchoolType
from minhdinh.organisations.models import Organisation, Parentage, Placement, SchoolProfile
from minhdinh.recognition.models import Decision
from minhdinh.standards.catalogue import StandardSet
from minhdinh.standards.domain.applicable import applicable_version
from minhdinh.standards.domain.loading import load_packaged_sets
from minhdinh.standards.models import StandardSetVersion

PROVINCES, COMMUNES, SCHOOLS = 34, 3_300, 43_000
YEARS = ("2024-2025", "2025-2026", "2026-2027")
NEWEST = YEARS[-1]
# Roughly as many of a hundred schools as there are in the country.
SHARES = {
    SchoolType.PRESCHOOL: 35,
    SchoolType.PRIMARY: 28,
    SchoolType.LOWER_SECONDARY: 22,
    SchoolType.UPPER_SECONDARY: 6,
    SchoolType.MULTI_LEVEL: 6,
    SchoolType.CONTINUING: 3,
}
STATES = {State.DRAFT: 45, State.SUBMITTED: 10, State.APPROVED: 10, State.SEALED: 35}


@dataclass
class Country:
    """Ids and rows on their way."""

    schools: int
    communes: int
    provinces: int
    chance: random.Random = field(default_factory=lambda: random.Random(57))
    paths: dict[int, str] = field(default_factory=dict)
    types: dict[int, SchoolType] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)

    @property
    def first_school(self) -> int:
        return 2 + self.provinces + self.communes


def make_country(share: float) -> dict[str, int]:
    """Fill the database with ``share`` of a country (1 = all of it); return the number of rows by table."""
    load_packaged_sets()
    country = _sized(share)
    sets = {kind: applicable_version(kind, dt.date(2026, 9, 5)).version for kind in SHARES}
    with loading():
        counts = _tree(country) | _assessments(country, sets) | _facts(country)
    finish(
        Organisation, Parentage, Placement, SelfAssessment, Track, Sheet, Answer, Registration,
        ExternalEvaluation, Decision,
    )  # fmt: skip
    return counts


def make_register(share: float) -> dict[str, int]:
    """Fill the database with offices, schools and decisions only: what the public pages read."""
    country = _sized(share)
    with loading():
        counts = _tree(country) | _facts(country)
    finish(Organisation, Parentage, Placement, Registration, ExternalEvaluation, Decision)
    return counts


def _sized(share: float) -> Country:
    return Country(
        schools=max(1, round(SCHOOLS * share)),
        communes=max(1, round(COMMUNES * share)),
        provinces=max(1, min(PROVINCES, round(PROVINCES * min(1, share * 10)))),
    )


def _tree(country: Country) -> dict[str, int]:
    organisations = list(_organisations(country))
    schools = [row for row in organisations if row["kind_id"] == "school"]
    return {
        "organisations": load(Organisation, organisations),
        "edges": load(
            Parentage,
            (
                {"id": number, "child_id": child, "parent_id": parent}
                for number, (child, parent) in enumerate(country.parents.items(), start=1)
            ),
        ),
        "profiles": load(SchoolProfile, (_profile(country, row["id"]) for row in schools)),
        "placements": load(
            Placement,
            (
                {
                    "id": number,
                    "school_id": row["id"],
                    "path": row["path"],
                    "school_type": country.types[row["id"]],
                    "ownership": _ownership(row["id"]),
                }
                for number, row in enumerate(schools, start=1)
            ),
        ),
    }


def _organisations(country: Country) -> Iterator[dict[str, Any]]:
    yield _organisation(country, 1, "bo", "Bộ Giáo dục và Đào tạo", "ministry", None)
    for number in range(country.provinces):
        yield _organisation(
            country,
            2 + number,
            f"so-{number + 1}",
            f"Sở Giáo dục và Đào tạo số {number + 1}",
            "department",
            1,
        )
    for number in range(country.communes):
        parent = 2 + number % country.provinces
        own = 2 + country.provinces + number
        yield _organisation(
            country, own, f"xa-{number + 1}", f"Ủy ban nhân dân xã số {number + 1}", "commune", parent
        )
    kinds = country.chance.choices(list(SHARES), weights=list(SHARES.values()), k=country.schools)
    for number, kind in enumerate(kinds):
        own = country.first_school + number
        country.types[own] = kind
        parent = 2 + country.provinces + number % country.communes
        yield _organisation(
            country, own, f"truong-{number + 1}", f"{kind.label} số {number + 1}", "school", parent
        )


def _organisation(
    country: Country, own: int, code: str, name: str, kind: str, parent: int | None
) -> dict[str, Any]:
    country.paths[own] = (country.paths[parent] if parent else "") + f"{own:07d}/"
    if parent:
        country.parents[own] = parent
    return {
        "id": own,
        "code": code,
        "name": name,
        "kind_id": kind,
        "path": country.paths[own],
        "sort_key": sort_key(name),
        "search_text": fold(f"{name} {code}"),
    }


def _ownership(school: int) -> Ownership:
    return Ownership.PRIVATE if school % 8 == 0 else Ownership.PUBLIC


def _profile(country: Country, school: int) -> Row:
    kind = country.types[school]
    return {
        "organisation_id": school,
        "school_type": kind,
        "education_levels": list(LEVELS_OF_TYPE[kind]),
        "ownership": _ownership(school),
        "difficult_area": school % 10 == 0,
    }


def _assessments(country: Country, sets: dict[SchoolType, StandardSetVersion | None]) -> dict[str, int]:
    """Write a self-assessment of nine schools in ten and year; sheets and answers of the newest year only."""
    rows = [
        {"school_id": school, "year": year, "kind": kind, "state": _state(country, year)}
        for year in YEARS
        for school, kind in country.types.items()
        if sets[kind] is not None and country.chance.random() < 0.9
    ]
    contents = {kind: version.catalogue for kind, version in sets.items() if version is not None}
    tracks: list[dict[str, Any]] = []
    for number, row in enumerate(rows, start=1):
        row["id"] = number
        if row["year"] == NEWEST:
            for level in LEVELS_OF_TYPE[row["kind"]]:
                tracks.append(
                    {
                        "id": len(tracks) + 1,
                        "school_id": row["school_id"],
                        "assessment_id": number,
                        "education_level": level,
                        "kind": row["kind"],
                        "done": row["state"] != State.DRAFT,
                    }
                )
    return {
        "self-assessments": load(SelfAssessment, (_assessment(country, row, sets) for row in rows)),
        "tracks": load(Track, tracks),
        "sheets": load(Sheet, _sheets(country, tracks, contents)),
        "answers": load(Answer, _answers(country, tracks, contents)),
    }


def _state(country: Country, year: str) -> State:
    if year != NEWEST:
        return State.SEALED
    return country.chance.choices(list(STATES), weights=list(STATES.values()))[0]


def _assessment(country: Country, row: Row, sets: dict[SchoolType, StandardSetVersion | None]) -> Row:
    version = sets[row["kind"]]
    assert version is not None
    done = row["state"] != State.DRAFT
    total = sum(1 for _criterion in version.catalogue.iter_criteria())
    return {
        "id": row["id"],
        "school_id": row["school_id"],
        "year": row["year"],
        "standard_set_id": version.pk,
        "state": row["state"],
        "complete": done,
        "level": country.chance.choice((0, 1, 1, 2)) if done else None,
        "sheets_total": total,
        "sheets_decided": total if done else country.chance.randrange(total),
        "decision_date": dt.date(int(row["year"][:4]), 9, 15),
        "last_activity_at": dt.datetime(int(row["year"][:4]), 10, 1 + row["id"] % 28, tzinfo=dt.UTC),
    }


def _sheets(
    country: Country, tracks: list[dict[str, Any]], contents: dict[SchoolType, StandardSet]
) -> Iterator[Row]:
    number = 0
    for track in tracks:
        track["first_sheet"] = number + 1
        position = 0
        for criterion in contents[track["kind"]].iter_criteria():
            number, position = number + 1, position + 1
            done = track["done"] or country.chance.random() < 0.4
            yield {
                "id": number,
                "school_id": track["school_id"],
                "assessment_id": track["assessment_id"],
                "track_id": track["id"],
                "standard": criterion.standard,
                "criterion": criterion.code,
                "position": position,
                "state": SheetState.APPROVED if done else SheetState.EMPTY,
                "level": country.chance.choice((0, 1, 1, 2)) if done else None,
                "statement_levels": 2,
                "usable_evidence": 3,
            }


def _answers(
    country: Country, tracks: list[dict[str, Any]], contents: dict[SchoolType, StandardSet]
) -> Iterator[Row]:
    number = 0
    for track in tracks:
        sheet = track["first_sheet"]
        for criterion in contents[track["kind"]].iter_criteria():
            for requirement in criterion.iter_requirements():
                number += 1
                yield {
                    "id": number,
                    "school_id": track["school_id"],
                    "sheet_id": sheet,
                    "requirement": requirement.id,
                    "value": AnswerValue.MET if country.chance.random() < 0.8 else AnswerValue.UNMET,
                }
            sheet += 1


def _facts(country: Country) -> dict[str, int]:
    schools = list(country.types)
    registered = [school for school in schools if school % 5 == 0]
    evaluated = [school for school in schools if school % 15 == 0]
    recognised = [school for school in schools if school % 3 == 0]
    return {
        "registrations": load(
            Registration,
            (
                {"id": number, "school_id": school, "year": NEWEST, "declared_level": 1 + school % 2}
                for number, school in enumerate(registered, start=1)
            ),
        ),
        "evaluations": load(
            ExternalEvaluation,
            (
                {"id": number, "school_id": school, "year": NEWEST, "level": 1 + school % 2}
                for number, school in enumerate(evaluated, start=1)
            ),
        ),
        "decisions": load(
            Decision,
            (
                {
                    "id": number,
                    "school_id": school,
                    "year": YEARS[school % 3],
                    "number": f"{number}/QĐ-SGDĐT",
                    "decided_on": dt.date(2024 + school % 3, 5, 1),
                    "valid_to": dt.date(2029 + school % 3, 4, 30),
                    "starts_on": dt.date(2024 + school % 3, 5, 1),
                    "ends_on": dt.date(2029 + school % 3, 4, 30),
                    "grade": 1 + school % 3,
                    "degree": 1 + school % 2,
                }
                for number, school in enumerate(recognised, start=1)
            ),
        ),
    }
