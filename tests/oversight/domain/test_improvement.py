"""The office's page of improvement plans: numbers, conditions, who sees which schools, what it costs."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import path_scope, scopes_disabled
from minhdinh.improvement.domain.monitoring import MonitoringValues, save_monitoring
from minhdinh.improvement.domain.outside import ask_outside
from minhdinh.improvement.domain.planning import ActionValues, add_action
from minhdinh.improvement.domain.plans import approve_plan, open_plan
from minhdinh.improvement.domain.progress import ProgressValues, report_progress
from minhdinh.improvement.models import Action
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.board import BoardFilter
from minhdinh.oversight.domain.improvement import lines_of, narrowed, plan_rows, totals_of
from minhdinh.oversight.domain.reminder_text import IMPROVEMENT, checked_text
from tests.counting import queries_of
from tests.factories import SchoolFactory, World, make_world, member

YEAR = "2026-2027"
NOW = dt.datetime(2027, 2, 1, 3, 0, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def february(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def world(db: None) -> Iterator[World]:
    return make_world()


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer)
    return client


def planned(school: Organisation, *times: str, approved: bool = True) -> list[Action]:
    """Give a school a plan with an action for each time."""
    actor = system_actor(school.pk)
    with scopes_disabled():
        plan = open_plan(actor=actor, school=school, year=YEAR)
        actions = [
            add_action(actor=actor, plan=plan, values=ActionValues(content=f"Việc {time}", time_text=time))
            for time in times
        ]
        if approved:
            approve_plan(actor=actor, plan=plan, number="1/KH", date=dt.date(2026, 9, 14))
    return actions


def report(action: Action, state: str, **more: str) -> None:
    actor = system_actor(action.school_id)
    with scopes_disabled():
        values = ProgressValues(state=state, day=TODAY, **more)
        report_progress(
            actor=actor, action=Action.objects.select_related("plan").get(pk=action.pk), values=values
        )


def monitored(action: Action, moment: str = "mid_year") -> None:
    values = MonitoringValues(day=TODAY, result="Tốt", assessor="Hội đồng")
    with scopes_disabled():
        save_monitoring(actor=system_actor(action.school_id), plan=action.plan, moment=moment, values=values)


def page(office: str = "so") -> str:
    return f"/co-quan/{office}/{YEAR}/cai-tien/"


def names(client: Client, query: str = "", office: str = "so") -> list[str]:
    table = client.get(page(office) + query).context["table"]
    return [str(row["cells"]["name"]).split("<b>")[1].split("</b>")[0] for row in table["rows"]]


def test_each_school_in_numbers(world: World) -> None:
    late, done, stuck = planned(world.school, "tháng 12/2026", "tháng 10/2026", "cả năm học")
    report(done, "done", note="Xong")
    report(stuck, "blocked", reason="Thiếu kinh phí")
    monitored(late)
    with path_scope(world.department.path):
        lines = lines_of([world.school.pk, world.other_school.pk], YEAR, TODAY)
    line = lines[world.school.pk]
    assert (line.actions, line.done, line.late, line.blocked) == (3, 1, 1, 1)
    assert (line.approved, line.monitored) == (True, {"mid_year"})
    assert world.other_school.pk not in lines


def test_a_plan_without_actions_is_a_line_of_zeros(world: World) -> None:
    planned(world.school, approved=False)
    with path_scope(world.department.path):
        line = lines_of([world.school.pk], YEAR, TODAY)[world.school.pk]
    assert (line.actions, line.done, line.approved) == (0, 0, False)


def test_the_figures_and_the_lists_agree(world: World, officer: Client) -> None:
    planned(world.school, "tháng 12/2026")
    drafting = SchoolFactory(under=world.commune)
    planned(drafting, "tháng 12/2026", approved=False)
    with path_scope(world.department.path):
        rows = plan_rows(world.department, YEAR, BoardFilter(), TODAY)
        totals = totals_of(rows, YEAR, TODAY)
        assert totals == {
            "total": 3, "no_plan": 1, "not_approved": 1, "late": 1, "blocked": 0, "mid_year": 1, "year_end": 0,
        }  # fmt: skip
        assert narrowed(rows, "king", YEAR, NOW.date()).count() == 3
        assert narrowed(rows, "year_end", YEAR, NOW.date()).count() == 0
    for condition in ("no_plan", "not_approved", "late", "blocked", "mid_year"):
        assert len(names(officer, f"?con={condition}")) == totals[condition]
    assert names(officer, "?con=late") == [world.school.name]


def test_each_office_sees_its_own_schools(world: World, officer: Client) -> None:
    planned(world.school, "tháng 12/2026")
    assert sorted(names(officer)) == sorted([world.school.name, world.other_school.name])
    other = Client()
    other.force_login(member(world.other_commune, Role.COMMUNE_OFFICER))
    assert names(other, office="xa-phu-son") == [world.other_school.name]
    assert other.get(page()).status_code == 404
    teacher = Client()
    teacher.force_login(world.colleague)
    assert teacher.get(page()).status_code == 404


def test_what_waits_for_this_office_stands_first(world: World, officer: Client) -> None:
    [action] = planned(world.school, "tháng 9/2026")
    with scopes_disabled():
        ask_outside(
            actor=system_actor(world.school.pk), action=action, office=world.department, request="Xin duyệt"
        )
    text = officer.get(page()).content.decode()
    assert "Chờ cơ quan phê duyệt" in text
    assert f"/cai-tien/viec/{action.pk}/#phe-duyet" in text
    below = Client()
    below.force_login(world.commune_officer)
    assert "Chờ cơ quan phê duyệt" not in below.get(page("xa-an-binh")).content.decode()


def test_reminding_from_here_starts_with_words_about_the_plan(world: World, officer: Client) -> None:
    assert checked_text(IMPROVEMENT) == IMPROVEMENT
    answer = officer.get(f"/co-quan/so/{YEAR}/nhac-nho/?mau=cai-tien&school={world.school.code}")
    assert "báo tiến độ thực hiện kế hoạch cải tiến" in answer.content.decode()
    other = officer.get(f"/co-quan/so/{YEAR}/nhac-nho/?mau=lạ&school={world.school.code}")
    assert "thực hiện tiếp việc tự đánh giá" in other.content.decode()


def test_many_schools_cost_as_much_as_two(world: World, officer: Client) -> None:
    planned(world.school, "tháng 12/2026")
    few = queries_of(officer, page())
    for _number in range(4):
        school = SchoolFactory(under=world.commune)
        monitored(planned(school, "tháng 12/2026", "tháng 10/2026")[0])
    assert queries_of(officer, page()) == few


@pytest.mark.parametrize("query", ["?con='--", "?q=%00", "?commune=khong-co", "?after=abc", "?school_type=x"])
def test_whatever_an_address_says_is_answered(officer: Client, query: str) -> None:
    assert officer.get(page() + query).status_code == 200
