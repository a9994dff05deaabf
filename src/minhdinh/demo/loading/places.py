"""The made-up province: offices and schools with their history, profiles and sites."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.scope import school_scope
from minhdinh.demo.content import MAIN_SCHOOL, OTHER_SCHOOLS, read_dossier, read_yaml
from minhdinh.demo.loading.actors import DEPARTMENT_ADMIN, MINISTRY, SYSTEM_ADMIN, acting, organisation
from minhdinh.organisations.domain.closing import close_organisation
from minhdinh.organisations.domain.school import replace_sites, write_profile
from minhdinh.organisations.domain.tree import add_organisation, move_organisation
from minhdinh.organisations.models import Organisation

COMMITTEE = "Ủy ban nhân dân "
COPIED = (
    "school_type", "education_levels", "ownership", "founded_year", "address", "phone", "email", "website",
    "former_name",
)  # fmt: skip


def province() -> list[dict[str, Any]]:
    """Return the organisations of province.yaml."""
    return list(read_yaml("province.yaml")["organisations"])


def load_ministry() -> None:
    """Make the root of the tree; nobody is there yet who could."""
    root = next(one for one in province() if one["code"] == MINISTRY)
    add_organisation(actor=system_actor(), code=root["code"], name=root["name"], kind=root["kind"])


def load_tree(entries: Sequence[Mapping[str, Any]]) -> None:
    """Make offices and schools below the ministry as the system administrator, with what they were under before."""
    actor = acting(SYSTEM_ADMIN, organisation(MINISTRY))
    for entry in entries:
        if entry["code"] != MINISTRY:
            _add(actor, entry)
    for entry in entries:
        if entry.get("to"):
            close_organisation(actor=actor, organisation=organisation(entry["code"]), day=entry["to"])


def _add(actor: Actor, entry: Mapping[str, Any]) -> None:
    """Add one organisation under its first parent, then move it to each later one."""
    parents: list[tuple[str, dt.date | None]] = []
    since = entry.get("from")
    for former in entry.get("former_parents", []):
        parents.append((former["code"], since))
        since = former["to"]
    parents.append((entry["parent"], since))
    first, first_day = parents[0]
    added, _is_new = add_organisation(
        actor=actor,
        code=entry["code"],
        name=entry["name"],
        kind=entry["kind"],
        parent=organisation(first),
        valid_from=first_day,
    )
    for parent, day in parents[1:]:
        if day is not None:
            move_organisation(actor=actor, organisation=added, parent=organisation(parent), day=day)


def load_profiles() -> None:
    """Write every school's profile and sites as the department's administrator."""
    names = {entry["code"]: entry["name"] for entry in province()}
    headers = _headers()
    for entry in province():
        if entry["kind"] != "school":
            continue
        school = organisation(entry["code"])
        actor = acting(DEPARTMENT_ADMIN, school)
        values = profile_values(entry, names, headers.get(entry["code"], {}))
        write_profile(actor=actor, organisation=school, values=values)
        _write_sites(school, entry.get("sites", []))


def profile_values(
    entry: Mapping[str, Any], names: Mapping[str, str], header: Mapping[str, Any]
) -> dict[str, object]:
    """Return the profile of a school of province.yaml; ``header`` is the head of its data tables."""
    commune = names[entry["located_in"]].removeprefix(COMMITTEE)
    standard = header.get("national_standard")
    return {
        **{name: entry[name] for name in COPIED if name in entry},
        "head_name": entry["head"],
        "province": read_yaml("province.yaml")["province"],
        "commune": commune[:1].upper() + commune[1:],
        "managing_body": names[entry["managing_body"]],
        "professional_body": names[entry["professional_body"]],
        "national_standard": f"Năm {standard['year']}, mức độ {standard['degree']}" if standard else "",
        "special": bool(header.get("special_school")),
        "foreign_linked": bool(header.get("foreign_link")),
        "difficult_area": bool(header.get("difficult_area")),
        "very_difficult_area": bool(header.get("specially_difficult_area")),
    }


def _headers() -> dict[str, dict[str, Any]]:
    """Return by school code what the heads of the data tables tell about a school."""
    dossiers = [read_dossier(folder) for folder in (MAIN_SCHOOL, *OTHER_SCHOOLS)]
    return {one.council["school"]: one.tables.get("header", {}) for one in dossiers}


def _write_sites(school: Organisation, sites: Sequence[Mapping[str, Any]]) -> None:
    """Write the sites for the school: most sample schools have nobody of their own who could."""
    rows = sorted(sites, key=lambda site: not site.get("main"))
    with school_scope(school.pk):
        replace_sites(
            actor=system_actor(school.pk),
            organisation=school,
            sites=[(site["name"], site["address"]) for site in rows],
        )
