"""The self-assessment plan: what may be written, what is suggested, and its page."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.plan import (
    PlanValues,
    StepValues,
    approval_deadline,
    plan_of,
    save_plan,
    suggested_plan,
)
from minhdinh.assessments.models import PlanStep, SelfAssessment
from minhdinh.common.problems import NotAllowed, Problem
from tests.assessments.setup.desk import Desk, make_desk, queries_of

pytestmark = pytest.mark.django_db
FIRST = StepValues("Thành lập hội đồng", dt.date(2026, 9, 5), dt.date(2026, 9, 30), "Hiệu trưởng", "xong")
SECOND = StepValues("Thu thập minh chứng", None, dt.date(2027, 3, 31), "Các nhóm công tác")


def save(desk: Desk, values: PlanValues) -> None:
    save_plan(actor=system_actor(desk.school.pk), assessment=desk.assessment, values=values)


def posted(rows: Sequence[dict[str, str]], **head: str) -> dict[str, str]:
    """Return a plan's form as a browser sends it."""
    data = {"steps-TOTAL_FORMS": str(len(rows)), "steps-INITIAL_FORMS": "0", **head}
    for number, row in enumerate(rows):
        data |= {f"steps-{number}-{name}": value for name, value in row.items()}
    return data


def test_there_is_no_plan_before_the_first_saving(desk: Desk) -> None:
    with desk.scope():
        assert plan_of(desk.assessment) is None


def test_a_saved_plan_is_read_back_as_it_was(desk: Desk) -> None:
    values = PlanValues(
        "92/KH", dt.date(2026, 9, 21), "Mục đích", "Phạm vi", "Công cụ", "Nguồn lực", [FIRST, SECOND]
    )
    with desk.scope():
        save(desk, values)
        assert plan_of(SelfAssessment.objects.get(pk=desk.assessment.pk)) == values


def test_saving_replaces_the_steps_in_their_new_order(desk: Desk) -> None:
    with desk.scope():
        save(desk, PlanValues(steps=[FIRST, SECOND]))
        save(desk, PlanValues(steps=[SECOND]))
        rows = PlanStep.objects.filter(assessment=desk.assessment)
        assert [(row.position, row.content) for row in rows] == [(1, "Thu thập minh chứng")]


def test_a_step_added_since_the_form_was_drawn_stays(desk: Desk) -> None:
    with desk.scope():
        save(desk, PlanValues(steps=[FIRST, SECOND]))
        first, second = PlanStep.objects.filter(assessment=desk.assessment).order_by("position")
    client = desk.client()
    form = client.get(desk.url("plan") + "?sua=1").context["head"]
    with desk.scope():
        known = [replace(FIRST, step_id=first.pk), replace(SECOND, step_id=second.pk)]
        save(desk, PlanValues(steps=[*known, StepValues("Thêm sau")]))
    rows = [{"content": "Bước còn lại", "step_id": str(second.pk)}]
    answer = client.post(desk.url("plan"), posted(rows, drawn=form["drawn"].value()))
    assert answer.status_code == 302
    with desk.scope():
        left = PlanStep.objects.filter(assessment=desk.assessment).order_by("position")
        assert [(row.position, row.content) for row in left] == [(1, "Bước còn lại"), (2, "Thêm sau")]


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (StepValues("  "), "Bước 2 chưa ghi nội dung"),
        (StepValues("Ngược", dt.date(2026, 10, 1), dt.date(2026, 9, 1)), "Bước 2: ngày kết thúc đứng trước"),
    ],
)
def test_a_wrong_step_is_named_and_the_old_plan_stays(desk: Desk, step: StepValues, sentence: str) -> None:
    with desk.scope():
        save(desk, PlanValues(number="92", steps=[FIRST]))
        with pytest.raises(Problem, match=sentence):
            save(desk, PlanValues(number="93", steps=[FIRST, step]))
        kept = plan_of(SelfAssessment.objects.get(pk=desk.assessment.pk))
        assert kept == PlanValues(number="92", steps=[FIRST])


def test_a_step_of_one_day_is_fine(desk: Desk) -> None:
    day = dt.date(2026, 10, 1)
    with desk.scope():
        save(desk, PlanValues(steps=[StepValues("Tập huấn", day, day)]))


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER])
def test_members_read_the_plan_only(desk: Desk, role: str) -> None:
    with desk.scope(), pytest.raises(NotAllowed):
        save_plan(actor=desk.actor(role), assessment=desk.assessment, values=PlanValues())


def test_a_report_that_was_handed_in_keeps_its_plan(desk: Desk) -> None:
    with desk.scope():
        desk.assessment.state = "submitted"
        with pytest.raises(Problem, match="không sửa được"):
            save(desk, PlanValues(steps=[FIRST]))


def test_the_deadline_is_the_sets_in_the_second_calendar_year(desk: Desk) -> None:
    assert approval_deadline(desk.assessment) == dt.date(2027, 6, 15)


def test_the_suggested_plan_fits_the_year_and_ends_the_report_before_the_deadline(desk: Desk) -> None:
    suggested = suggested_plan(desk.assessment)
    assert len(suggested.steps) == 5
    for step in suggested.steps:
        assert step.starts_on is not None
        assert step.ends_on is not None
        assert dt.date(2026, 9, 1) <= step.starts_on <= step.ends_on <= dt.date(2027, 8, 31)
    assert suggested.steps[3].ends_on == dt.date(2027, 6, 14)
    assert suggested.tools == desk.assessment.standard_set.legal_basis


def test_the_suggested_plan_can_be_saved_as_it_is(desk: Desk) -> None:
    with desk.scope():
        save(desk, suggested_plan(desk.assessment))
        assert plan_of(desk.assessment) == suggested_plan(desk.assessment)


def test_the_first_page_offers_the_suggestion_and_says_that_it_is_not_saved(desk: Desk) -> None:
    text = desk.client().get(desk.url("plan")).content.decode()
    assert "bản gợi ý" in text
    assert "15/06/2027" in text
    assert 'name="steps-4-content"' in text
    with desk.scope():
        assert plan_of(desk.assessment) is None


def test_the_form_saves_what_was_written_and_leaves_empty_rows_out(desk: Desk) -> None:
    rows = [
        {"content": "Lập kế hoạch", "starts_on": "2026-09-05", "ends_on": "2026-09-30", "owner": "Thư ký"},
        {"content": "", "starts_on": "", "ends_on": "", "owner": "", "note": ""},
    ]
    answer = desk.client().post(desk.url("plan"), posted(rows, number="92/KH", date="2026-09-21"))
    assert (answer.status_code, answer["Location"]) == (302, desk.url("plan"))
    with desk.scope():
        kept = plan_of(SelfAssessment.objects.get(pk=desk.assessment.pk))
    assert kept is not None
    assert (kept.number, kept.date) == ("92/KH", dt.date(2026, 9, 21))
    assert [step.content for step in kept.steps] == ["Lập kế hoạch"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            {"content": "Sai ngày", "starts_on": "2026-10-02", "ends_on": "2026-10-01"},
            "đứng trước ngày bắt đầu",
        ),
        ({"content": "Sai ngày", "starts_on": "31/31/2026"}, "Dòng 1: Từ ngày"),
        ({"owner": "Chỉ có người"}, "Bước 1 chưa ghi nội dung"),
    ],
)
def test_a_refused_form_comes_back_with_the_reason_and_every_word(
    desk: Desk, row: dict[str, str], sentence: str
) -> None:
    answer = desk.client().post(desk.url("plan"), posted([row], purpose="Mục đích vừa viết"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert "Mục đích vừa viết" in text
    assert "Chưa lưu" in text


def test_a_row_more_can_be_asked_for_without_scripts(desk: Desk) -> None:
    data = posted([{"content": "Một việc"}], add="1")
    text = desk.client().post(desk.url("plan"), data).content.decode()
    assert 'name="steps-1-content"' in text
    assert "Một việc" in text
    with desk.scope():
        assert plan_of(desk.assessment) is None


def test_a_form_without_its_counters_is_refused_politely(desk: Desk) -> None:
    assert desk.client().post(desk.url("plan"), {"number": "92"}).status_code == 422


def test_members_see_the_plan_as_a_text_and_may_not_post(desk: Desk) -> None:
    client = desk.client(Role.MEMBER)
    assert "Chưa có kế hoạch" in client.get(desk.url("plan")).content.decode()
    with desk.scope():
        save(desk, PlanValues("92/KH", dt.date(2026, 9, 21), "Mục đích", steps=[FIRST]))
    text = client.get(desk.url("plan")).content.decode()
    assert "92/KH, 21/09/2026" in text
    assert "05/09/2026 – 30/09/2026" in text
    assert "<textarea" not in text
    assert client.post(desk.url("plan"), posted([])).status_code == 403


def test_strangers_find_nothing(desk: Desk) -> None:
    assert make_desk().client(Role.PRINCIPAL).get(desk.url("plan")).status_code == 404


def test_the_page_asks_the_database_equally_often_for_one_step_and_for_three(desk: Desk) -> None:
    client = desk.client()
    counts = []
    for steps in ([FIRST], [FIRST, SECOND, FIRST]):
        with desk.scope():
            save(desk, PlanValues(steps=steps))
        counts.append(queries_of(client, desk.url("plan")))
    assert counts[0] == counts[1]
