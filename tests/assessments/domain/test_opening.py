import datetime as dt

import pytest

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.opening import choose_set, open_assessment
from minhdinh.assessments.models import SelfAssessment, Sheet, Track
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.models import Organisation, SchoolYear
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_packaged_sets, load_set
from minhdinh.standards.models import StandardSetVersion
from tests.factories import SchoolFactory, acting, member

YEAR = "2026-2027"
pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


def version_of(set_id: str) -> StandardSetVersion:
    return load_set(packaged_set(set_id)).row


def opened(school: Organisation, **values: object) -> SelfAssessment:
    arguments = {"actor": system_actor(school.pk), "organisation": school, "year": YEAR}
    return open_assessment(**{**arguments, **values})  # type: ignore[arg-type]


@pytest.fixture
def school() -> Organisation:
    version_of("tt57-2026-pho-thong")
    return SchoolFactory()


@pytest.mark.parametrize(
    ("school_type", "levels", "day", "expected"),
    [
        ("thcs", ["thcs"], None, "tt57-2026-pho-thong"),
        ("thcs", ["thcs"], dt.date(2026, 7, 7), "tt57-2026-pho-thong"),
        ("thcs", ["thcs"], dt.date(2026, 7, 6), "tt18-2018-trung-hoc"),
        ("tieu_hoc", ["tieu_hoc"], dt.date(2020, 1, 1), "tt17-2018-tieu-hoc"),
        ("mam_non", ["mam_non"], None, "tt57-2026-mam-non"),
        ("mam_non", ["mam_non"], dt.date(2017, 1, 1), "tt25-2014-mam-non"),
        ("gdtx", ["gdtx"], None, "tt57-2026-gdtx"),
        ("nhieu_cap", ["thcs", "thpt"], None, "tt57-2026-pho-thong"),
    ],
)
def test_the_system_chooses_by_type_and_day_and_names_the_law(
    school_type: str, levels: list[str], day: dt.date | None, expected: str
) -> None:
    load_packaged_sets()
    school = SchoolFactory(profile__school_type=school_type, profile__education_levels=levels)
    chosen = choose_set(school, YEAR, day)
    assert chosen.version is not None
    assert chosen.version.set_id == expected
    assert chosen.version.legal_basis in chosen.explanation


def test_opening_makes_the_year_a_track_and_every_sheet(school: Organisation) -> None:
    assessment = opened(school)
    sheets = list(Sheet.objects.filter(assessment=assessment).order_by("position"))
    assert [sheet.criterion for sheet in sheets][:4] == ["1.1", "1.2", "1.3", "1.4"]
    assert (len(sheets), sum(sheet.mandatory for sheet in sheets)) == (15, 8)
    assert {sheet.track.education_level for sheet in sheets} == {"thcs"}
    assert (assessment.sheets_total, assessment.sheets_decided, assessment.level) == (15, 0, None)
    assert SchoolYear.objects.get(school=school).year == YEAR
    assert assessment.set_reason == ""
    entry = Entry.objects.get(action="assessment.opened")
    assert entry.data == {"year": YEAR, "set": assessment.standard_set.title}


def test_opening_again_returns_the_same(school: Organisation) -> None:
    assert opened(school) == opened(school)
    assert (Sheet.objects.count(), Entry.objects.filter(action="assessment.opened").count()) == (15, 1)


def test_each_year_has_its_own(school: Organisation) -> None:
    assert opened(school).pk != opened(school, year="2027-2028").pk


def test_a_school_of_two_levels_has_a_track_each_in_the_order_of_the_set() -> None:
    version_of("tt57-2026-pho-thong")
    school = SchoolFactory(profile__school_type="nhieu_cap", profile__education_levels=["thcs", "tieu_hoc"])
    assessment = opened(school)
    tracks = list(Track.objects.filter(assessment=assessment).order_by("position"))
    assert [track.education_level for track in tracks] == ["tieu_hoc", "thcs"]
    assert assessment.sheets_total == 30
    assert Sheet.objects.filter(track=tracks[1]).count() == 15


def test_a_set_that_is_not_divided_has_one_track() -> None:
    version = version_of("tt18-2018-trung-hoc")
    school = SchoolFactory(profile__school_type="nhieu_cap", profile__education_levels=["thcs", "thpt"])
    assessment = opened(school, standard_set=version, reason="Theo dõi dở dang từ năm trước")
    assert Track.objects.filter(assessment=assessment).count() == 1


@pytest.mark.parametrize("reason", ["", "   "])
def test_another_set_needs_a_reason(school: Organisation, reason: str) -> None:
    old = version_of("tt18-2018-trung-hoc")
    with pytest.raises(Problem, match="cần ghi lý do") as caught:
        opened(school, standard_set=old, reason=reason)
    assert caught.value.field == "reason"
    assert not SelfAssessment.objects.exists()
    assert not SchoolYear.objects.exists()


def test_another_set_with_a_reason_is_taken_and_the_reason_kept(school: Organisation) -> None:
    old = version_of("tt18-2018-trung-hoc")
    assessment = opened(school, standard_set=old, reason="Sở cho phép hoàn thành theo bộ cũ")
    assert (assessment.standard_set, assessment.set_reason) == (old, "Sở cho phép hoàn thành theo bộ cũ")


def test_a_set_for_other_schools_is_refused_whatever_the_reason(school: Organisation) -> None:
    with pytest.raises(Problem, match="không dành cho cấp học"):
        opened(school, standard_set=version_of("tt57-2026-mam-non"), reason="Nhầm")


def test_where_no_set_applies_the_message_says_so() -> None:
    version_of("tt57-2026-pho-thong")
    school = SchoolFactory()
    with pytest.raises(Problem, match="Không có bộ tiêu chuẩn nào áp dụng cho trường THCS"):
        opened(school, year="2019-2020")
    assert not SchoolYear.objects.exists()


def test_the_councils_decision_decides(school: Organisation) -> None:
    version_of("tt18-2018-trung-hoc")
    assessment = opened(school, decision_date=dt.date(2026, 6, 20))
    assert assessment.standard_set.set_id == "tt18-2018-trung-hoc"
    assert assessment.decision_date == dt.date(2026, 6, 20)


@pytest.mark.parametrize("year", ["2026", "2026-2028", "", "hai nghìn", "2026-2027 "])
def test_a_year_is_written_as_two_years(school: Organisation, year: str) -> None:
    with pytest.raises(Problem):
        opened(school, year=year)
    with pytest.raises(Problem):
        choose_set(school, year)


def test_a_school_without_profile_is_told_what_to_do() -> None:
    school = SchoolFactory(profile=None)
    with pytest.raises(Problem, match="Hồ sơ trường chưa ghi loại trường"):
        opened(school)


def role(school: Organisation, name: str) -> Actor:
    return acting(member(school, name), school)


@pytest.mark.parametrize("name", [Role.VICE_CHAIR, Role.MEMBER, Role.CONTRIBUTOR, Role.VIEWER])
def test_who_may_not_open_a_year(school: Organisation, name: str) -> None:
    with pytest.raises(NotAllowed):
        opened(school, actor=role(school, name))


@pytest.mark.parametrize("name", [Role.PRINCIPAL, Role.CHAIR, Role.SECRETARY, Role.SCHOOL_ADMIN])
def test_who_may_open_a_year(school: Organisation, name: str) -> None:
    assert opened(school, actor=role(school, name)).year == YEAR


def test_nobody_opens_a_year_for_another_school(school: Organisation) -> None:
    with pytest.raises(NotAllowed):
        opened(school, actor=role(SchoolFactory(), Role.PRINCIPAL))
