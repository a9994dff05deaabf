"""The plan's pages: what each role sees, what is posted, what is refused, how much it costs."""

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.improvement.domain.plans import open_plan
from minhdinh.improvement.domain.queries import actions_of, issues_of, publications_of
from minhdinh.lib.school_year import shift
from minhdinh.lib.text import vn_date
from tests.assessments.cases import YEAR
from tests.counting import queries_of
from tests.improvement.plans import LIMIT, Desk

TODAY = vn_date(timezone.localdate())
VIEWS = ("bang", "cot", "thoi-gian", "lạ", "")


@pytest.mark.parametrize("view", VIEWS)
def test_the_three_views_show_every_action(desk: Desk, view: str) -> None:
    desk.action("Việc có hạn", time_text="tháng 10/2026", owner="Tổ Văn")
    desk.action("Việc khi mở lớp", time_text="khi có mở lớp")
    page = desk.client().get(f"{desk.url()}?xem={view}").content.decode()
    assert "Việc có hạn" in page
    assert "Việc khi mở lớp" in page


@pytest.mark.parametrize("view", ["bang", "cot", "thoi-gian"])
def test_many_actions_cost_as_much_as_one(desk: Desk, view: str) -> None:
    desk.action(time_text="tháng 10/2026")
    client, address = desk.client(), f"{desk.url()}?xem={view}"
    few = queries_of(client, address)
    for number in range(6):
        issue = desk.issue(f"Hạn chế {number}")
        desk.action(f"Việc {number}", issue_id=issue.pk, owner_user_id=desk.case.user(Role.MEMBER).pk)
    assert queries_of(client, address) == few


def test_words_are_shown_as_words(desk: Desk) -> None:
    desk.action("<script>alert(1)</script>")
    page = desk.client().get(desk.url()).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_proposals_are_chosen_by_people(desk: Desk) -> None:
    desk.remark()
    desk.unmet()
    page = desk.client().get(desk.url("van-de/")).content.decode()
    assert LIMIT in page
    ref = f"remark:{desk.case.assessment.pk}:1"
    assert desk.client().post(desk.url("van-de/chon/"), {"ref": [ref]}).status_code == 302
    assert [one.source_ref for one in issues_of(desk.plan)] == [ref]
    left = {"ref": f"requirement:{desk.case.assessment.pk}:thcs:1.3.1a", "reason": "Đã làm xong."}
    assert desk.client().post(desk.url("van-de/de-ngo/"), left).status_code == 302
    page = desk.client().get(desk.url("van-de/")).content.decode()
    assert "Đã làm xong." in page
    assert "Được đề xuất" not in page


def test_issues_are_written_left_taken_up_and_withdrawn(desk: Desk) -> None:
    client = desk.client()
    assert client.post(desk.url("van-de/moi/"), {"limit": ""}).status_code == 422
    assert (
        client.post(desk.url("van-de/moi/"), {"limit": "Thiếu sân chơi", "place": "1/1.3"}).status_code == 302
    )
    [issue] = issues_of(desk.plan)
    place = desk.url(f"van-de/{issue.pk}/")
    assert "Thiếu sân chơi" in client.get(place).content.decode()
    assert client.post(place, {"limit": "Sân chơi hẹp", "place": "1", "version": "1"}).status_code == 302
    assert client.post(f"{place}de-ngo/", {"reason": ""}).status_code == 422
    assert client.post(f"{place}de-ngo/", {"reason": "Chờ đất"}).status_code == 302
    assert client.post(f"{place}dua-vao/").status_code == 302
    [issue] = issues_of(desk.plan)
    assert (issue.limit, issue.standard, issue.criterion) == ("Sân chơi hẹp", "1", "")
    assert client.post(f"{place}rut/").status_code == 302
    assert issues_of(desk.plan) == []
    assert client.get(place).status_code == 404


def test_the_common_part(desk: Desk) -> None:
    client = desk.client()
    given = {
        "number": "18/KH",
        "date": "14/09/2026",
        "source_id": desk.case.assessment.pk,
        "achieved": "Mức 2",
        "version": "1",
    }
    assert client.get(desk.url("phan-chung/")).status_code == 200
    assert client.post(desk.url("phan-chung/"), given).status_code == 302
    assert (desk.plan.number, desk.plan.texts["achieved"]) == ("18/KH", "Mức 2")
    assert (
        client.post(desk.url("phan-chung/"), {**given, "source_id": "999999", "version": "2"}).status_code
        == 422
    )


def test_approved_published_and_taken_back_on_the_page(desk: Desk) -> None:
    principal = desk.client(Role.PRINCIPAL)
    refused = principal.post(desk.url("duyet/"), {"number": "18/KH", "date": TODAY})
    assert refused.status_code == 422
    assert "chưa có việc cải tiến nào" in refused.content.decode()
    desk.action()
    assert principal.post(desk.url("duyet/"), {"number": "18/KH", "date": TODAY}).status_code == 302
    given = {"place": "Bảng tin", "day": TODAY, "link": "sai"}
    assert desk.client().post(desk.url("cong-khai/"), given).status_code == 422
    assert desk.client().post(desk.url("cong-khai/"), {**given, "link": ""}).status_code == 302
    [row] = publications_of(desk.plan)
    assert desk.client().post(desk.url(f"cong-khai/{row.pk}/bo/")).status_code == 302
    assert desk.client().post(desk.url("cong-khai/999999/bo/")).status_code == 404
    assert principal.post(desk.url("dieu-chinh/"), {"reason": "Bổ sung"}).status_code == 302
    assert "Bổ sung" in desk.client().get(desk.url()).content.decode()


def test_the_year_before_goes_on(desk: Desk) -> None:
    desk.action("Việc dang dở")
    later = open_plan(actor=desk.actor(), school=desk.school, year=shift(YEAR, 1))
    place = desk.url("chuyen-nam/").replace(YEAR, later.year)
    assert "Việc dang dở" in desk.client().get(place).content.decode()
    assert desk.client().post(place).status_code == 302
    assert [one.content for one in actions_of(later)] == ["Việc dang dở"]
    assert desk.client().get(desk.url("chuyen-nam/")).status_code == 404


def test_monitoring_is_recorded_and_read(desk: Desk) -> None:
    action = desk.action()
    place = desk.url("giam-sat/mid_year/")
    assert "Kế hoạch chưa duyệt" in desk.client().get(place).content.decode()
    desk.approve()
    given = {"day": TODAY, "assessor": "Hội đồng", "result": "Tốt", f"result-{action.pk}": "Đã mua"}
    assert desk.client(Role.MEMBER).post(place, given).status_code == 403
    assert desk.client().post(place, {**given, "result": ""}).status_code == 422
    assert desk.client().post(place, given).status_code == 302
    assert "Đã mua" in desk.client().get(place).content.decode()
    assert "Đã mua" in desk.client(Role.MEMBER).get(place).content.decode()
    assert desk.client().get(desk.url("giam-sat/spring/")).status_code == 404
