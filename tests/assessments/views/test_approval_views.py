import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Meeting, Seal, SignedCopy
from tests.assessments.cases import PDF, Case, advance, make_case, seat_council, small_set

MEETING = {
    "held_on": "2026-07-08", "number": "01/BB", "present": "5", "absent": "0", "summary": "Nhất trí.",
    "quorum_reason": "Hội đồng ghi trên giấy.",
}  # fmt: skip
STEPS = ("trinh", "hop", "duyet", "tra-lai", "xac-nhan", "mo-lai")


def press(case: Case, step: str, role: str = Role.SECRETARY, **data: str):
    return case.client(role).post(case.url(f"duyet/{step}"), data)


def page(case: Case, role: str = Role.SECRETARY) -> str:
    response = case.client(role).get(case.url("duyet/"))
    assert response.status_code == 200
    return response.content.decode()


def test_the_whole_way_by_buttons(decided: Case) -> None:
    assert "Trình duyệt báo cáo" in page(decided)
    assert press(decided, "trinh").status_code == 302
    assert "Cần ghi cuộc họp trước." in page(decided, Role.CHAIR)
    assert press(decided, "hop", **MEETING).status_code == 302
    assert "Nhất trí." in page(decided)
    assert press(decided, "duyet", Role.CHAIR).status_code == 302
    assert "Đang chờ hiệu trưởng xác nhận." in page(decided)
    assert press(decided, "xac-nhan", Role.PRINCIPAL).status_code == 302
    seal = Seal.objects.get()
    assert seal.sha256 in page(decided, Role.VIEWER)
    assert press(decided, "mo-lai", Role.PRINCIPAL, reason="Bổ sung số liệu").status_code == 302
    assert "Bổ sung số liệu" in page(decided)
    assert (decided.fresh().state, decided.fresh().revision) == (State.DRAFT, 2)


def test_what_stops_the_hand_in_is_listed_instead_of_the_button(small: Case) -> None:
    html = page(small)
    assert "03 tiêu chí chưa ghi mức: 1.1, 1.3, 2.3" in html
    assert small.url("duyet/trinh") not in html
    assert press(small, "trinh").status_code == 422
    assert small.fresh().state == State.DRAFT


def test_a_refused_step_leads_back_with_the_reason(decided: Case) -> None:
    client, url = decided.client(Role.CHAIR), decided.url("duyet/")
    response = client.post(decided.url("duyet/duyet"), HTTP_REFERER=f"http://testserver{url}")
    assert (response.status_code, response.headers["Location"]) == (303, f"http://testserver{url}")
    assert "không làm được việc này" in client.get(url).content.decode()


def test_a_meeting_half_written_stays_in_the_form(decided: Case) -> None:
    press(decided, "trinh")
    response = press(decided, "hop", **{**MEETING, "held_on": "", "summary": "Đã bàn kỹ"})
    assert response.status_code == 422
    assert "Đã bàn kỹ" in response.content.decode()
    assert not Meeting.objects.exists()


def test_the_form_starts_with_the_whole_council(decided: Case) -> None:
    seat_council(decided)
    press(decided, "trinh")
    text = html.unescape(page(decided))
    assert 'name="present" value="5"' in text
    assert "Chỉ cần ghi khi có mặt ít hơn 04/05 thành viên (66,67% số thành viên; Điều 9" in text
    assert "cần đối chiếu" in text
    assert "không tính khách mời" in text


def test_a_meeting_of_nobody_is_refused_and_what_was_typed_stays(decided: Case) -> None:
    seat_council(decided)
    press(decided, "trinh")
    response = press(decided, "hop", **{**MEETING, "present": "0", "summary": "Đã bàn kỹ"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "ít nhất một thành viên" in text
    assert "Đã bàn kỹ" in text
    assert press(decided, "duyet", Role.CHAIR).status_code == 422
    assert decided.fresh().state == State.SUBMITTED


def test_too_few_are_kept_with_a_reason_that_the_page_shows(decided: Case) -> None:
    seat_council(decided)
    press(decided, "trinh")
    few = {**MEETING, "present": "3", "absent": "2", "quorum_reason": ""}
    response = press(decided, "hop", **few)
    assert response.status_code == 422
    assert "Nếu vẫn giữ cuộc họp này, hãy ghi lý do." in response.content.decode()
    assert press(decided, "hop", **{**few, "quorum_reason": "Hai người đi tập huấn."}).status_code == 302
    assert "Hai người đi tập huấn." in page(decided)


def test_a_meeting_too_late_leads_back_with_a_message(decided: Case) -> None:
    assert press(decided, "hop", **MEETING).status_code == 422
    assert not Meeting.objects.exists()


ALLOWED = {
    "trinh": {Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR, Role.PRINCIPAL},
    "hop": {Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR, Role.PRINCIPAL},
    "duyet": {Role.CHAIR},
    "tra-lai": {Role.CHAIR, Role.PRINCIPAL},
    "xac-nhan": {Role.PRINCIPAL},
    "mo-lai": {Role.PRINCIPAL},
}


@pytest.mark.parametrize("step", STEPS)
def test_each_step_belongs_to_some(small: Case, step: str) -> None:
    for role in (
        Role.PRINCIPAL,
        Role.CHAIR,
        Role.VICE_CHAIR,
        Role.SECRETARY,
        Role.MEMBER,
        Role.CONTRIBUTOR,
        Role.VIEWER,
    ):
        status = press(small, step, role).status_code
        assert status == 403 or role in ALLOWED[step], (step, role, status)
        assert small.client(role).get(small.url(f"duyet/{step}")).status_code == 405


def test_strangers_are_told_nothing(decided: Case) -> None:
    other = make_case(standard_set=small_set())
    client = other.client(Role.PRINCIPAL)
    assert client.get(decided.url("duyet/")).status_code == 404
    for step in STEPS:
        assert client.post(decided.url(f"duyet/{step}")).status_code == 404
        assert Client().post(decided.url(f"duyet/{step}")).status_code == 302
    assert decided.fresh().state == State.DRAFT


@pytest.fixture
def seal(decided: Case) -> Seal:
    found = advance(decided, State.SEALED)
    assert found is not None
    return found


def attach(case: Case, seal: Seal, role: str = Role.SECRETARY, content: bytes = PDF, name: str = "ký.pdf"):
    upload = SimpleUploadedFile(name, content)
    return case.client(role).post(case.url(f"duyet/ban-ky/{seal.pk}/"), {"file": upload})


def test_a_signed_copy_is_attached_and_handed_out(decided: Case, seal: Seal) -> None:
    assert attach(decided, seal).status_code == 302
    copy = SignedCopy.objects.get()
    assert "ký.pdf" in page(decided, Role.VIEWER)
    response = decided.client(Role.VIEWER).get(decided.url(f"duyet/ban-ky/tai/{copy.pk}/"))
    assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
    assert response.headers["Content-Type"] == "application/pdf"
    assert "attachment" in response.headers["Content-Disposition"]


def test_a_signed_copy_that_is_no_paper_is_refused(decided: Case, seal: Seal) -> None:
    assert attach(decided, seal, content=b"MZ khong phai", name="ky.pdf").status_code == 422
    assert decided.client().post(decided.url(f"duyet/ban-ky/{seal.pk}/")).status_code == 422
    assert not SignedCopy.objects.exists()


def test_signed_copies_are_within_their_own_school(decided: Case, seal: Seal) -> None:
    attach(decided, seal)
    copy = SignedCopy.objects.get()
    other = make_case(standard_set=small_set())
    assert attach(other, seal).status_code == 404
    assert other.client().get(other.url(f"duyet/ban-ky/tai/{copy.pk}/")).status_code == 404
    assert other.client().get(decided.url(f"duyet/ban-ky/tai/{copy.pk}/")).status_code == 404
    assert decided.client().get(decided.url("duyet/ban-ky/tai/999999999999999999999/")).status_code == 404
    for role in (Role.VIEWER, Role.MEMBER, Role.CONTRIBUTOR):
        assert attach(decided, seal, role).status_code == 403
