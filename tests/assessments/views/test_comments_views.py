import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.comments import About, add_comment, answer_comment
from minhdinh.assessments.domain.review import move_sheet
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import Comment, Presence, Sheet, SheetChange
from tests.assessments.cases import Case, decide, make_case, signed_in, small_set, write
from tests.counting import queries_of
from tests.factories import CommuneFactory, member

HTMX = {"HTTP_HX_REQUEST": "true"}
SHEET = "tieu-chi/thcs/1.3/"


def post(case: Case, rest: str, role: str = Role.SECRETARY, **data: object):
    return case.client(role).post(case.url(rest), data, **HTMX)


def html_of(case: Case, rest: str = SHEET, role: str = Role.SECRETARY) -> str:
    response = case.client(role).get(case.url(rest))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_a_comment_stands_beside_the_text_with_what_it_quotes(small: Case) -> None:
    write(small, small.slot(), "Hồ sơ của 612 học sinh")
    chair = small.user(Role.CHAIR)
    answer = post(
        small,
        f"{SHEET}gop-y",
        place=f"{small.slot()}@1",
        quote="612 học sinh",
        text=f"@{chair.full_name} <i>xem</i>",
    )
    for html in (answer.content.decode(), html_of(small)):
        assert '<blockquote class="quote">612 học sinh</blockquote>' in html
        assert f'<b class="mention">@{chair.full_name}</b> &lt;i&gt;xem&lt;/i&gt;' in html
        assert "Đoạn mô tả 1.3.1a" in html
    assert "1 góp ý đang mở" in html_of(small)


def test_without_script_a_comment_leads_back_to_itself(small: Case) -> None:
    response = small.client().post(small.url(f"{SHEET}gop-y"), {"text": "Một câu", "place": "1.3.1b"})
    comment = Comment.objects.get()
    assert response.headers["Location"] == f"{small.url(SHEET)}#gop-y-{comment.pk}"
    assert comment.requirement == "1.3.1b"


def test_a_thread_lives_through_its_buttons(small: Case) -> None:
    head = add_comment(actor=small.actor(Role.CHAIR), sheet=small.sheet(), text="Ghi rõ ngày")
    place = f"gop-y/{head.pk}/"
    assert "Đã ghi ngày" in post(small, place, move="answer", text="Đã ghi ngày").content.decode()
    assert "Đã xong (1)" in post(small, place, move="resolve").content.decode()
    assert "1 đang mở" in post(small, place, Role.CHAIR, move="reopen").content.decode()
    edited = post(small, place, Role.CHAIR, move="edit", text="Ghi rõ ngày ký").content.decode()
    assert "Bản trước khi sửa" in edited
    withdrawn = post(small, place, Role.CHAIR, move="withdraw").content.decode()
    assert "Người viết đã rút lại" in withdrawn


@pytest.mark.parametrize(
    ("rest", "data", "status"),
    [
        ("gop-y/{pk}/", {"move": "delete"}, 404),
        ("gop-y/{pk}/", {}, 404),
        ("gop-y/999999/", {"move": "resolve"}, 404),
        ("gop-y/{pk}/", {"move": "answer", "text": " "}, 422),
        ("tieu-chi/thcs/1.3/gop-y", {"text": ""}, 422),
        ("tieu-chi/thcs/1.3/gop-y", {"text": "x", "place": "9.9"}, 404),
        ("tieu-chi/thcs/1.3/gop-y", {"text": "x", "place": "statement:thcs:1.3:1:1.3.1a@²"}, 404),
        ("tieu-chi/thcs/9.9/gop-y", {"text": "x"}, 404),
    ],
)
def test_hostile_requests(small: Case, rest: str, data: dict[str, str], status: int) -> None:
    head = add_comment(actor=small.actor(Role.CHAIR), sheet=small.sheet(), text="Lời đầu")
    assert post(small, rest.format(pk=head.pk), **data).status_code == status
    assert Comment.objects.count() == 1


def test_who_reads_and_who_does_not(small: Case) -> None:
    head = add_comment(actor=small.actor(), sheet=small.sheet(), text="Chuyện trong trường")
    viewer = html_of(small, role=Role.VIEWER)
    assert "Chuyện trong trường" in viewer
    assert 'name="text"' not in viewer
    assert post(small, f"{SHEET}gop-y", Role.VIEWER, text="x").status_code == 403
    assert post(small, f"gop-y/{head.pk}/", Role.VIEWER, move="resolve").status_code == 403
    other = make_case(standard_set=small_set()).client(Role.PRINCIPAL)
    for client, status in ((other, 404), (Client(), 302), (small.client(Role.CONTRIBUTOR), 403)):
        assert client.get(small.url(f"{SHEET}gop-y")).status_code == status
        assert client.post(small.url(f"gop-y/{head.pk}/"), {"move": "resolve"}).status_code == status


@pytest.mark.usefixtures("db", "_scopes_open")
def test_an_office_above_sees_the_sheet_and_none_of_the_talk() -> None:
    commune = CommuneFactory()
    case = make_case(standard_set=small_set(), under=commune)
    head = add_comment(actor=case.actor(), sheet=case.sheet(), text="Chuyện trong trường")
    officer = signed_in(member(commune, Role.COMMUNE_OFFICER))
    html = officer.get(case.url(SHEET)).content.decode()
    assert "Chuyện trong trường" not in html
    assert 'id="gop-y"' not in html
    assert officer.get(case.url(f"{SHEET}gop-y")).content.strip() == b""
    assert officer.post(case.url(f"{SHEET}gop-y"), {"text": "x"}).status_code == 404
    assert officer.post(case.url(f"gop-y/{head.pk}/"), {"move": "resolve"}).status_code == 404
    assert officer.post(case.url(f"{SHEET}co-mat"), {}).json()["others"] == []
    assert not Presence.objects.exists()


def test_presence_answers_who_else_is_here(small: Case) -> None:
    assert post(small, f"{SHEET}co-mat", Role.MEMBER, slot=small.slot()).json()["others"] == []
    others = post(small, f"{SHEET}co-mat", slot="").json()["others"]
    assert others == [
        {"name": small.user(Role.MEMBER).full_name, "slot": small.slot(), "requirement": "1.3.1a"}
    ]
    assert post(small, f"{SHEET}co-mat", Role.MEMBER, leave="1").json() == {"others": []}
    assert post(small, f"{SHEET}co-mat").json()["others"] == []


def test_the_history_says_from_what_to_what(small: Case) -> None:
    decide(small)
    set_answer(actor=small.actor(), sheet=small.sheet(), requirement="1.3.1a", value="met")
    move_sheet(actor=small.actor(), sheet=small.sheet(), move="hand_in")
    move_sheet(actor=small.actor(Role.CHAIR), sheet=small.sheet(), move="approve")
    write(small, small.slot(), "Sửa sau khi duyệt")
    html = html_of(small, f"{SHEET}lich-su/", Role.VIEWER)
    for words in (
        "Trả lời yêu cầu 1.3.1a", "Chưa xét", "Mức của tiêu chí", "Đạt Mức 1", "Trình phiếu", "Duyệt phiếu",
        "Đã đọc bản", "Duyệt hết hiệu lực", f"Người đã duyệt: {small.user(Role.CHAIR).full_name}",
        f"doan-van/lich-su/?slot={small.slot().replace(':', '%3A')}",
    ):  # fmt: skip
        assert words in html, words
    assert html_of(small, "tieu-chi/thcs/1.1/lich-su/").count("Chưa có lịch sử") == 1


def test_a_long_history_is_paged_by_key_and_costs_the_same(small: Case) -> None:
    client = small.client()
    address = small.url(f"{SHEET}lich-su/")
    set_answer(actor=small.system, sheet=small.sheet(), requirement="1.3.1a", value="met")
    one = queries_of(client, address)
    for number in range(60):
        value = ("unmet", "met")[number % 2]
        set_answer(actor=small.system, sheet=small.sheet(), requirement="1.3.1a", value=value)
    assert queries_of(client, address) == one
    keys = list(SheetChange.objects.order_by("-id").values_list("pk", flat=True))
    first = client.get(address).content.decode()
    assert f"after={keys[49]}" in first
    rest = client.get(address, {"after": keys[49]}).content.decode()
    assert rest.count("Trả lời yêu cầu 1.3.1a") == 11
    assert client.get(address, {"after": "' OR 1"}).status_code == 200


def test_the_page_costs_the_same_however_much_is_said(small: Case) -> None:
    write(small, small.slot())
    client, address = small.client(), small.url(SHEET)
    named = f"@{small.user(Role.MEMBER).full_name}"
    head = add_comment(actor=small.actor(Role.CHAIR), sheet=small.sheet(), text=named)
    few = queries_of(client, address)
    for number in range(12):
        about = About(slot=small.slot()) if number % 2 else None
        text = f"{named} góp ý {number}"
        add_comment(actor=small.actor(Role.CHAIR), sheet=small.sheet(), text=text, about=about)
        answer_comment(actor=small.actor(), comment=head, text=text)
    assert queries_of(client, address) == few


def test_the_tree_and_the_board_count_open_threads(small: Case) -> None:
    for _ in range(2):
        add_comment(actor=small.actor(), sheet=small.sheet("2.3"), text="Góp ý")
    for rest in (SHEET, ""):
        assert '2<span class="visually-hidden"> góp ý đang mở</span>' in html_of(small, rest)


def test_an_approval_names_the_version_that_was_read(decided: Case) -> None:
    move_sheet(actor=decided.system, sheet=decided.sheet(), move="hand_in")
    html = html_of(decided, role=Role.CHAIR)
    version = decided.sheet().version
    assert f'name="version" value="{version}"' in html
    assert post(decided, f"{SHEET}chuyen", Role.CHAIR, move="approve").status_code == 422
    stale = post(decided, f"{SHEET}chuyen", Role.CHAIR, move="approve", version=version - 1)
    assert stale.status_code == 409
    assert "đã thay đổi sau khi Thầy/Cô mở trang" in stale.content.decode()
    assert post(decided, f"{SHEET}chuyen", Role.CHAIR, move="approve", version=version).status_code == 302
    assert decided.sheet().state == SheetState.APPROVED
    assert f"đã đọc bản {version} của phiếu" in html_of(decided)


def test_a_refreshed_piece_keeps_the_version_of_the_page(decided: Case) -> None:
    move_sheet(actor=decided.system, sheet=decided.sheet(), move="hand_in")
    seen = decided.sheet().version
    Sheet.objects.filter(pk=decided.sheet().pk).update(version=seen + 5)
    fragment = html_of(decided, f"{SHEET}doi-chieu?muc=1&ban={seen}", Role.CHAIR)
    assert f'name="version" value="{seen}"' in fragment


def test_a_return_hangs_on_a_place_by_the_dialog(decided: Case) -> None:
    move_sheet(actor=decided.system, sheet=decided.sheet(), move="hand_in")
    place = f"{decided.slot()}@1"
    assert f'<option value="{place}">Đoạn mô tả 1.3.1a</option>' in html_of(decided, role=Role.CHAIR)
    post(decided, f"{SHEET}chuyen", Role.CHAIR, move="return", reason="Thiếu ngày", place=place)
    html = html_of(decided)
    assert "Buộc sửa" in html
    assert "Thiếu ngày" in html
    refused = post(decided, f"{SHEET}chuyen", move="hand_in")
    assert (refused.status_code, decided.sheet().state) == (422, SheetState.NEEDS_WORK)


def test_a_fallen_approval_is_shown_on_the_sheet(decided: Case) -> None:
    move_sheet(actor=decided.actor(Role.CHAIR), sheet=decided.sheet(), move="approve")
    set_answer(actor=decided.actor(), sheet=decided.sheet(), requirement="1.3.1a", value="met")
    html = html_of(decided)
    assert "duyệt không còn hiệu lực; cần trình lại" in html
    assert "câu trả lời 1.3.1a" in html
