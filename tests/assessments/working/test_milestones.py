"""Days of the school year that an office sets for its schools."""

import datetime as dt
from dataclasses import replace

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.duties import Duty, duties_of, duties_of_many
from minhdinh.assessments.domain.milestones import (
    MilestoneValues,
    milestones_of,
    remove_milestone,
    save_milestone,
)
from minhdinh.assessments.enums import Certainty
from minhdinh.assessments.models import Milestone
from minhdinh.assessments.presenters.people_calendar import days_of_people
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.models import Organisation
from tests.assessments.cases import YEAR, Case, make_case, signed_in
from tests.factories import CommuneFactory, DepartmentFactory, acting, member

pytestmark = pytest.mark.django_db
JUNE = dt.date(2027, 6, 15)
OWN = MilestoneValues(
    "Gửi báo cáo rà soát học kỳ I", 30, 1, "Công văn 12/SGDĐT-QLCL ngày 05/9/2026", "2026-2027"
)


@pytest.fixture
def under_offices(_scopes_open: None, db: None) -> Case:
    """Return a case whose school stands below a department and a commune."""
    department = DepartmentFactory()
    return make_case(under=CommuneFactory(under=department))


class TestMilestones:
    def test_schools_below_see_it_others_do_not(self, under_offices: Case, case: Case) -> None:
        department_id, commune_id = (int(one) for one in under_offices.school.path.split("/")[:2])
        for office, title in ((department_id, "Của Sở"), (commune_id, "Của xã")):
            Milestone.objects.create(
                office_id=office, title=title, day=1, month=11, legal_reference="CV 1", from_year=YEAR,
                made_by_name="Mẫu",
            )  # fmt: skip
        both = duties_of_many([under_offices.fresh(), case.fresh()])
        own = {one.title: one for one in both[under_offices.assessment.pk]}
        assert own["Của Sở"].last == dt.date(2026, 11, 1)
        assert own["Của xã"].legal_reference == "CV 1"
        assert "Của Sở" not in {one.title for one in both[case.assessment.pk]}

    @pytest.mark.parametrize(
        ("first", "last", "seen"),
        [
            (YEAR, "", True),
            ("2027-2028", "", False),
            ("2024-2025", "2025-2026", False),
            ("2024-2025", YEAR, True),
        ],
    )
    def test_only_in_its_years(self, under_offices: Case, first: str, last: str, seen: bool) -> None:
        Milestone.objects.create(
            office_id=int(under_offices.school.path.split("/")[0]), title="Mốc", day=1, month=11,
            legal_reference="CV 1", from_year=first, to_year=last, made_by_name="Mẫu",
        )  # fmt: skip
        assert ("Mốc" in {one.title for one in duties_of(under_offices.fresh())}) is seen

    def test_an_office_adds_and_removes_a_day(self) -> None:
        office = DepartmentFactory()
        actor = acting(member(office, Role.DEPARTMENT_SPECIALIST), office)
        row = save_milestone(actor=actor, office=office, values=OWN)
        assert (row.title, row.certainty, row.made_by_name) == (OWN.title, Certainty.HIGH, actor.name)
        assert list(milestones_of(office)) == [row]
        remove_milestone(actor=actor, milestone=row)
        assert not Milestone.objects.exists()
        codes = Entry.objects.filter(action__startswith="assessment.milestone").values_list(
            "action", flat=True
        )
        assert sorted(codes) == ["assessment.milestone_removed", "assessment.milestone_saved"]

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"title": "  "}, "title"),
            ({"legal_reference": ""}, "legal_reference"),
            ({"day": 31, "month": 11}, "day"),
            ({"from_year": "2026"}, "from_year"),
            ({"to_year": "2025-2026"}, "to_year"),
            ({"to_year": "x"}, "to_year"),
            ({"certainty": "sure"}, "certainty"),
        ],
    )
    def test_what_cannot_be_is_refused(self, change: dict, field: str) -> None:
        office = DepartmentFactory()
        actor = acting(member(office, Role.DEPARTMENT_SPECIALIST), office)
        values = MilestoneValues(**{**{name: getattr(OWN, name) for name in OWN.__slots__}, **change})
        with pytest.raises(Problem) as caught:
            save_milestone(actor=actor, office=office, values=values)
        assert caught.value.field == field
        assert not Milestone.objects.exists()

    def test_leaders_read_specialists_write_strangers_nothing(self) -> None:
        office, other = DepartmentFactory(), DepartmentFactory()
        url = f"/co-quan/{office.code}/moc-nam-hoc/"
        data = {name: getattr(OWN, name) for name in OWN.__slots__}
        leader = signed_in(member(office, Role.DEPARTMENT_LEADER))
        assert leader.get(url).status_code == 200
        assert leader.post(url, data).status_code == 403
        assert signed_in(member(other, Role.DEPARTMENT_SPECIALIST)).get(url).status_code == 404
        client = signed_in(member(office, Role.DEPARTMENT_SPECIALIST))
        assert OWN.title in client.post(url, data, follow=True).content.decode()
        answer = client.post(url, {**data, "day": "31", "month": "2"})
        assert answer.status_code == 422
        assert "Không có ngày 31/2" in answer.content.decode()
        row = Milestone.objects.get()
        assert (
            signed_in(member(other, Role.DEPARTMENT_SPECIALIST)).post(f"{url}{row.pk}/bo").status_code == 404
        )
        assert leader.post(f"{url}{row.pk}/bo").status_code == 403
        assert client.post(f"{url}{row.pk}/bo").status_code == 302
        assert client.post(f"{url}{row.pk}/bo").status_code == 404

    def test_an_office_does_not_remove_anothers_day(self) -> None:
        office, other = DepartmentFactory(), DepartmentFactory()
        actor = acting(member(office, Role.DEPARTMENT_SPECIALIST), office)
        row = save_milestone(actor=actor, office=office, values=OWN)
        with pytest.raises(NotAllowed):
            remove_milestone(actor=acting(member(other, Role.DEPARTMENT_SPECIALIST), other), milestone=row)


MOVE = MilestoneValues(
    "", 1, 6, "Công văn 40/SGDĐT ngày 02/3/2027", YEAR, YEAR, Certainty.HIGH, "tt57/report_approved"
)


def moving(values: MilestoneValues = MOVE, **change: object) -> MilestoneValues:
    return replace(values, **change)


def report_of(case: Case) -> Duty:
    return next(one for one in duties_of(case.fresh()) if one.key == "report_approved")


class TestMovedDays:
    """An office moves the day of a packaged duty."""

    @pytest.fixture
    def department(self, under_offices: Case) -> Organisation:
        return Organisation.objects.get(pk=int(under_offices.school.path.split("/")[0]))

    def move(self, office: Organisation, **change: object) -> Milestone:
        actor = acting(member(office, Role.DEPARTMENT_SPECIALIST), office)
        return save_milestone(actor=actor, office=office, values=moving(**change))

    def test_the_duty_stands_once_on_its_new_day_with_where_it_is_written(
        self, under_offices: Case, department: Organisation
    ) -> None:
        before = report_of(under_offices)
        row = self.move(department)
        duty = report_of(under_offices)
        assert (duty.last, duty.usual, duty.before) == (dt.date(2027, 6, 1), before.last, False)
        assert (duty.legal_reference, duty.source) == (MOVE.legal_reference, department.name)
        assert (duty.warn, duty.permission, duty.known) == (before.warn, before.permission, before.known)
        titles = [one.title for one in duties_of(under_offices.fresh())]
        assert titles.count(row.title) == 1
        assert before.usual is None

    def test_a_day_of_the_regulation_is_not_put_off(self, department: Organisation) -> None:
        with pytest.raises(Problem, match="chỉ dời sớm hơn"):
            self.move(department, day=16, month=6)
        assert not Milestone.objects.exists()

    def test_the_pages_say_which_day_it_replaces(self, under_offices: Case, department: Organisation) -> None:
        self.move(department)
        page = under_offices.client().get(under_offices.url("lich/")).content.decode()
        assert "01/06/2027" in page
        assert "thay ngày 14/06/2027" in page
        leader = signed_in(member(department, Role.DEPARTMENT_LEADER))
        page = leader.get(f"/co-quan/{department.code}/moc-nam-hoc/").content.decode()
        assert "Dời ngày trong lịch Thông tư 57/2026: 15/06" in page

    def test_calendars_of_people_and_work_follow(self, under_offices: Case, department: Organisation) -> None:
        self.move(department)
        person = under_offices.user(Role.SECRETARY).pk
        days = {one.title: one.day for who, one in days_of_people([person]) if who == person}
        assert days["Hội đồng thông qua báo cáo tự đánh giá"] == dt.date(2027, 6, 1)

    def test_the_earliest_of_several_offices_counts(
        self, under_offices: Case, department: Organisation
    ) -> None:
        commune = Organisation.objects.get(pk=int(under_offices.school.path.split("/")[1]))
        self.move(department, day=12, month=6)
        assert report_of(under_offices).last == dt.date(2027, 6, 12)
        Milestone.objects.create(
            office=commune, duty=MOVE.duty, title="x", day=10, month=6, legal_reference="CV 2", from_year=YEAR,
            made_by_name="Mẫu",
        )  # fmt: skip
        assert (report_of(under_offices).last, report_of(under_offices).source) == (
            dt.date(2027, 6, 10),
            commune.name,
        )

    def test_another_years_and_another_calendars_days_stay(
        self, under_offices: Case, department: Organisation
    ) -> None:
        usual = report_of(under_offices).last
        self.move(department, from_year="2027-2028", to_year="")
        self.move(department, duty="tt17-2018/report_approved")
        assert report_of(under_offices).last == usual

    def test_taken_back_the_day_is_the_packaged_one(
        self, under_offices: Case, department: Organisation
    ) -> None:
        usual, row = report_of(under_offices).last, self.move(department)
        actor = acting(member(department, Role.DEPARTMENT_SPECIALIST), department)
        remove_milestone(actor=actor, milestone=row)
        assert report_of(under_offices).last == usual

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"duty": "tt57/nothing"}, "duty"),
            ({"duty": "x" * 500}, "duty"),
            ({"legal_reference": " "}, "legal_reference"),
            ({"day": 31}, "day"),
        ],
    )
    def test_what_cannot_be_moved_is_refused(
        self, department: Organisation, change: dict, field: str
    ) -> None:
        with pytest.raises(Problem) as caught:
            self.move(department, **change)
        assert caught.value.field == field
        assert not Milestone.objects.exists()

    @pytest.mark.parametrize(
        ("first", "last", "allowed"),
        [(YEAR, YEAR, False), (YEAR, "", False), ("2025-2026", "2025-2026", True), ("2027-2028", "", True),
         ("2024-2025", "2030-2031", False)],
    )  # fmt: skip
    def test_one_office_moves_a_duty_once_a_year(
        self, department: Organisation, first: str, last: str, allowed: bool
    ) -> None:
        self.move(department)
        if allowed:
            self.move(department, from_year=first, to_year=last)
        else:
            with pytest.raises(Problem, match="đã dời"):
                self.move(department, from_year=first, to_year=last)

    def test_moved_on_the_page_without_a_title(self, department: Organisation) -> None:
        client = signed_in(member(department, Role.DEPARTMENT_SPECIALIST))
        url = f"/co-quan/{department.code}/moc-nam-hoc/"
        data = {name: getattr(MOVE, name) for name in MOVE.__slots__}
        assert client.post(url, data).status_code == 302
        assert Milestone.objects.get().title == "Hội đồng thông qua báo cáo tự đánh giá"
        assert client.post(url, {**data, "duty": "../x"}).status_code == 422
