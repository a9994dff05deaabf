"""The tables of a plan before 2026 as a secretary writes them: rows added, a wrong page kept, saved and shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.domain.plan import PlanValues, StepValues, save_plan
from minhdinh.assessments.domain.plan_tables import MeansRow, TrainingRow, tables_of
from tests.assessments.cases import Case
from tests.assessments.earlier import earlier_case
from tests.browser import PageErrors
from tests.e2e.people import Person, serious_violations, sign_in, width_overflow
from tests.factories import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def case(transactional_db: None) -> Case:
    with scopes_disabled():
        found = earlier_case()
        found.people[Role.SECRETARY] = member(
            found.school, Role.SECRETARY, username="thuky", full_name="Trần Thu Ký"
        )
        steps = [StepValues("Tập huấn nghiệp vụ tự đánh giá", owner="Thư ký")]
        save_plan(actor=found.system, assessment=found.fresh(), values=PlanValues("92/KH", steps=steps))
    return found


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_rows_are_added_in_both_tables_and_printed_on_the_plans_page(
    case: Case,
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    options: dict[str, object],
    page_errors: PageErrors,
) -> None:
    page_errors.expect("422")
    person: Person = sign_in(new_context, live_server.url, "thuky", **options)
    page = person.go(case.url("ke-hoach/"))
    page.get_by_role("link", name="Sửa các bảng").click()
    expect(page.get_by_text("Đây là bản gợi ý")).to_be_visible()
    expect(page.locator("[name=training-0-content]")).to_have_value("Tập huấn nghiệp vụ tự đánh giá")
    page.get_by_role("button", name="Thêm nguồn lực").click()
    page.locator("[name=means-0-criterion]").select_option("1.1")
    page.locator("[name=means-0-resource]").fill("Hồ sơ ba năm")
    page.get_by_role("button", name="Thêm buổi tập huấn").click()
    page.locator("[name=training-1-when]").fill("Tuần 4")
    assert serious_violations(page) == []
    assert width_overflow(page) <= 0
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Tập huấn, dòng 2: hãy ghi nội dung.")).to_be_visible()
    expect(page.locator("[name=means-0-resource]")).to_have_value("Hồ sơ ba năm")
    page.locator("[name=training-1-content]").fill("Mã hóa minh chứng")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu tập huấn, nguồn lực của kế hoạch.")).to_be_visible()
    expect(page.get_by_role("cell", name="Hồ sơ ba năm")).to_be_visible()
    assert serious_violations(page) == []
    assert width_overflow(page) <= 0
    with scopes_disabled():
        found = tables_of(case.fresh())
    assert found.means == (MeansRow("1.1", "Hồ sơ ba năm"),)
    assert found.training[1] == TrainingRow("Tuần 4", "", "Mã hóa minh chứng")
