"""The plan's steps: they keep their rows, their people and their states; what the system knows of them."""

import datetime as dt

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.dossier_people import plan_part
from minhdinh.assessments.domain.plan import (
    PlanValues,
    StepValues,
    mark_step,
    open_facts,
    plan_of,
    save_plan,
    step_of,
    suggested_plan,
)
from minhdinh.assessments.enums import State, StepState
from minhdinh.assessments.models import CouncilMember, PlanStep, SelfAssessment, StepPerson
from minhdinh.assessments.presenters.plan_steps import FactView, build_steps, state_of
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.standards.catalogue import packaged_set
from tests.assessments.cases import Case, make_case, signed_in
from tests.assessments.working.staff import Staff, make_staff, on_day
from tests.factories import acting, member

pytestmark = pytest.mark.django_db
SEPTEMBER = dt.date(2026, 9, 30)


@pytest.fixture
def staff(small: Case) -> Staff:
    return make_staff(small)


def save(staff: Staff, *steps: StepValues) -> list[PlanStep]:
    save_plan(actor=staff.case.system, assessment=staff.case.assessment, values=PlanValues(steps=list(steps)))
    return list(PlanStep.objects.filter(assessment=staff.case.assessment))


def stored(staff: Staff) -> list[StepValues]:
    found = plan_of(staff.case.fresh())
    assert found is not None
    return found.steps


class TestSaving:
    def test_steps_keep_their_rows_and_states_when_they_move(self, staff: Staff) -> None:
        first, second = save(staff, StepValues("Một"), StepValues("Hai"))
        mark_step(actor=staff.case.system, step=first, state="done", note="Đã xong")
        one, two = stored(staff)
        moved = save(staff, two, StepValues("Mới"), StepValues("Một, sửa", step_id=one.step_id))
        assert [row.content for row in moved] == ["Hai", "Mới", "Một, sửa"]
        assert [row.pk for row in (moved[0], moved[2])] == [second.pk, first.pk]
        assert moved[2].state == StepState.DONE
        assert moved[2].state_note == "Đã xong"

    def test_a_step_left_out_goes(self, staff: Staff) -> None:
        _first, second = save(staff, StepValues("Một"), StepValues("Hai"))
        assert [row.pk for row in save(staff, stored(staff)[1])] == [second.pk]

    def test_the_id_of_another_schools_step_makes_a_new_row(self, staff: Staff) -> None:
        other = make_staff(make_case())
        foreign = save(other, StepValues("Của trường khác"))[0]
        row = save(staff, StepValues("Của mình", step_id=foreign.pk))[0]
        assert row.pk != foreign.pk
        foreign.refresh_from_db()
        assert foreign.content == "Của trường khác"

    def test_people_are_linked_and_replaced(self, staff: Staff) -> None:
        first, second = (staff.seat(one).pk for one in staff.teachers)
        save(staff, StepValues("Một", people=(first, second)))
        kept = StepPerson.objects.get(member=second).pk
        step = stored(staff)[0]
        save(staff, StepValues("Một", people=(second,), step_id=step.step_id))
        assert list(StepPerson.objects.values_list("pk", "member_id")) == [(kept, second)]

    def test_people_of_another_council_are_refused(self, staff: Staff) -> None:
        other = make_staff(make_case())
        with pytest.raises(Problem, match="không thuộc hội đồng"):
            save(staff, StepValues("Một", people=(other.seat(other.chair).pk,)))
        assert not PlanStep.objects.exists()

    def test_who_leaves_the_council_leaves_the_step(self, staff: Staff) -> None:
        seat = staff.seat(staff.teachers[0])
        save(staff, StepValues("Một", people=(seat.pk,)))
        CouncilMember.objects.filter(pk=seat.pk).delete()
        assert stored(staff)[0].people == ()

    def test_an_unknown_key_is_the_schools_own_step(self, staff: Staff) -> None:
        rows = save(staff, StepValues("Một", key="council"), StepValues("Hai", key="'; drop table"))
        assert [row.key for row in rows] == ["council", ""]


class TestTemplates:
    @pytest.mark.parametrize(
        ("name", "steps", "first_day", "last_day"),
        [
            ("tt57-2026-pho-thong", 5, dt.date(2026, 9, 5), dt.date(2027, 8, 31)),
            ("tt57-2026-gdtx", 5, dt.date(2026, 9, 5), dt.date(2027, 8, 31)),
            ("tt18-2018-trung-hoc", 7, dt.date(2026, 9, 5), dt.date(2027, 5, 31)),
            ("tt42-2012-trung-hoc", 6, dt.date(2026, 9, 5), dt.date(2027, 5, 31)),
        ],
    )
    @pytest.mark.usefixtures("_scopes_open")
    def test_every_set_has_its_steps(
        self, name: str, steps: int, first_day: dt.date, last_day: dt.date
    ) -> None:
        level = {"gdtx": ("gdtx",)}.get(name.rsplit("-", 1)[-1], ("thcs",))
        case = make_case(levels=level, standard_set=packaged_set(name))
        suggested = suggested_plan(case.assessment).steps
        assert len(suggested) == steps
        assert (suggested[0].starts_on, suggested[-1].ends_on) == (first_day, last_day)
        assert all(one.starts_on and one.ends_on and one.starts_on <= one.ends_on for one in suggested)
        assert all(one.key for one in suggested)

    def test_the_report_is_confirmed_before_the_deadline_of_the_set(self, case: Case) -> None:
        step = next(one for one in suggested_plan(case.assessment).steps if one.key == "confirm")
        assert step.ends_on == dt.date(2027, 6, 14)


class TestMarking:
    def test_what_the_system_knows_to_be_open_needs_a_reason(self, staff: Staff) -> None:
        step = save(staff, StepValues("Hội đồng, kế hoạch", key="council"))[0]
        with pytest.raises(Problem, match="kế hoạch có số, ngày và các bước"):
            mark_step(actor=staff.case.system, step=step, state="done")
        mark_step(actor=staff.case.system, step=step, state="done", note="Kế hoạch ban hành ngày mai")
        assert step.state == StepState.DONE

    def test_an_own_step_is_done_when_people_say_so(self, staff: Staff) -> None:
        step = save(staff, StepValues("Tập huấn"))[0]
        mark_step(actor=staff.case.actor(Role.SECRETARY), step=step, state="done")
        assert step.state_by_name == staff.secretary.full_name
        entry = Entry.objects.get(action="assessment.step_marked")
        assert (entry.data["step"], entry.data["state"]) == ("Tập huấn", "Xong")

    def test_a_mark_can_be_taken_back(self, staff: Staff) -> None:
        step = save(staff, StepValues("Tập huấn"))[0]
        for state in ("done", "doing", "not_started"):
            mark_step(actor=staff.case.system, step=step, state=state)
        assert step.state == StepState.NOT_STARTED

    def test_a_person_of_the_step_marks_it_another_does_not(self, staff: Staff) -> None:
        own, other = staff.teachers
        step = save(staff, StepValues("Tập huấn", people=(staff.seat(own).pk,)))[0]
        with pytest.raises(NotAllowed):
            mark_step(actor=acting(other, staff.case.school), step=step, state="doing")
        mark_step(actor=acting(own, staff.case.school), step=step, state="doing")
        assert step.state == StepState.DOING

    def test_viewers_and_other_schools_mark_nothing(self, staff: Staff) -> None:
        step = save(staff, StepValues("Tập huấn"))[0]
        for actor in (staff.case.actor(Role.VIEWER), make_case().actor(Role.SECRETARY)):
            with pytest.raises(NotAllowed):
                mark_step(actor=actor, step=step, state="done")

    def test_nonsense_is_refused(self, staff: Staff) -> None:
        step = save(staff, StepValues("Tập huấn"))[0]
        with pytest.raises(Problem):
            mark_step(actor=staff.case.system, step=step, state="sealed")

    def test_the_last_step_is_marked_after_the_seal(self, staff: Staff) -> None:
        step = save(staff, StepValues("Theo dõi cải tiến"))[0]
        SelfAssessment.objects.update(state=State.SEALED, complete=True)
        mark_step(actor=staff.case.system, step=step_of(staff.case.fresh(), step.pk), state="done")
        assert PlanStep.objects.get().state == StepState.DONE

    def test_own_steps_have_no_facts(self, staff: Staff) -> None:
        assert open_facts(staff.case.assessment, "") == []


class TestShowing:
    def test_a_step_is_late_by_the_clock(self, staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
        save(staff, StepValues("Một", None, SEPTEMBER))
        for day, expected in (
            (SEPTEMBER, ("Chưa bắt đầu", "none")),
            (SEPTEMBER + dt.timedelta(days=2), ("Chậm 2 ngày", "wait")),
        ):
            on_day(monkeypatch, day)
            shown = build_steps(staff.case.actor(), staff.case.fresh())[0]
            assert (shown.state_label, shown.tone) == expected

    def test_what_is_done_is_never_late(self) -> None:
        row = PlanStep(content="Một", ends_on=SEPTEMBER, state=StepState.DONE)
        assert state_of(row, [], SEPTEMBER + dt.timedelta(days=9)) == ("Xong", "ok")

    def test_a_fact_that_is_true_has_begun_the_step(self) -> None:
        row = PlanStep(content="Một", ends_on=SEPTEMBER)
        facts = [FactView("a", done=True), FactView("b", done=False)]
        assert state_of(row, facts, SEPTEMBER) == ("Đang làm", "edit")

    def test_all_facts_true_ask_for_a_confirmation(self, staff: Staff) -> None:
        values = PlanValues("1/KH", SEPTEMBER, steps=[StepValues("Hội đồng, kế hoạch", key="council")])
        save_plan(actor=staff.case.system, assessment=staff.case.assessment, values=values)
        shown = build_steps(staff.case.actor(), staff.case.fresh())[0]
        assert shown.ready
        assert shown.source.startswith("Điều 9")
        assert [one.done for one in shown.facts] == [True, True]
        mark_step(actor=staff.case.system, step=shown.row, state="done")
        assert not build_steps(staff.case.actor(), staff.case.fresh())[0].ready

    def test_the_printed_plan_names_the_people(self, staff: Staff) -> None:
        teacher = staff.teachers[0]
        save(
            staff,
            StepValues("Một", owner="Thư ký", people=(staff.seat(teacher).pk,)),
            StepValues("Hai", owner=f"Cô {teacher.full_name}", people=(staff.seat(teacher).pk,)),
            StepValues("Ba", people=(staff.seat(teacher).pk,)),
        )
        assert [one["owner"] for one in plan_part(staff.case.fresh())["steps"]] == [
            f"Thư ký; {teacher.full_name}",
            f"Cô {teacher.full_name}",
            teacher.full_name,
        ]


class TestPage:
    def test_a_saved_plan_shows_how_far_it_is_and_leads_to_the_form(self, staff: Staff) -> None:
        step = save(staff, StepValues("Tập huấn", None, SEPTEMBER))[0]
        client = signed_in(staff.secretary)
        text = client.get(staff.url("ke-hoach/")).content.decode()
        assert "Xác nhận xong" in text
        assert "Sửa kế hoạch" in text
        assert "<textarea" not in text
        form = client.get(staff.url("ke-hoach/?sua=1")).content.decode()
        assert f'name="steps-0-step_id" value="{step.pk}"' in form
        assert staff.teachers[0].full_name in form

    def test_the_form_keeps_ids_keys_and_people(self, staff: Staff) -> None:
        seat = staff.seat(staff.teachers[0])
        step = save(staff, StepValues("Tập huấn", key="collect"))[0]
        data = {
            "steps-TOTAL_FORMS": "1",
            "steps-INITIAL_FORMS": "0",
            "steps-0-step_id": str(step.pk),
            "steps-0-key": "collect",
            "steps-0-content": "Tập huấn, sửa",
            "steps-0-people": [str(seat.pk)],
        }
        answer = signed_in(staff.secretary).post(staff.url("ke-hoach/"), data)
        assert answer.status_code == 302, answer.context["problem"]
        kept = stored(staff)[0]
        assert (kept.step_id, kept.content, kept.key, kept.people) == (
            step.pk,
            "Tập huấn, sửa",
            "collect",
            (seat.pk,),
        )

    def test_somebody_elses_seat_in_the_form_is_refused(self, staff: Staff) -> None:
        other = make_staff(make_case())
        data = {
            "steps-TOTAL_FORMS": "1",
            "steps-INITIAL_FORMS": "0",
            "steps-0-content": "Một",
            "steps-0-people": [str(other.seat(other.chair).pk)],
        }
        assert signed_in(staff.secretary).post(staff.url("ke-hoach/"), data).status_code == 422

    def test_marking_by_the_page(self, staff: Staff) -> None:
        step = save(staff, StepValues("Hội đồng", key="council"))[0]
        url = staff.url(f"ke-hoach/{step.pk}/tinh-trang")
        client = signed_in(staff.secretary)
        assert "Hệ thống thấy còn thiếu" in client.post(url, {"state": "done"}, follow=True).content.decode()
        text = client.post(url, {"state": "done", "note": "Đã họp"}, follow=True).content.decode()
        assert "Đánh dấu “Xong”" in text
        assert client.get(url).status_code == 405

    def test_who_may_not_mark_is_refused(self, staff: Staff) -> None:
        step = save(staff, StepValues("Tập huấn"))[0]
        url = staff.url(f"ke-hoach/{step.pk}/tinh-trang")
        assert signed_in(staff.teachers[0]).post(url, {"state": "done"}).status_code == 403
        assert staff.case.client(Role.VIEWER).post(url, {"state": "done"}).status_code == 403
        assert signed_in(member(make_case().school, Role.PRINCIPAL)).post(url).status_code == 404
        assert signed_in(staff.secretary).post(staff.url("ke-hoach/999999/tinh-trang")).status_code == 404
