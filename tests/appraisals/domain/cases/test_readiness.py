"""What a school lacks before it can register."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.appraisals.domain.cases import standing
from minhdinh.appraisals.domain.cases.readiness import Readiness, readiness_of
from minhdinh.appraisals.domain.cases.standing import Standing, register_standing_source, standings_of
from minhdinh.appraisals.enums import CaseKind, Wish
from minhdinh.assessments.domain.approval import reopen
from minhdinh.assessments.models import Seal
from minhdinh.organisations.models import Organisation
from tests.appraisals.registered import TT57, TT2018, make_registered, short_set
from tests.assessments.cases import Case, advance, decide_all, make_case, seat_council
from tests.factories import CommuneFactory, DepartmentFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _no_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let only the sources of the test tell."""
    monkeypatch.setattr(standing, "_sources", [])


def sealed(regime: str = TT57, level: int = 1) -> Case:
    """Return a school with a sealed report and no registration."""
    with scopes_disabled():
        commune = CommuneFactory(under=DepartmentFactory())
        case = make_case(standard_set=short_set(regime), under=commune)
        seat_council(case)
        decide_all(case, level)
        advance(case, "sealed")
    return case


def ready(case: Case) -> Readiness:
    with school_scope(case.school.pk):
        return readiness_of(case.school, TODAY)


def bad(found: Readiness) -> list[str]:
    return [one.text for one in found.needs if one.tone == "bad"]


def test_a_sealed_report_is_ready_with_its_route_and_level() -> None:
    case = sealed()
    found = ready(case)
    assert (found.may_open, bad(found)) == (True, [])
    assert found.department is not None
    assert found.intake is not None
    assert found.levels == [1]
    (wish,) = found.wishes
    assert (wish.wish, wish.enough, wish.degree) == (Wish.NATIONAL_STANDARD, True, 1)
    assert "niêm phong" in found.needs[0].text
    assert found.needs[0].link == case.url("duyet/")
    assert [one.rule.key for one in found.conditions] == ["a", "b", "c", "d"]


def test_the_regime_of_2018_tells_each_wish_apart() -> None:
    found = ready(sealed(TT2018, 1))
    assert [(one.wish, one.enough) for one in found.wishes] == [
        (Wish.ACCREDITATION, True), (Wish.NATIONAL_STANDARD, False), (Wish.BOTH, False)
    ]  # fmt: skip
    assert found.may_open


def test_a_school_without_any_report() -> None:
    found = ready(Case(CommuneFactory(under=DepartmentFactory()), None))  # type: ignore[arg-type]
    assert not found.may_open
    assert bad(found)[0].startswith("Trường chưa có báo cáo")


def test_an_unsealed_report_leads_to_the_page_that_seals() -> None:
    with scopes_disabled():
        case = make_case(standard_set=short_set(TT57), under=DepartmentFactory())
    found = ready(case)
    assert not found.may_open
    assert found.needs[0].link == case.url("duyet/")


def test_a_reopened_report_is_not_sealed() -> None:
    case = sealed()
    with scopes_disabled():
        reopen(actor=case.system, assessment=case.fresh(), reason="Sửa.")
    assert not ready(case).may_open


def test_a_report_below_the_first_level() -> None:
    with scopes_disabled():
        case = make_case(standard_set=short_set(TT57), under=DepartmentFactory())
        seat_council(case)
        decide_all(case, 0)
        advance(case, "sealed")
    found = ready(case)
    assert not found.may_open
    assert any("chưa đạt Mức 1" in one for one in bad(found))
    assert found.levels == []


def test_a_set_by_which_nobody_is_examined_says_so() -> None:
    case = sealed()
    with scopes_disabled():
        row = case.fresh().standard_set
        row.set_id = "tt57-2026-thuong-xuyen"
        row.save()
    found = ready(case)
    assert not found.may_open
    assert any("không dùng để đăng ký" in one for one in bad(found))


def test_a_tampered_seal_is_told() -> None:
    case = sealed()
    with scopes_disabled():
        Seal.objects.update(sha256="0" * 64)
    found = ready(case)
    assert not found.may_open
    assert any("không còn khớp" in one for one in bad(found))


def test_a_school_below_no_department() -> None:
    with scopes_disabled():
        case = make_case(standard_set=short_set(TT57))
        seat_council(case)
        decide_all(case, 1)
        advance(case, "sealed")
    found = ready(case)
    assert not found.may_open
    assert any("Sở GDĐT" in one for one in bad(found))


@pytest.mark.parametrize(
    ("degree", "level", "kind"),
    [(None, 1, CaseKind.FIRST), (1, 1, CaseKind.RENEWAL), (1, 2, CaseKind.UPGRADE), (2, 1, CaseKind.RENEWAL)],
)
def test_the_kind_proposed_follows_from_what_is_held(degree: int | None, level: int, kind: CaseKind) -> None:
    case = sealed(level=level)
    if degree is not None:
        register_standing_source(lambda _school, _day: [Standing("chuẩn quốc gia", degree=degree)])
    assert ready(case).kind == kind


@pytest.mark.parametrize(
    ("values", "tone"),
    [
        ({}, "ok"),
        ({"upgrade_from": TODAY + dt.timedelta(days=1)}, "wait"),
        ({"upgrade_from": TODAY}, "ok"),
        ({"register_by": TODAY - dt.timedelta(days=1)}, "wait"),
        ({"register_by": TODAY}, "ok"),
    ],
)
def test_a_recognition_that_runs_never_stands_in_the_way(values: dict[str, dt.date], tone: str) -> None:
    case = sealed()
    held = Standing("chuẩn quốc gia mức độ 1", degree=1, url="/x", legal_reference="Điều 19", **values)
    register_standing_source(lambda _school, _day: [held])
    found = ready(case)
    (line,) = [one for one in found.needs if "Đang được công nhận" in one.text]
    assert (line.tone, line.link, found.may_open) == (tone, "/x", True)
    assert "Điều 19" in line.note


def test_sources_are_asked_once_each() -> None:
    def source(_school: Organisation, _day: dt.date) -> list[Standing]:
        return [Standing("một")]

    register_standing_source(source)
    register_standing_source(source)
    world = make_registered()
    assert [one.title for one in standings_of(world.school, TODAY)] == ["một"]
