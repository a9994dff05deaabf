"""Two people write the same part of a plan: nobody writes over the other unseen, and both texts are offered."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from minhdinh.access.permissions import Role
from minhdinh.common.problems import NotHere, Stale
from minhdinh.improvement.domain.issues import IssueValues, remove_issue, save_issue
from minhdinh.improvement.domain.monitoring import MonitoringValues, save_monitoring
from minhdinh.improvement.domain.plans import PlanValues, adjust_plan, save_plan
from minhdinh.improvement.domain.queries import monitorings_of
from minhdinh.improvement.enums import Moment
from minhdinh.improvement.models import FocalIssue, Monitoring
from minhdinh.lib.text import vn_date
from tests.improvement.plans import Desk

TODAY = vn_date(timezone.localdate())


@dataclass
class Form:
    """A page of a plan as one person has it open: its fields as they were drawn."""

    client: Client
    url: str
    fields: dict[str, str]

    def send(self, **typed: str) -> Any:
        return self.client.post(self.url, {**self.fields, **typed})


def opened(client: Client, url: str) -> Form:
    return Form(client, url, fields_of(client.get(url).content.decode()))


def fields_of(page: str) -> dict[str, str]:
    form = html.fromstring(page).xpath("//form[@novalidate]")[0]
    values = {str(name): str(value or "").removeprefix("\n") for name, value in form.form_values()}
    return {name: value for name, value in values.items() if name != "csrfmiddlewaretoken"}


def sides_of(page: str) -> list[str]:
    return [
        " ".join(one.itertext()) for one in html.fromstring(page).xpath("//div[@class='versus mb-3']/section")
    ]


def places(desk: Desk) -> dict[str, tuple[str, str]]:
    """Return the address and a field of every part of a plan that people write."""
    issue, action = desk.issue(), desk.action()
    return {
        "plan": (desk.url("phan-chung/"), "achieved"),
        "issue": (desk.url(f"van-de/{issue.pk}/"), "cause"),
        "action": (desk.url(f"viec/{action.pk}/sua/"), "objective"),
    }


@pytest.mark.parametrize("name", ["plan", "issue", "action"])
def test_who_comes_second_sees_both_texts_and_loses_none(desk: Desk, name: str) -> None:
    url, field = places(desk)[name]
    first, second = opened(desk.client(), url), opened(desk.client(Role.PRINCIPAL), url)
    assert first.send(**{field: "Chữ của thư ký"}).status_code == 302
    refused = second.send(**{field: "Chữ của hiệu trưởng"})
    assert refused.status_code == 409
    page = refused.content.decode()
    stored, typed = sides_of(page)
    assert "Chữ của thư ký" in stored
    assert "Chữ của hiệu trưởng" in typed
    assert fields_of(page)[field] == "Chữ của hiệu trưởng"
    assert "Chữ của thư ký" in first.client.get(url).content.decode()


@pytest.mark.parametrize("name", ["plan", "issue", "action"])
def test_saving_again_after_seeing_both_is_accepted(desk: Desk, name: str) -> None:
    url, field = places(desk)[name]
    first, second = opened(desk.client(), url), opened(desk.client(Role.PRINCIPAL), url)
    first.send(**{field: "Một"})
    seen = fields_of(second.send(**{field: "Hai"}).content.decode())
    assert Form(second.client, url, seen).send(**{field: "Một và hai"}).status_code == 302
    assert "Một và hai" in first.client.get(url).content.decode()


@pytest.mark.parametrize("name", ["plan", "issue", "action"])
@pytest.mark.parametrize("version", ["", "0", "99", "9" * 400, "-1", "x"])
def test_a_version_that_nobody_was_shown_saves_nothing(desk: Desk, name: str, version: str) -> None:
    url, field = places(desk)[name]
    form = opened(desk.client(), url)
    assert form.send(**{field: "Lạ", "version": version}).status_code in {409, 422}
    assert "Lạ" not in desk.client().get(url).content.decode()


def test_two_people_record_one_monitoring(desk: Desk) -> None:
    action = desk.action()
    desk.approve()
    url = desk.url("giam-sat/mid_year/")
    first, second = opened(desk.client(), url), opened(desk.client(Role.PRINCIPAL), url)
    words = {"assessor": "Hội đồng", "result": "Được một nửa", f"result-{action.pk}": "Chậm"}
    assert first.send(**words).status_code == 302
    refused = second.send(**{**words, "result": "Gần xong", f"result-{action.pk}": "Kịp"})
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "Bổ sung sách cho thư viện: Kết quả" in page
    assert Monitoring.objects.get().result == "Được một nửa"
    assert Form(second.client, url, fields_of(page)).send().status_code == 302
    row = monitorings_of(desk.plan)[Moment.MID_YEAR]
    assert (row.result, row.version, row.results.get().result) == ("Gần xong", 2, "Kịp")


@pytest.mark.parametrize("name", ["plan", "issue", "action"])
def test_the_same_words_sent_twice_are_saved_once(desk: Desk, name: str) -> None:
    """A second press of the button, or a colleague with the same words, is no conflict."""
    url, field = places(desk)[name]
    first, second = opened(desk.client(), url), opened(desk.client(Role.PRINCIPAL), url)
    assert first.send(**{field: "Giống nhau"}).status_code == 302
    stood = opened(desk.client(), url).fields["version"]
    assert first.send(**{field: "Giống nhau"}).status_code == 302
    assert second.send(**{field: "Giống nhau"}).status_code == 302
    assert opened(desk.client(), url).fields["version"] == stood


@pytest.mark.parametrize("name", ["plan", "issue", "action"])
def test_saving_without_a_change_makes_nobody_a_conflict(desk: Desk, name: str) -> None:
    url, field = places(desk)[name]
    opened(desk.client(), url).send(**{field: "Đã có"})
    first, idle = opened(desk.client(), url), opened(desk.client(Role.PRINCIPAL), url)
    assert idle.send().status_code == 302
    assert first.send(**{field: "Viết tiếp"}).status_code == 302


def test_an_approval_meanwhile_is_a_newer_version_of_the_head(desk: Desk) -> None:
    desk.action()
    open_page = opened(desk.client(), desk.url("phan-chung/"))
    desk.approve("12/KH-THCS")
    adjust_plan(actor=desk.actor(Role.PRINCIPAL), plan=desk.plan, reason="Thêm việc")
    assert open_page.send(achieved="Viết từ sáng").status_code == 409
    assert desk.plan.number == "12/KH-THCS"


def test_a_monitoring_that_was_never_recorded_has_no_version_to_be_newer(desk: Desk) -> None:
    desk.action()
    desk.approve()
    form = opened(desk.client(), desk.url("giam-sat/mid_year/"))
    answer = form.send(assessor="Hội đồng", result="Tốt", version="5")
    assert answer.status_code == 409
    assert not Monitoring.objects.exists()


def test_an_issue_removed_meanwhile_is_not_there(desk: Desk) -> None:
    issue = desk.issue()
    remove_issue(actor=desk.actor(), issue=FocalIssue.objects.select_related("plan").get(pk=issue.pk))
    with pytest.raises(NotHere):
        save_issue(actor=desk.actor(), issue=issue, values=IssueValues(limit="Một"), version=1)


def test_stored_words_are_shown_as_words(desk: Desk) -> None:
    url, field = places(desk)["issue"]
    first, second = opened(desk.client(), url), opened(desk.client(Role.PRINCIPAL), url)
    first.send(**{field: "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in second.send(**{field: "x"}).content.decode()


def test_the_verbs_refuse_older_versions_and_count_up(desk: Desk) -> None:
    issue = desk.issue()
    save_issue(actor=desk.actor(), issue=issue, values=IssueValues(limit="Một"), version=1)
    with pytest.raises(Stale):
        save_issue(actor=desk.actor(), issue=issue, values=IssueValues(limit="Hai"), version=1)
    assert FocalIssue.objects.get(pk=issue.pk).limit == "Một"
    save_plan(actor=desk.actor(), plan=desk.plan, values=PlanValues(number="1"), version=1)
    with pytest.raises(Stale):
        save_plan(actor=desk.actor(), plan=desk.plan, values=PlanValues(number="2"), version=1)
    assert (desk.plan.number, desk.plan.version) == ("1", 2)


def test_a_monitoring_is_first_recorded_once(desk: Desk) -> None:
    desk.action()
    desk.approve()
    values = MonitoringValues(timezone.localdate(), "Được", "Hội đồng")
    where = {"actor": desk.actor(), "plan": desk.plan, "moment": Moment.MID_YEAR, "values": values}
    save_monitoring(**where, version=0)
    for seen in (0, 2):
        with pytest.raises(Stale):
            save_monitoring(**where, version=seen)
    assert save_monitoring(**where, version=1).version == 2
