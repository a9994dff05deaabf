"""Rooms above say what others found; each source counts once."""

import pytest

from minhdinh.assessments.models import SelfAssessment
from minhdinh.improvement.domain import findings
from minhdinh.improvement.domain.findings import Finding, findings_of, register_finding_source
from tests.improvement.plans import Desk

FINDING = Finding("crosscheck:7", "Kiểm tra chéo, tiêu chí 1.3", "Nên nêu số liệu ba năm.", criterion="1.3")


def test_a_source_registered_twice_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[object] = []
    monkeypatch.setattr(findings, "_sources", kept)

    def source(assessment: SelfAssessment) -> list[Finding]:
        return [FINDING]

    register_finding_source(source)
    register_finding_source(source)
    assert kept == [source]


def test_findings_come_from_every_room(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Finding("letter:1", "Công văn", "Cần bổ sung hồ sơ.")
    monkeypatch.setattr(findings, "_sources", [lambda _one: [FINDING], lambda _one: iter([other])])
    assert findings_of(desk.case.assessment) == [FINDING, other]


def test_cross_checks_and_examinations_are_sources() -> None:
    assert {source.__module__ for source in findings._sources} == {
        "minhdinh.appraisals.domain.crosscheck_findings",
        "minhdinh.appraisals.domain.concluding.findings",
    }
