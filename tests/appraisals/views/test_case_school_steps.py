"""Sending a registration in the browser's words, and withdrawing it."""

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.editing import mark_of
from minhdinh.appraisals.enums import ConditionState, Outcome
from minhdinh.appraisals.models import Registration
from tests.appraisals.case_pages import body, hidden, letter, listing, principal, secretary, upload
from tests.appraisals.registered import TT57, TT2018, make_registered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("direct", [False, True])
@pytest.mark.parametrize("regime", [TT57, TT2018])
def test_from_letter_to_sending_in_the_browser_s_words(regime: str, direct: bool) -> None:
    world = make_registered(regime, direct=direct)
    client = secretary(world)
    page = body(client, world.url())
    assert "Còn thiếu trước khi gửi" in page
    assert "Chưa ghi số công văn" in page
    assert client.post(world.url("cong-van/"), letter(world)).status_code == 302
    response = client.post(world.url("tep/"), {"kind": "letter", "file": upload(), "note": "Bản đỏ"})
    assert response["Location"] == world.url("#giay-to")
    said = {"state": "met", "note": "Khóa 2022–2026", "mark": mark_of(ConditionState.UNKNOWN, "")}
    assert client.post(world.url("dieu-kien/a/"), said)["Location"] == world.url("#dieu-kien-a")
    assert client.get(world.url("gui/")).status_code == 403
    head = principal(world)
    asked = body(head, world.url("gui/"))
    receiver = world.department if direct else world.commune
    assert receiver is not None
    for words in (receiver.name, "12/CV", "cong-van.pdf", "Khóa 2022–2026", world.fresh().seal.sha256):
        assert words in asked
    sent = {"version": hidden(asked, "version"), "mark": hidden(asked, "mark")}
    assert head.post(world.url("gui/"), sent)["Location"] == world.url()
    assert world.fresh().stage == ("receiving" if direct else "checking")
    with scopes_disabled():
        assert Registration.objects.get().year == world.fresh().year
    after = body(client, world.url())
    assert "Gửi hồ sơ đăng ký" in after
    assert receiver.name in after
    assert "Thêm tệp" not in after
    assert head.post(world.url("gui/"), sent).status_code in {403, 422}


def test_sending_names_what_is_lacking_with_where_to_mend_it() -> None:
    world = make_registered()
    head = principal(world)
    asked = body(head, world.url("gui/"))
    assert "Chưa gửi được" in asked
    assert world.url("#cong-van") in asked
    assert 'name="mark"' not in asked
    response = head.post(world.url("gui/"), {"version": "0", "mark": "x"})
    assert response.status_code == 409
    assert world.fresh().stage == "preparing"


def test_sending_what_was_changed_meanwhile_asks_again() -> None:
    world = make_registered()
    secretary(world).post(world.url("cong-van/"), letter(world))
    head = principal(world)
    asked = body(head, world.url("gui/"))
    secretary(world).post(world.url("tep/"), {"kind": "letter", "file": upload()})
    response = head.post(world.url("gui/"), {"version": "0", "mark": hidden(asked, "mark")})
    assert response.status_code == 409
    assert "cong-van.pdf" in response.content.decode()
    assert world.fresh().version == 0


def test_withdrawing_needs_a_reason_and_ends_it() -> None:
    world = make_registered()
    head = principal(world)
    assert head.post(world.url("rut/"), {"version": "0", "note": " "}).status_code == 422
    stale = head.post(world.url("rut/"), {"version": "7", "note": "Đổi năm."})
    assert stale.status_code == 409
    assert "Đổi năm." in stale.content.decode()
    assert head.post(world.url("rut/"), {"version": "0", "note": "Đổi năm."}).status_code == 302
    assert world.fresh().outcome == Outcome.WITHDRAWN
    assert "Đổi năm." in body(head, world.url())
    assert head.post(world.url("rut/"), {"version": "1", "note": "Lần nữa."}).status_code in {403, 422}
    assert "Lập hồ sơ đăng ký" in body(head, listing(world))
