"""What the tests of the demo's content share."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import minhdinh
from minhdinh.demo.content import DATA, MAIN_SCHOOL, OTHER_SCHOOLS, Dossier, read_dossier

STANDARDS = Path(minhdinh.__file__).parent / "standards" / "data"
FOLDERS = (MAIN_SCHOOL, *OTHER_SCHOOLS)
STORY_DATE = dt.date(2026, 11, 20)


@cache
def dossier(folder: str) -> Dossier:
    return read_dossier(folder)


@cache
def standard_set(name: str) -> dict[str, Any]:
    return yaml.safe_load((STANDARDS / "sets" / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def evidence_kinds() -> dict[str, dict[str, Any]]:
    content = yaml.safe_load((STANDARDS / "evidence-kinds.yaml").read_text(encoding="utf-8"))
    return {kind["id"]: kind for kind in content["kinds"]}


def criteria_of(folder: str) -> dict[str, dict[str, Any]]:
    standards = standard_set(dossier(folder).council["standard_set"])["standards"]
    return {criterion["code"]: criterion for standard in standards for criterion in standard["criteria"]}


def requirement_ids(folder: str, criterion: str, level: int) -> list[str]:
    levels = criteria_of(folder)[criterion]["levels"]
    return [requirement["id"] for requirement in levels[level]["requirements"]]


def sheets(folder: str):
    """Yield (track, criterion, sheet) of a school."""
    for track, criteria in dossier(folder).tracks.items():
        for criterion, sheet in criteria.items():
            yield track, criterion, sheet


def usable(item: dict[str, Any]) -> bool:
    valid_to = item.get("valid_to")
    return item["state"] == "verified" and (valid_to is None or valid_to >= STORY_DATE)


def yaml_files():
    return sorted(DATA.rglob("*.yaml"))
