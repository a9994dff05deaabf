"""The forms of an action."""

import datetime as dt
from decimal import Decimal

import pytest

from minhdinh.access.permissions import Role
from minhdinh.improvement.domain.people import owners_of
from minhdinh.improvement.domain.planning import ActionValues
from minhdinh.improvement.domain.queries import issues_of
from minhdinh.improvement.forms.action import ActionForm, AnswerForm, AskForm, ProgressForm
from minhdinh.improvement.presenters.action import items_to_show, states_after
from tests.assessments.cases import item
from tests.improvement.plans import Desk


def form(desk: Desk, **data: str) -> ActionForm:
    return ActionForm(data, people=owners_of(desk.school.pk), issues=issues_of(desk.plan))


def test_an_action_as_it_is_typed(desk: Desk) -> None:
    owner, issue = desk.case.user(Role.MEMBER), desk.issue("x" * 120, criterion="1.3")
    filled = form(
        desk, content="Mua sách", target_value="62,5", target_on="31/12/2030", owner_user_id=str(owner.pk),
        issue_id=str(issue.pk), needs_outside="on",
    )  # fmt: skip
    assert filled.is_valid(), filled.errors
    assert filled.values() == ActionValues(
        content="Mua sách",
        target_value=Decimal("62.5"),
        target_on=dt.date(2030, 12, 31),
        owner_user_id=owner.pk,
        issue_id=issue.pk,
        needs_outside=True,
    )
    labels = [label for _value, label in filled.fields["issue_id"].choices]  # type: ignore[attr-defined]
    assert labels[1].startswith("1.3: x")
    assert labels[1].endswith("…")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"content": ""}, "content"),
        ({"content": "x", "target_value": "nhiều"}, "target_value"),
        ({"content": "x", "target_on": "31/2/2030"}, "target_on"),
        ({"content": "x", "owner_user_id": "999999"}, "owner_user_id"),
        ({"content": "x", "issue_id": "'; --"}, "issue_id"),
        ({"content": "x", "time_text": "y" * 201}, "time_text"),
    ],
)
def test_what_a_form_refuses(desk: Desk, data: dict[str, str], field: str) -> None:
    assert field in form(desk, **data).errors


def test_a_report_offers_states_and_evidence(desk: Desk) -> None:
    action, evidence = desk.action(), item(desk.case)
    actor = desk.actor()
    data = {"state": "doing", "day": "20/11/2026", "evidence_id": str(evidence.pk)}
    filled = ProgressForm(data, states=states_after(actor, action), items=items_to_show(actor, action))
    assert filled.is_valid(), filled.errors
    assert (filled.values().state, filled.values().evidence_id) == ("doing", evidence.pk)
    action.state = "done"
    assert states_after(desk.actor(Role.MEMBER), action) == [("done", "Đã hoàn thành")]


def test_asking_and_answering(desk: Desk) -> None:
    assert AskForm({"office": desk.commune.pk, "request": "Xin duyệt"}, offices=[desk.commune]).is_valid()
    assert "office" in AskForm({"office": "1", "request": "x"}, offices=[]).errors
    assert "granted" in AnswerForm({"granted": "2", "on": "20/11/2026"}).errors
