import copy
from typing import Any

import pytest

from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.dossier_schema import LONGEST_REPORT, faults, validator
from tests.assessments.cases import Case


@pytest.fixture
def dossier(decided: Case) -> dict[str, Any]:
    return build_dossier(decided.assessment)


def test_the_schema_is_published_under_its_name() -> None:
    assert validator().schema["$id"] == "urn:minhdinh:schema:self-assessment-1"


def test_a_dossier_of_today_is_valid(dossier: dict[str, Any]) -> None:
    assert faults(dossier) == []


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("format",), "minhdinh.self-assessment/2", "$.format"),
        (("revision",), 0, "$.revision"),
        (("year",), "2026", "$.year"),
        (("state",), "confirmed", "$.state"),
        (("extra",), 1, "$"),
        (("tracks",), [], "$.tracks"),
        (("tracks", 0, "sheets", 0, "level"), 5, "$.tracks[0].sheets[0].level"),
        (("tracks", 0, "sheets", 0, "criterion"), "1", "$.tracks[0].sheets[0].criterion"),
        (("evidence", 0, "files"), [{"name": "x"}], "$.evidence[0].files[0]"),
        (("standard_set", "checksum"), "abc", "$.standard_set.checksum"),
        (("report", "I.2.a"), {"type": "doc"}, "$.report['I.2.a']"),
        (("remarks", "1", "praise"), {"type": "doc", "content": []}, "$.remarks['1']"),
        (("meeting",), {"held_on": "8/7/2026"}, "$.meeting"),
    ],
)
def test_what_departs_is_named_by_its_place(
    dossier: dict[str, Any], path: tuple[Any, ...], value: Any, where: str
) -> None:
    broken = copy.deepcopy(dossier)
    inner = broken
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert any(fault.startswith(where) for fault in faults(broken)), faults(broken)


@pytest.mark.parametrize("other", [None, [], "x", {}])
def test_anything_else_is_no_dossier(other: Any) -> None:
    assert faults(other) != []


def test_a_long_list_of_faults_is_cut(dossier: dict[str, Any]) -> None:
    dossier["evidence"] = [{}] * 30
    assert len(faults(dossier)) == LONGEST_REPORT
