"""Explanations of figures, mappings and choices of the school leave a server and arrive whole on another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.assessments.carrying.choices import choices_of
from minhdinh.assessments.figures.rules.grid import Grid
from minhdinh.assessments.figures.rules.mapping import TableMapping, anchors_of
from minhdinh.assessments.models import (
    CrosswalkChoice,
    FigureAnswer,
    FigureSettings,
    FiguresMapping,
    SelfAssessment,
)
from minhdinh.common.problems import Problem
from minhdinh.exchange.domain.exporting import export_school
from minhdinh.exchange.domain.figures_part import answers_part, ways_part, write_ways
from minhdinh.exchange.domain.importing import import_school
from minhdinh.exchange.domain.school_part import people_of_package, references_to
from minhdinh.organisations.models import Organisation
from tests.assessments.cases import make_case
from tests.exchange.packages import Parts, parts_of, rewritten
from tests.factories import MinistryFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
SAVED = dt.datetime(2026, 11, 12, 9, 15, tzinfo=dt.UTC)
MEMBER = "assessments/001.json"
GRID = Grid("Lớp 2026-2027", [["", "Năm học 2026-2027"], ["Khối 1", "5"], ["Khối 2", "4"]])
MAPPING = TableMapping(0, {"2026-2027": "B"}, {"lop_1": "2", "lop_2": "B3"})


def explain(school: Organisation) -> User:
    """Write an explanation, a mapping, a share and two choices of a person; return the person."""
    author = User.objects.create(username="ke-toan", full_name="Kế Toán")
    by = {"author": author, "author_name": author.full_name}
    assessment = SelfAssessment.objects.get(school=school)
    FigureAnswer.objects.create(
        school=school,
        assessment=assessment,
        subject="jump:lop.lop_1.2026-2027",
        seen="4 → 6",
        text="Nhập hai điểm trường về một.",
        saved_at=SAVED,
        **by,
    )
    anchors = anchors_of(MAPPING, GRID, "2026-2027")
    FiguresMapping.objects.create(school=school, source="smas", table="lop", anchors=anchors, **by)
    FigureSettings.objects.create(school=school, share=35)
    for requirement, targets in (("1.4.1a", ["1.2.1a"]), ("1.1.1a", [])):
        CrosswalkChoice.objects.create(
            school=school,
            from_set="tt17-2018-tieu-hoc",
            to_set="tt57-2026-pho-thong",
            requirement=requirement,
            targets=targets,
            **by,
        )
    return author


@pytest.fixture
def school(db: None) -> Iterator[Organisation]:
    """Return a school with an opened year, its scope open."""
    with scopes_disabled():
        case = make_case()
    with school_scope(case.school.pk):
        yield case.school


@pytest.fixture
def parent(db: None) -> Organisation:
    """Return what another school of this server stands below."""
    return MinistryFactory(code="bo-khac")


@pytest.fixture
def explained(school: Organisation, tmp_path: Path) -> Path:
    """Return the package of a school that explained and chose."""
    explain(school)
    return packed(school, tmp_path / "explained.zip")


def packed(school: Organisation, path: Path) -> Path:
    export_school(actor=system_actor(school.pk), school=school, path=path)
    return path


def elsewhere(path: Path, target: Path, code: str = "th-noi-khac") -> Path:
    """Return the package as one of another school, so that it can arrive on the same server."""

    return rewritten(path, target, lambda parts: _as_another(parts, code))


def _as_another(parts: Parts, code: str = "th-noi-khac") -> None:
    parts["school.json"]["code"] = code


def test_what_left_arrives_with_its_author(explained: Path, parent: Organisation, tmp_path: Path) -> None:
    moved = import_school(
        actor=system_actor(), path=elsewhere(explained, tmp_path / "moved.zip"), parent=parent
    ).school
    with school_scope(moved.pk):
        answer = FigureAnswer.objects.get(school=moved)
        assert (answer.seen, answer.text, answer.saved_at) == ("4 → 6", "Nhập hai điểm trường về một.", SAVED)
        assert answer.author is not None
        assert answer.author.full_name == "Kế Toán"
        assert answer.assessment == SelfAssessment.objects.get(school=moved)
        kept = FiguresMapping.objects.get(school=moved)
        assert kept.anchors == anchors_of(MAPPING, GRID, "2026-2027")
        assert FigureSettings.objects.get(school=moved).share == 35
    with school_scope(moved.pk):
        assert choices_of(moved.pk, "tt17-2018-tieu-hoc", "tt57-2026-pho-thong") == {
            "1.4.1a": ("1.2.1a",),
            "1.1.1a": (),
        }


def test_out_in_and_out_again_is_the_same_content(
    explained: Path, parent: Organisation, tmp_path: Path
) -> None:
    """Everything of the choices comes out again as it went in; user names that were taken differ on one server."""
    moved = import_school(
        actor=system_actor(), path=elsewhere(explained, tmp_path / "moved.zip"), parent=parent
    ).school
    again = tmp_path / "again.zip"
    export_school(actor=system_actor(moved.pk), school=moved, path=again)
    before, after = parts_of(explained), parts_of(again)
    assert {**after["school.json"], "code": ""} == {**before["school.json"], "code": ""}
    assert after[MEMBER]["figure_answers"] == before[MEMBER]["figure_answers"] != []


def test_the_digest_is_the_same_on_an_empty_server(
    explained: Path, parent: Organisation, tmp_path: Path
) -> None:
    """The same package, its names free again: its content, and so its digest, comes out as it went in."""

    def rename(parts: Parts) -> None:
        _as_another(parts)
        for person in parts["people.json"]["people"]:
            person["username"] = f"a.{person['username']}"
            person["email"] = ""

    path = rewritten(explained, tmp_path / "free.zip", rename)
    moved = import_school(actor=system_actor(), path=path, parent=parent)
    exported = export_school(
        actor=system_actor(moved.school.pk), school=moved.school, path=tmp_path / "again.zip"
    )
    assert parts_of(tmp_path / "again.zip") == parts_of(path)
    assert exported.digest == moved.digest


def test_a_school_that_chose_nothing_says_nothing(school: Organisation, tmp_path: Path) -> None:
    people = references_to(people_of_package(school))
    assert ways_part(school, people) == {}
    assert answers_part(SelfAssessment.objects.get(), people) == {}
    parts = parts_of(packed(school, tmp_path / "plain.zip"))
    assert "figure_answers" not in parts[MEMBER]
    assert set(parts["school.json"]) == {"code", "name", "profile", "sites", "years"}


def test_an_older_package_still_arrives_and_brings_none(
    explained: Path, parent: Organisation, tmp_path: Path
) -> None:
    """A package as servers wrote it before: without any of the four."""

    def older(parts: Parts) -> None:
        for name in ("figures_share", "figures_mappings", "crosswalk_choices"):
            del parts["school.json"][name]
        del parts[MEMBER]["figure_answers"]

    path = rewritten(elsewhere(explained, tmp_path / "moved.zip"), tmp_path / "older.zip", older)
    moved = import_school(actor=system_actor(), path=path, parent=parent).school
    with school_scope(moved.pk):
        assert not FigureAnswer.objects.filter(school=moved).exists()
        people = references_to(people_of_package(moved))
        assert ways_part(moved, people) == {}


def test_what_stands_here_stays(school: Organisation) -> None:
    explain(school)
    people = references_to(people_of_package(school))
    part = ways_part(school, people)
    for entry in part["crosswalk_choices"]:
        entry["targets"] = ["9.9.9z"]
    keys = {reference: key for key, reference in people.by_key.items()}
    write_ways(school, part | {"figures_share": 90}, keys)
    assert FigureSettings.objects.get().share == 35
    assert CrosswalkChoice.objects.get(requirement="1.4.1a").targets == ["1.2.1a"]


def test_queries_do_not_grow_with_the_answers(school: Organisation) -> None:
    author = explain(school)
    assessment = SelfAssessment.objects.get()
    people = references_to([author])

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            answers_part(assessment, people)
            ways_part(school, people)
        return len(seen)

    before = count()
    FigureAnswer.objects.bulk_create(
        FigureAnswer(
            school=school, assessment=assessment, subject=f"jump:{n}", seen="", text="Lý do", saved_at=SAVED
        )
        for n in range(30)
    )
    assert count() == before


def _share(parts: Parts) -> None:
    parts["school.json"]["figures_share"] = 0


def _anchors(parts: Parts) -> None:
    parts["school.json"]["figures_mappings"][0]["anchors"] = {"sheet": "Lớp"}


def _source(parts: Parts) -> None:
    parts["school.json"]["figures_mappings"][0]["source"] = "khac-han"


def _targets(parts: Parts) -> None:
    parts["school.json"]["crosswalk_choices"][0]["targets"] = [1]


def _more(parts: Parts) -> None:
    parts["school.json"]["crosswalk_choices"][0]["extra"] = True


def _empty_answer(parts: Parts) -> None:
    parts[MEMBER]["figure_answers"][0]["text"] = ""


def _stranger(parts: Parts) -> None:
    parts[MEMBER]["figure_answers"][0]["author"] = "p999"


def _twice(parts: Parts) -> None:
    answers: list[Any] = parts[MEMBER]["figure_answers"]
    answers.append(answers[0])


@pytest.mark.parametrize(
    "spoil", [_share, _anchors, _source, _targets, _more, _empty_answer, _stranger, _twice]
)
def test_a_spoilt_package_writes_nothing(
    explained: Path, parent: Organisation, tmp_path: Path, spoil: Callable[[Parts], None]
) -> None:
    path = rewritten(elsewhere(explained, tmp_path / "moved.zip"), tmp_path / "bad.zip", spoil)
    with pytest.raises(Problem):
        import_school(actor=system_actor(), path=path, parent=parent)
    with scopes_disabled():
        assert not FiguresMapping.objects.filter(school__code="th-noi-khac").exists()
        assert FigureAnswer.objects.count() == 1


def test_answers_of_another_school_stay_out(school: Organisation) -> None:
    other = OrganisationFactory(code="truong-ban")
    with school_scope(other.pk):
        FigureSettings.objects.create(school=other, share=50)
    assert ways_part(school, references_to([])) == {}
