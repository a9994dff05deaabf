"""The panel's addresses: fragments and whole pages, refusals that keep what was typed, a constant number of queries."""

import json

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.models import SuggestionChoice
from tests.assessments.cases import Case, make_case, signed_in, write
from tests.assessments.suggestions.desk import (
    FIRST,
    NOTHING,
    REQUIREMENT,
    VALUES,
    chosen_and_put,
    passage,
    pick,
    proof,
    sheet_of,
    slot,
)
from tests.counting import queries_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


def url(case: Case, rest: str = "", requirement: str = REQUIREMENT) -> str:
    return case.url(f"tieu-chi/{case.track}/1.1/goi-y/{requirement}/{rest}")


def form(case: Case, do: str, **more: object) -> dict[str, object]:
    fields = {f"o.{name}": value for name, value in VALUES.items()}
    return {"proposition": FIRST, "do": do, "version": "0", "wording": "0", **fields, **more}


def test_the_fragment_and_the_page(case: Case) -> None:
    client = case.client()
    fragment = client.get(url(case), headers=HX).content.decode()
    assert "<html" not in fragment
    assert "Câu hỏi kiểm chứng" in fragment
    assert "Tồn tại" in fragment
    assert "Nội dung khác của nhà trường" in fragment
    assert "hx-post" in fragment
    page = client.get(url(case)).content.decode()
    assert "<html" in page
    assert f'action="{url(case, "ghi")}"' in page


def test_the_sheet_leads_to_the_panel(case: Case) -> None:
    page = case.client().get(case.url(f"tieu-chi/{case.track}/1.1/")).content.decode()
    assert f'href="{url(case)}"' in page
    assert "Do gợi ý soạn" not in page


def test_closing_gives_the_button_back(case: Case) -> None:
    pick(case)
    shown = case.client().get(url(case) + "?dong=1", headers=HX).content.decode()
    assert "đã chọn 1 mệnh đề" in shown
    assert "<form" not in shown


def test_keeping_and_putting_in_without_scripts(case: Case) -> None:
    client, item = case.client(), proof(case)
    kept = client.post(url(case, "ghi"), form(case, "keep", evidence=[item.pk]))
    assert kept.status_code == 302
    assert kept["Location"].endswith(f"?muc=1#yc-{REQUIREMENT}")
    assert passage(case) is None
    put = client.post(url(case, "ghi"), form(case, "put", evidence=[item.pk]))
    assert put.status_code == 302
    found = passage(case)
    assert found is not None
    assert "12/KH-THCS" in found.text


def test_putting_in_answers_panel_statement_and_mirror(case: Case) -> None:
    item = proof(case)
    answer = case.client().post(url(case, "ghi"), form(case, "put", evidence=[item.pk]), headers=HX)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="mo-ta-1-1-1a" hx-swap-oob="true"' in shown
    assert 'id="doi-chieu" hx-swap-oob="true"' in shown
    assert "Do gợi ý soạn, chưa sửa" in shown
    assert item.code in shown


def test_a_locked_sentence_is_refused_with_what_is_missing(case: Case) -> None:
    answer = case.client().post(url(case, "ghi"), form(case, "put"), headers=HX)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "data-problem" not in shown
    assert "Chưa đưa được câu này vào mô tả" in shown
    assert 'value="12/KH-THCS"' in shown
    assert SuggestionChoice.objects.count() == 1
    assert passage(case) is None


def test_a_conflict_leaves_both_texts(case: Case) -> None:
    write(case, slot(case), "Lời vừa lưu.")
    item = proof(case)
    answer = case.client().post(url(case, "ghi"), form(case, "put", evidence=[item.pk]), headers=HX)
    assert answer.status_code == 409
    found = passage(case)
    assert found is not None
    assert found.text == "Lời vừa lưu."


def test_a_choice_changed_meanwhile_is_stale(case: Case) -> None:
    choice = pick(case)
    answer = case.client().post(
        url(case, "ghi"), form(case, "keep", choice_version=str(choice.version + 3)), headers=HX
    )
    assert answer.status_code == 409


def test_nothing_yet_and_back(case: Case) -> None:
    client = case.client()
    said = client.post(
        url(case, "ghi"),
        {"do": "nothing", "weakness": "Chưa có văn bản.", "action": "Ban hành.", "version": "0"},
        headers=HX,
    )
    assert "Đã ghi “Chưa có”" in said.content.decode()
    row = SuggestionChoice.objects.get()
    assert (row.negative, row.weakness, row.action) == (True, "Chưa có văn bản.", "Ban hành.")
    assert sheet_of(case).level is None
    client.post(url(case, "ghi"), {"do": "withdraw", "proposition": NOTHING, "version": "0"}, headers=HX)
    assert not SuggestionChoice.objects.exists()


def test_own_words_and_their_refusal(case: Case) -> None:
    client, item = case.client(), proof(case)
    empty = client.post(url(case, "ghi"), {"do": "own", "own": " ", "version": "0"}, headers=HX)
    assert empty.status_code == 422
    far = client.post(
        url(case, "ghi"),
        {"do": "own", "own": "Giữ lại chữ này", "evidence": "99", "version": "0"},
        headers=HX,
    )
    assert far.status_code == 422
    assert "Giữ lại chữ này" in far.content.decode()
    client.post(url(case, "ghi"), {"do": "own", "own": "Của trường.", "evidence": item.pk, "version": "0"})
    found = passage(case)
    assert found is not None
    assert found.text == "Của trường."


def test_the_preview_follows_the_fields(case: Case) -> None:
    client, item = case.client(), proof(case)
    half = client.post(url(case, "xem-truoc"), {"proposition": FIRST, "o.so": "7/KH"}, headers=HX)
    shown = half.content.decode()
    assert "7/KH" in shown
    assert "suggest-gap" in shown
    assert "Chưa đưa vào mô tả được" in shown
    whole = client.post(
        url(case, "xem-truoc"), {**form(case, "keep"), "evidence": item.pk, "wording": "1"}, headers=HX
    ).content.decode()
    assert "Đủ số liệu và minh chứng" in whole
    assert item.code in whole
    assert 'id="cv-1-1-1a-1-1" checked' in whole
    assert not SuggestionChoice.objects.exists()


def test_typed_markup_is_only_text(case: Case) -> None:
    bad = "<script>alert(1)</script>"
    shown = case.client().post(
        url(case, "xem-truoc"),
        {"proposition": FIRST, "o.so": bad, "o.van_ban": "{so.__class__} {0}"},
        headers=HX,
    )
    assert bad not in shown.content.decode()
    assert "&lt;script&gt;" in shown.content.decode()


def test_searching_looks_through_the_store(case: Case) -> None:
    named = proof(case, kind="bao_cao", name="Sổ tay hiếm thấy")
    client = case.client()
    found = client.post(
        url(case, "xem-truoc"), {"proposition": FIRST, "do": "search", "search": "hiem thay"}, headers=HX
    ).content.decode()
    assert named.code in found
    page = client.post(url(case, "ghi"), {**form(case, "search"), "search": "hiem thay"})
    assert named.code in page.content.decode()
    assert 'value="12/KH-THCS"' in page.content.decode()
    assert not SuggestionChoice.objects.exists()


def test_searching_takes_no_control_characters(case: Case) -> None:
    client = case.client()
    named = proof(case, kind="bao_cao", name="Sổ tay hiếm thấy")
    for where, values in (
        ("ghi", form(case, "search")),
        ("xem-truoc", {"proposition": FIRST, "do": "search"}),
    ):
        page = client.post(url(case, where), {**values, "search": "hiem\x00 thay\x00"}, headers=HX)
        assert page.status_code == 200
        assert named.code in page.content.decode()
        assert "\x00" not in page.content.decode()


def test_the_mark_goes_once_the_words_are_edited(case: Case) -> None:
    chosen_and_put(case)
    client = case.client()
    assert "Do gợi ý soạn, chưa sửa" in client.get(url(case, "dau"), headers=HX).content.decode()
    write(case, slot(case), "Câu theo lời của trường.")
    assert "Do gợi ý soạn" not in client.get(url(case, "dau"), headers=HX).content.decode()
    page = client.get(case.url(f"tieu-chi/{case.track}/1.1/")).content.decode()
    assert "Do gợi ý soạn" not in page


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"do": "put", "proposition": "9.9.9z-1"}, 404),
        ({"do": "put", "proposition": "1.2.1a-1"}, 404),
        ({"do": "keep", "proposition": ""}, 404),
        ({"do": "everything", "proposition": FIRST}, 422),
        ({"do": "put", "proposition": FIRST, "version": "x"}, 422),
        ({"do": "keep", "proposition": FIRST, "evidence": "1 or 1=1"}, 422),
        ({"do": "keep", "proposition": FIRST, "evidence": "9" * 30}, 422),
        ({"do": "keep", "proposition": FIRST, "o.so": "x" * 5000}, 422),
        ({"do": "withdraw", "proposition": NOTHING, "version": "0"}, 422),
    ],
)
def test_hostile_forms(case: Case, data: dict[str, str], status: int) -> None:
    answer = case.client().post(url(case, "ghi"), data, headers=HX)
    assert answer.status_code == status
    assert passage(case) is None


def test_control_characters_are_dropped(case: Case) -> None:
    data = form(case, "keep", **{"o.so": "1\x002/KH\u202e"})
    case.client().post(url(case, "ghi"), data, headers=HX)
    assert "\x00" not in json.dumps(SuggestionChoice.objects.get().values)


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        (Role.SECRETARY, 200, 200),
        (Role.VIEWER, 200, 403),
        (Role.MEMBER, 200, 403),
        (Role.CONTRIBUTOR, 403, 403),
    ],
)
def test_who_reads_and_who_writes(case: Case, role: str, reads: int, writes: int) -> None:
    client = case.client(role)
    assert client.get(url(case), headers=HX).status_code == reads
    assert client.post(url(case, "ghi"), form(case, "keep"), headers=HX).status_code == writes
    assert ("Đưa câu vào mô tả" in client.get(url(case), headers=HX).content.decode()) is (writes == 200)


def test_a_stranger_finds_nothing(case: Case) -> None:
    client = signed_in(UserFactory())
    assert client.get(url(case)).status_code == 404
    assert client.post(url(case, "ghi"), form(case, "keep")).status_code == 404


def test_evidence_of_another_school_is_refused(case: Case) -> None:
    other = make_case()
    foreign = proof(other)
    for name in ("ghi", "xem-truoc"):
        answer = case.client().post(url(case, name), form(case, "keep", evidence=[foreign.pk]), headers=HX)
        assert foreign.name not in answer.content.decode()
    assert not SuggestionChoice.objects.filter(evidence__item=foreign).exists()


def test_the_panel_and_the_sheet_cost_the_same_with_more_in_them(case: Case) -> None:
    client = case.client()
    chosen_and_put(case)
    panel, page = url(case), case.url(f"tieu-chi/{case.track}/1.1/")
    before = queries_of(client, panel), queries_of(client, page)
    for number in range(4):
        proof(case, name=f"Thêm {number}")
    pick(case, "1.1.1a-2", items=(proof(case, kind="ke_hoach"), proof(case, kind="ke_hoach")))
    pick(case, "1.1.1b-1", items=(proof(case, kind="ke_hoach"),))
    assert queries_of(client, panel) <= before[0]
    assert queries_of(client, page) <= before[1]
