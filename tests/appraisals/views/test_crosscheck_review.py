"""The cross-checker's desk."""

import re

from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import CrossCheck
from minhdinh.lib.text import vn_date
from tests.appraisals.desk import DAY, YEAR, Desk
from tests.assessments.cases import filed_item, signed_in, write

TODAY = timezone.localdate()
DAYS = {"starts_on": vn_date(TODAY), "ends_on": vn_date(TODAY + 7 * DAY)}


def checks() -> list[CrossCheck]:
    with scopes_disabled():
        return list(CrossCheck.objects.select_related("school", "reviewer").order_by("id"))


def body(desk: Desk, user: object, address: str, status: int = 200) -> str:
    response = signed_in(user).get(address)  # type: ignore[arg-type]
    assert response.status_code == status
    return response.content.decode()


def test_the_desk_shows_the_report_its_evidence_and_a_form_at_every_criterion(desk: Desk) -> None:
    desk.named()
    with scopes_disabled():
        item = filed_item(desk.case, name="Quyết định thành lập hội đồng")
        write(desk.case, desk.case.slot("1.3"), "Nhà trường có đủ phòng học.", [item])
    page = body(desk, desk.teacher, desk.review_url("?tieu-chuan=1"))
    assert "Bản dự thảo, trường còn đang viết" in page
    assert "Nhà trường có đủ phòng học" in page
    assert page.count('data-controller="autosave-form"') == 2
    assert item.code in page
    assert "Quyết định thành lập hội đồng" in page
    file = re.search(r'href="([^"]*/tep/\d+/)\?view=1"', page)
    assert file is not None
    opened = signed_in(desk.teacher).get(file[1])
    assert b"".join(opened.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert body(desk, desk.teacher, desk.review_url("?tieu-chuan=9"), 404)


def test_drafts_are_kept_and_shown_again(desk: Desk) -> None:
    desk.named()
    client = signed_in(desk.teacher)
    form = {"track": "thcs", "criterion": "1.3", "strength": "Rõ", "question": "", "suggestion": ""}
    saved = client.post(desk.review_url("luu/"), form, headers={"Accept": "application/json"})
    assert saved.json()["saved_label"].startswith("Đã lưu ")
    assert "Rõ</textarea>" in body(desk, desk.teacher, desk.review_url("?tieu-chuan=1"))
    plain = client.post(desk.review_url("luu/"), form)
    assert plain["Location"] == desk.review_url("?tieu-chuan=1")
    for wrong in ({"criterion": "9.9"}, {"track": "thpt"}, {"criterion": ""}):
        assert client.post(desk.review_url("luu/"), {**form, **wrong}).status_code == 404


def test_after_sending_the_desk_is_for_reading(desk: Desk) -> None:
    reviewer = desk.named()
    desk.comment(reviewer)
    client = signed_in(desk.teacher)
    assert client.post(desk.review_url("gui/")).status_code == 302
    page = body(desk, desk.teacher, desk.review_url("?tieu-chuan=1"))
    assert "Đã gửi góp ý" in page
    assert "<textarea" not in page
    form = {"track": "thcs", "criterion": "1.3", "strength": "Khác"}
    refused = client.post(desk.review_url("luu/"), form, headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json()["message"]) == (
        422,
        "Thầy/Cô đã gửi góp ý nên không sửa được nữa.",
    )


def test_a_school_that_has_not_opened_its_year(desk: Desk) -> None:
    today = timezone.localdate()
    with scopes_disabled():
        one = desk.pair(year="2027-2028")
        desk.named(one)
    assert one.starts_on == today
    page = body(desk, desk.teacher, desk.review_url().replace(YEAR, "2027-2028"))
    assert "Trường chưa mở tự đánh giá" in page


def test_the_reviewer_is_led_from_the_first_page_to_the_desk(desk: Desk) -> None:
    desk.named()
    client = signed_in(desk.teacher)
    choose = client.get("/").content.decode()
    entrance = re.search(r'href="([^"]*thcs-an-binh[^"]*)"', choose)
    assert entrance is not None
    assert client.get(entrance[1], follow=True).redirect_chain[-1][0] == desk.review_url()
    page = body(desk, desk.teacher, desk.review_url())
    assert "/tong-quan" not in page
    assert f"/truong/{desk.school.code}/{YEAR}/tim" not in page


def test_the_general_part_shows_the_coverage_to_read_only(desk: Desk) -> None:
    desk.named()
    with scopes_disabled():
        write(desk.case, desk.case.slot("1.3"), "Nhà trường có đủ phòng học.")
    general = body(desk, desk.teacher, desk.review_url())
    mirror = general.split('id="do-phu"', 1)[1].split("</details>", 1)[0]
    assert "chỉ số độ đặc thù" in mirror
    assert "1.3.1a" in mirror
    assert "href=" not in mirror
    assert 'id="do-phu"' not in body(desk, desk.teacher, desk.review_url("?tieu-chuan=1"))
