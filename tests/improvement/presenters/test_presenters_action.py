"""What the page of one action is made of."""

from decimal import Decimal

from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.assessments.presenters.passages import HIDDEN
from minhdinh.improvement.domain.outside import ask_outside
from minhdinh.improvement.domain.queries import action_of
from minhdinh.improvement.enums import ActionState
from minhdinh.improvement.models import Action
from minhdinh.improvement.presenters.action import action_page, items_to_show
from tests.assessments.cases import item
from tests.improvement.plans import Desk

TODAY = timezone.localdate()
SENSITIVE_KIND = "ho_so_vu_viec"


def found(desk: Desk, action: Action) -> Action:
    row = action_of(desk.plan, action.pk)
    assert row is not None
    return row


def offered(desk: Desk, action: Action, role: str) -> set[str]:
    page = action_page(desk.actor(role), found(desk, action), TODAY)
    return {name for name, can in page["can"].items() if can}


def test_what_each_role_is_offered(desk: Desk) -> None:
    action = desk.action(owner_user_id=desk.case.user(Role.MEMBER).pk)
    assert offered(desk, action, Role.SECRETARY) == {"edit", "ask"}
    assert offered(desk, action, Role.MEMBER) == set()
    desk.approve()
    assert offered(desk, action, Role.SECRETARY) == {"report", "ask"}
    assert offered(desk, action, Role.MEMBER) == {"report"}
    assert offered(desk, action, Role.VIEWER) == set()


def test_only_the_office_that_was_asked_is_offered_to_answer(desk: Desk) -> None:
    action = desk.action()
    ask_outside(actor=desk.actor(), action=action, office=desk.commune, request="Xin duyệt")
    for office, expected in ((desk.commune, True), (desk.department, False)):
        page = action_page(desk.office_actor(office), found(desk, action), TODAY)
        assert page["can"]["answer"] is expected


def test_reports_say_how_much_changed(desk: Desk) -> None:
    action = desk.action()
    desk.approve()
    before = TODAY.replace(year=TODAY.year - 1)
    desk.report(
        action, ActionState.DOING, value_before=Decimal(40), on_before=before, value_after=Decimal("62.5"), on_after=TODAY
    )  # fmt: skip
    desk.report(action, ActionState.DOING, note="Không có số")
    reports = action_page(desk.actor(), found(desk, action), TODAY)["progress"]
    assert [(one["before"], one["after"], one["change"]) for one in reports] == [
        ("", "", ""),
        ("40", "62,5", "22,5"),
    ]


def test_the_name_of_a_sensitive_item_is_for_whoever_may_see_it(desk: Desk) -> None:
    secret = item(desk.case, kind=SENSITIVE_KIND, name="Biên bản kỷ luật em Lan", issued_on=TODAY)
    shown = item(desk.case, name="Biên bản nghiệm thu")
    assert secret.sensitive
    action = desk.action()
    desk.approve()
    for one in (secret, shown):
        desk.report(action, ActionState.DOING, evidence_id=one.pk)
    for role, words in ((Role.SECRETARY, secret.name), (Role.MEMBER, HIDDEN), (Role.VIEWER, HIDDEN)):
        reports = action_page(desk.actor(role), found(desk, action), TODAY)["progress"]
        assert {one["evidence"] for one in reports} == {
            f"{secret.code} {words}",
            f"{shown.code} {shown.name}",
        }
    url = desk.url(f"viec/{action.pk}/")
    assert secret.name in desk.client(Role.SECRETARY).get(url).content.decode()
    seen = desk.client(Role.VIEWER).get(url).content.decode()
    assert HIDDEN in seen
    assert secret.name not in seen


def test_evidence_of_the_own_criterion_comes_first(desk: Desk) -> None:
    other, own = item(desk.case, criterion="1.1"), item(desk.case, criterion="1.3")
    action = desk.action(issue_id=desk.issue(criterion="1.3").pk)
    assert items_to_show(desk.actor(), found(desk, action)) == [own, other]
