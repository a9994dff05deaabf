"""The page of checks: what it shows, to whom, and its two forms."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.figures.checking import checks_of, share_of
from minhdinh.assessments.models import FigureAnswer
from tests.assessments.figures.books import LAST, YEARS, type_in
from tests.assessments.setup.desk import Desk, make_desk, queries_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def jumped(desk: Desk) -> Desk:
    with desk.scope():
        type_in(desk, {("pupils", "nu", YEARS[1]): "450", ("pupils", "nu", LAST): "280"})
    return desk


def fields(desk: Desk) -> dict[str, str]:
    with desk.scope():
        (question,) = checks_of(desk.assessment).questions
    return {"subject": question.subject, "seen": question.seen}


def test_a_question_is_explained_on_the_page(jumped: Desk) -> None:
    client = jumped.client()
    html = client.get(jumped.url("tables-checks")).content.decode()
    assert "năm học 2025-2026 là 450, năm học 2026-2027 là 280, giảm 38 %." in html
    data = {**fields(jumped), "text": "Tách trường <b>A</b>"}
    done = client.post(jumped.url("tables-explain"), data, follow=True).content.decode()
    assert "Đã ghi giải trình." in done
    assert "Tách trường &lt;b&gt;A&lt;/b&gt;" in done
    assert "Đã giải trình" in done


def test_the_page_of_its_table_shows_the_question_and_other_tables_do_not(jumped: Desk) -> None:
    client = jumped.client()
    assert "giảm 38 %" in client.get(jumped.url("tables", "bang=pupils")).content.decode()
    other = client.get(jumped.url("tables", "bang=classes")).content.decode()
    assert "giảm 38 %" not in other
    assert jumped.url("tables-checks") in other
    assert "01 số tăng giảm mạnh chưa giải trình" in other


def test_nothing_to_look_at_is_said(desk: Desk) -> None:
    assert "Không có gì cần xem lại" in desk.client().get(desk.url("tables-checks")).content.decode()


def test_stale_figures_and_unknown_questions(jumped: Desk) -> None:
    client = jumped.client()
    data = {**fields(jumped), "seen": "1 → 2", "text": "Vì thế"}
    assert (
        "Số liệu vừa thay đổi"
        in client.post(jumped.url("tables-explain"), data, follow=True).content.decode()
    )
    assert client.post(jumped.url("tables-explain"), {"subject": "gì đó", "text": "x"}).status_code == 404
    with jumped.scope():
        assert FigureAnswer.objects.count() == 0


@pytest.mark.parametrize(("typed", "kept"), [("35", 35), ("0", 20), ("abc", 20), ("", 20), ("9999", 20)])
def test_the_share_is_set_on_the_page(desk: Desk, typed: str, kept: int) -> None:
    desk.client().post(desk.url("tables-share"), {"share": typed})
    with desk.scope():
        assert share_of(desk.school.pk) == kept


def test_members_read_without_forms_and_strangers_find_nothing(jumped: Desk) -> None:
    member = jumped.client(Role.MEMBER)
    html = member.get(jumped.url("tables-checks")).content.decode()
    assert "giảm 38 %" in html
    assert "Lưu giải trình" not in html
    assert member.post(jumped.url("tables-explain"), {**fields(jumped), "text": "x"}).status_code == 403
    assert member.post(jumped.url("tables-share"), {"share": "50"}).status_code == 403
    stranger = signed_in(make_desk().person(Role.SECRETARY))
    assert stranger.get(jumped.url("tables-checks")).status_code == 404
    assert stranger.post(jumped.url("tables-share"), {"share": "50"}).status_code == 404


def test_many_questions_need_no_more_queries(jumped: Desk) -> None:
    client = jumped.client()
    few = queries_of(client, jumped.url("tables-checks"))
    tables = queries_of(client, jumped.url("tables", "bang=pupils"))
    with jumped.scope():
        for row in ("dan_toc", "tuyen_moi", "hai_buoi", "ban_tru"):
            type_in(jumped, {("pupils", row, YEARS[1]): "100", ("pupils", row, LAST): "20"})
    assert queries_of(client, jumped.url("tables-checks")) == few
    assert queries_of(client, jumped.url("tables", "bang=pupils")) == tables


def test_an_explanation_given_at_its_table_leads_back_there(jumped: Desk) -> None:
    client, table = jumped.client(), jumped.url("tables", "bang=pupils")
    assert '<input type="hidden" name="bang" value="pupils">' in client.get(table).content.decode()
    assert 'name="bang"' not in client.get(jumped.url("tables-checks")).content.decode()
    data = {**fields(jumped), "text": "Tách trường"}
    assert client.post(jumped.url("tables-explain"), {**data, "bang": "pupils"})["Location"] == table
    for strange in ("", "//elsewhere.example", "khong-co"):
        answer = client.post(jumped.url("tables-explain"), {**data, "bang": strange})
        assert answer["Location"] == jumped.url("tables-checks")
