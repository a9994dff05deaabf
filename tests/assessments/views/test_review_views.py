import json

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.comments import add_comment
from minhdinh.assessments.domain.review import move_sheet, save_review_steps
from minhdinh.assessments.models import ParallelText, Passage
from tests.assessments.cases import Case, decide, make_case, new_save_id, rich, small_set, write
from tests.counting import queries_of


def save(case: Case, text: str, version: int, role: str = Role.SECRETARY):
    data = {"slot": case.slot(), "version": version, "body": rich(text), "save_id": new_save_id()}
    return case.client(role).post(case.url("doan-van/luu"), json.dumps(data), content_type="application/json")


def test_the_page_lists_every_sheet_with_whom_it_waits_for(decided: Case) -> None:
    save_review_steps(actor=decided.system, assessment=decided.assessment, steps=["secretary", "chair"])
    move_sheet(actor=decided.actor(), sheet=decided.sheet(), move="hand_in")
    add_comment(actor=decided.actor(), sheet=decided.sheet("1.1"), text="Góp ý")
    html = decided.client(Role.VIEWER).get(decided.url("duyet-phieu/")).content.decode()
    assert html.index(">1.3<") < html.index(">1.1<")
    assert "Chờ duyệt" in html
    assert "Chủ tịch" in html
    assert 'name="steps"' not in html
    assert 'name="steps"' in decided.client().get(decided.url("duyet-phieu/")).content.decode()


def test_the_page_costs_the_same_for_more_sheets(small: Case) -> None:
    big = make_case()
    few = queries_of(small.client(), small.url("duyet-phieu/"))
    assert queries_of(big.client(), big.url("duyet-phieu/")) == few


def test_steps_are_chosen_on_the_page(small: Case) -> None:
    where = small.url("duyet-phieu/buoc")
    assert small.client().post(where, {"steps": ["chair", "group_lead"]}).status_code == 302
    assert small.fresh().review_steps == ["group_lead", "chair"]
    assert small.client().post(where, {"steps": ["x"]}).status_code == 422
    assert small.client(Role.MEMBER).post(where, {}).status_code == 403
    assert small.fresh().review_steps == ["group_lead", "chair"]
    assert small.client().post(where, {}).status_code == 302
    assert small.fresh().review_steps == []


def test_a_late_save_is_kept_and_offered_on_the_page(small: Case) -> None:
    assert save(small, "Bản của thư ký", 0).status_code == 200
    late = save(small, "Bản viết khi mất mạng", 0, Role.CHAIR)
    assert late.status_code == 409
    html = small.client().get(small.url("tieu-chi/thcs/1.3/")).content.decode()
    assert f"bản viết song song của {small.user(Role.CHAIR).full_name}" in html
    page = small.client().get(small.url("doan-van/lich-su/"), {"slot": small.slot()}).content.decode()
    assert page.index("Bản viết khi mất mạng") < page.index("Bản của thư ký")
    assert "Chưa gộp" in page


@pytest.mark.parametrize(("move", "text"), [("take", "Bản viết khi mất mạng"), ("aside", "Bản của thư ký")])
def test_a_kept_text_is_taken_or_put_aside(small: Case, move: str, text: str) -> None:
    save(small, "Bản của thư ký", 0)
    save(small, "Bản viết khi mất mạng", 0, Role.CHAIR)
    row = ParallelText.objects.get()
    where = small.url("doan-van/song-song")
    response = small.client().post(where, {"move": move, "text": row.pk, "version": 1}, follow=True)
    assert "Đã xét" in response.content.decode()
    assert Passage.objects.get().text == text


@pytest.mark.parametrize(
    ("data", "status"),
    [({}, 422), ({"text": "²", "version": "1", "move": "take"}, 422), ({"text": "1", "version": "1"}, 404),
     ({"text": "99999", "version": "1", "move": "aside"}, 404)],
)  # fmt: skip
def test_nonsense_takes_nothing(small: Case, data: dict[str, str], status: int) -> None:
    decide(small)
    assert small.client().post(small.url("doan-van/song-song"), data).status_code == status


def test_who_may_not_write_takes_nothing(small: Case) -> None:
    write(small, small.slot(), "Một")
    save(small, "Hai", 0, Role.CHAIR)
    row = ParallelText.objects.get()
    data = {"move": "take", "text": row.pk, "version": 1}
    for role in (Role.MEMBER, Role.VIEWER):
        assert small.client(role).post(small.url("doan-van/song-song"), data).status_code == 403
    other = make_case(standard_set=small_set())
    assert other.client().post(other.url("doan-van/song-song"), data).status_code == 404
    assert other.client().post(small.url("doan-van/song-song"), data).status_code == 404
