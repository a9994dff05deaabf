import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.review import move_sheet
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import Answer, CouncilMember
from minhdinh.evidence.domain.uses import Place, link_item
from minhdinh.standards.models import OfficialWording
from tests.assessments.cases import (
    Case,
    decide,
    item,
    link,
    make_case,
    seat_council,
    signed_in,
    small_set,
    write,
)
from tests.factories import CommuneFactory, SchoolFactory, member

HTMX = {"HTTP_HX_REQUEST": "true"}


def page(case: Case, rest: str = "tieu-chi/thcs/1.3/", role: str = Role.SECRETARY) -> str:
    response = case.client(role).get(case.url(rest))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def post(case: Case, rest: str, role: str = Role.SECRETARY, **data: str):
    return case.client(role).post(case.url(f"tieu-chi/thcs/1.3/{rest}"), data, **HTMX)


def test_the_page_shows_each_requirement_with_its_statement_and_its_level(small: Case) -> None:
    proof = item(small)
    write(small, small.slot(), "Hồ sơ của 612 học sinh", [proof])
    html = page(small)
    for requirement in small.assessment.standard_set.catalogue.criterion("1.3").level(1).requirements:
        assert f'id="yc-{requirement.id}"' in html
    assert "Hồ sơ của 612 học sinh" in html
    assert html.count(proof.code) >= 3
    assert "Đang nhập" in html


def test_each_level_has_its_tab_and_nonsense_is_not_here(small: Case) -> None:
    assert 'id="yc-1.3.2a"' in page(small, "tieu-chi/thcs/1.3/?muc=2")
    client = small.client()
    for rest in (
        "tieu-chi/thcs/1.3/?muc=3",
        "tieu-chi/thcs/1.3/?muc=²",
        "tieu-chi/thcs/1.3/?muc=99999999999999999999",
        "tieu-chi/thcs/9.9/",
        "tieu-chi/thpt/1.3/",
    ):
        assert client.get(small.url(rest)).status_code == 404, rest


def test_the_official_wording_is_shown_where_it_was_imported(small: Case) -> None:
    OfficialWording.objects.create(
        standard_set=small.assessment.standard_set, criterion="1.3", level=1, text="Lời văn của thông tư."
    )
    assert "Lời văn của thông tư." in page(small)
    assert "Lời văn của thông tư." not in page(small, "tieu-chi/thcs/1.3/?muc=2")


def queries_of(case: Case) -> int:
    client = case.client()
    client.get(case.url("tieu-chi/thcs/1.3/"))
    with CaptureQueriesContext(connection) as seen:
        assert client.get(case.url("tieu-chi/thcs/1.3/")).status_code == 200
    return len(seen)


def test_the_number_of_queries_is_the_same_for_one_statement_and_for_all(small: Case) -> None:
    seat_council(small)
    write(small, small.slot(), "Có hồ sơ", [item(small)])
    little = queries_of(small)
    members = list(CouncilMember.objects.all())
    pairs = {(small.sheet().pk, one.pk) for one in members}
    save_assignments(actor=small.system, assessment=small.assessment, pairs=pairs, leads={})
    for requirement in small.assessment.standard_set.catalogue.criterion("1.3").iter_requirements():
        proofs = [item(small) for _each in range(2)]
        write(small, f"statement:thcs:1.3:{requirement.level}:{requirement.id}", "Có hồ sơ", proofs)
    decide(small, "1.1")
    assert queries_of(small) == little
    assert little <= 40


def test_an_answer_comes_back_as_a_head_a_mirror_and_a_state(small: Case) -> None:
    response = post(small, "tra-loi", requirement="1.3.1a", value="met")
    html = response.content.decode()
    assert response.status_code == 200
    assert Answer.objects.get().value == "met"
    assert html.lstrip().startswith('<header id="dau-1.3.1a"')
    assert '<div id="doi-chieu" hx-swap-oob="true"' in html
    assert 'id="trang-thai-phieu"' in html
    assert "<html" not in html


def test_an_answer_without_script_leads_back_to_its_requirement(small: Case) -> None:
    response = small.client().post(
        small.url("tieu-chi/thcs/1.3/tra-loi"), {"requirement": "1.3.2a", "value": "unmet"}
    )
    assert response.status_code == 302
    assert response.headers["Location"] == small.url("tieu-chi/thcs/1.3/?muc=2#yc-1.3.2a")


def test_a_refused_answer_says_why(small: Case) -> None:
    decide(small)
    response = post(small, "tra-loi", requirement="1.3.1a", value="unmet")
    assert response.status_code == 422
    assert "đang ghi Đạt Mức 1" in response.content.decode()
    assert not Answer.objects.exists()
    assert post(small, "tra-loi", requirement="9.9.9z", value="met").status_code == 404


def test_pressing_a_level_answers_the_mirror(small: Case) -> None:
    link(small, item(small))
    write(small, small.slot())
    response = post(small, "muc?muc=1", level="1")
    html = response.content.decode()
    assert response.status_code == 200
    assert small.sheet().level == 1
    assert html.lstrip().startswith('<div id="doi-chieu"')
    assert 'id="muc-1" value="1" aria-pressed="true"' in html
    assert 'id="trang-thai-phieu"' in html


def test_a_level_that_lacks_something_names_every_piece(small: Case) -> None:
    response = post(small, "muc", level="2")
    html = response.content.decode()
    assert response.status_code == 422
    for piece in ("Mức 1 chưa có mô tả", "Mức 2 chưa có mô tả", "Chưa có minh chứng dùng được"):
        assert piece in html
    assert small.sheet().level is None


@pytest.mark.parametrize("level", ["9", "²", "-1", "abc", "1.0"])
def test_a_level_is_one_of_the_criterions(small: Case, level: str) -> None:
    assert post(small, "muc", level=level).status_code == 422
    assert small.sheet().level is None


def test_a_level_taken_back(small: Case) -> None:
    decide(small)
    assert post(small, "muc", level="").status_code == 200
    assert small.sheet().level is None


def test_the_mirror_tells_what_is_missing_and_what_it_would_do(small: Case) -> None:
    html = page(small, "tieu-chi/thcs/1.3/doi-chieu")
    assert "Mức 1 chưa có mô tả hiện trạng." in html
    assert "Nếu 1.3 đạt Mức 1, để trường đạt Mức 1 còn:" in html
    decide(small, "1.1")
    decide(small, "2.3")
    assert "Nếu 1.3 đạt Mức 1, trường đạt Mức 1." in page(small, "tieu-chi/thcs/1.3/doi-chieu")


def test_the_mirror_previews_the_level_as_the_form_prints_it(small: Case) -> None:
    proof = item(small)
    write(small, small.slot(), "Mức một", [proof])
    write(small, small.slot("1.3", 2), "Mức hai")
    first, second = (page(small, f"tieu-chi/thcs/1.3/doi-chieu?muc={level}") for level in (1, 2))
    assert ("Mức một" in first, "Mức hai" in first) == (True, False)
    assert ("Mức một" in second, "Mức hai" in second) == (False, True)


def test_a_withdrawn_level_is_explained(decided: Case) -> None:
    write(decided, decided.slot(), "")
    assert "Không còn mô tả hiện trạng cho mức đã chọn." in page(decided)


def test_a_sheet_goes_its_way_by_buttons(decided: Case) -> None:
    assert post(decided, "chuyen", move="hand_in").status_code == 302
    assert decided.sheet().state == SheetState.WAITING
    response = post(decided, "chuyen", move="return", reason="Ghi rõ ngày trích xuất")
    assert response.status_code == 302
    html = page(decided)
    assert "Ghi rõ ngày trích xuất" in html
    assert "Cần sửa" in html


def test_who_may_only_read_gets_no_buttons_and_no_way_to_write(decided: Case) -> None:
    html = page(decided, role=Role.VIEWER)
    assert "hx-post" not in html
    assert 'data-passage-readonly-value="true"' in html
    for rest, data in (
        ("tra-loi", {"requirement": "1.3.1a", "value": "met"}),
        ("muc", {"level": ""}),
        ("chuyen", {"move": "hand_in"}),
    ):
        assert post(decided, rest, Role.VIEWER, **data).status_code == 403
    assert decided.sheet().level == 1


def test_a_member_without_assignment_reads_only(decided: Case) -> None:
    assert 'data-passage-readonly-value="true"' in page(decided, role=Role.MEMBER)
    assert post(decided, "tra-loi", Role.MEMBER, requirement="1.3.1a", value="met").status_code == 403


def test_a_contributor_sees_no_sheet(decided: Case) -> None:
    client = decided.client(Role.CONTRIBUTOR)
    assert client.get(decided.url("tieu-chi/thcs/1.3/")).status_code == 403


def test_strangers_and_other_schools_are_told_nothing(decided: Case) -> None:
    other = make_case(standard_set=small_set())
    for client in (other.client(Role.PRINCIPAL), signed_in(member(SchoolFactory(), Role.CHAIR))):
        assert client.get(decided.url("tieu-chi/thcs/1.3/")).status_code == 404
        assert client.post(decided.url("tieu-chi/thcs/1.3/muc"), {"level": ""}).status_code == 404
    assert Client().get(decided.url("tieu-chi/thcs/1.3/")).status_code == 302


@pytest.mark.usefixtures("db", "_scopes_open")
def test_an_officer_above_reads_and_writes_nothing() -> None:
    commune, elsewhere = CommuneFactory(), CommuneFactory()
    case = make_case(standard_set=small_set(), under=commune)
    officer = signed_in(member(commune, Role.COMMUNE_OFFICER))
    html = officer.get(case.url("tieu-chi/thcs/1.3/")).content.decode()
    assert 'data-passage-readonly-value="true"' in html
    assert officer.post(case.url("tieu-chi/thcs/1.3/muc"), {"level": ""}).status_code == 403
    foreign = signed_in(member(elsewhere, Role.COMMUNE_OFFICER))
    assert foreign.get(case.url("tieu-chi/thcs/1.3/")).status_code == 404


def test_the_name_of_sensitive_evidence_is_for_those_who_may_see_it(small: Case) -> None:
    secret = item(small, name="Hồ sơ em Nguyễn Văn Kín")
    link(small, secret)
    write(small, small.slot(), "Có theo dõi", [secret])
    secret.sensitive = True
    secret.save()
    assert "Nguyễn Văn Kín" in page(small)
    for rest in (
        "tieu-chi/thcs/1.3/",
        "tieu-chi/thcs/1.3/doi-chieu",
        f"doan-van/lich-su/?slot={small.slot()}",
    ):
        html = page(small, rest, Role.VIEWER)
        assert "Nguyễn Văn Kín" not in html
        assert secret.code in html


@pytest.mark.usefixtures("db", "_scopes_open")
def test_a_school_of_two_levels_has_a_page_each_and_nothing_leaks() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    decide(case, "1.3", track="tieu_hoc")
    own = item(case, name="Sổ theo dõi tiểu học")
    link(case, own, "1.3", "tieu_hoc")
    primary, secondary = (page(case, f"tieu-chi/{track}/1.3/") for track in ("tieu_hoc", "thcs"))
    assert "Sổ theo dõi tiểu học" in primary
    assert "Sổ theo dõi tiểu học" not in secondary
    assert "Nhà trường lập đủ hồ sơ." in primary
    assert "Nhà trường lập đủ hồ sơ." not in secondary
    assert case.url("tieu-chi/thcs/1.3/") in primary


def test_the_menu_leads_to_the_criterion_to_work_on(decided: Case) -> None:
    client = decided.client()
    first = client.get(decided.url("tieu-chi/"))
    assert first.headers["Location"] == decided.url("tieu-chi/thcs/1.1/")
    press_level(actor=decided.system, sheet=decided.sheet("2.3"), level=None)
    assert client.get(decided.url("tieu-chi/")).headers["Location"] == decided.url("tieu-chi/thcs/2.3/")


def test_ones_own_open_criterion_comes_first(small: Case) -> None:
    teacher = member(small.school, Role.MEMBER)
    seat_council(small, member=teacher)
    seat = CouncilMember.objects.get(user=teacher)
    pairs = {(small.sheet("2.3").pk, seat.pk)}
    save_assignments(actor=small.system, assessment=small.assessment, pairs=pairs, leads={})
    response = signed_in(teacher).get(small.url("tieu-chi/"))
    assert response.headers["Location"] == small.url("tieu-chi/thcs/2.3/")


def test_an_approved_sheet_shows_its_state_in_the_tree(decided: Case) -> None:
    move_sheet(actor=decided.system, sheet=decided.sheet("1.1"), move="approve")
    html = page(decided)
    assert "Đã duyệt" in html
    assert html.count('aria-current="page"') >= 2


def test_the_button_of_a_sheet_is_not_that_of_the_report(small: Case) -> None:
    write(small, small.slot())
    html = small.client().get(small.url("tieu-chi/thcs/1.3/")).content.decode()
    assert "Trình phiếu này" in html
    assert "Trình duyệt báo cáo" not in html


def test_the_panel_says_what_nobody_looked_at_and_leads_there(small: Case) -> None:
    html = small.client().get(small.url("tieu-chi/thcs/1.3/")).content.decode()
    second = small.assessment.standard_set.catalogue.criterion("1.3").level(2)
    assert second is not None
    count = sum(not one.derived for one in second.requirements)
    words = f"Chưa xét {count}/{count} yêu cầu của Mức 2"
    assert f'<a href="{small.url("tieu-chi/thcs/1.3/")}?muc=2#yc-1.3.2a">{words}</a>' in html
    assert "khi còn yêu cầu chưa xét" not in html
    decide(small, "1.3", 2)
    after = small.client().get(small.url("tieu-chi/thcs/1.3/")).content.decode()
    assert "Đã ghi “Đạt Mức 2” khi còn yêu cầu chưa xét:" in after
    reader = small.client(Role.VIEWER).get(small.url("tieu-chi/thcs/1.3/")).content.decode()
    assert "Đã ghi “Đạt Mức 2” khi còn yêu cầu chưa xét:" in reader


@pytest.mark.usefixtures("db", "_scopes_open")
def test_a_card_says_how_many_dated_records_are_needed_and_how_many_are_still_missing() -> None:
    """1.4.2c: the monitoring of the improvement plan, twice a year by Biểu 2."""
    full = make_case()
    rest = "tieu-chi/thcs/1.4/?muc=2"

    def card() -> str:
        return page(full, rest).split('id="yc-1.4.2c"')[1].split("</article>")[0]

    assert "ít nhất 2 lần trong năm học, mỗi lần một ngày (Biểu 2 mục VI" in card()
    assert "Chưa đủ số lần" not in card()
    for month, said in ((9, "trong năm học cần ít nhất 2 lần, mới có 1"), (10, "")):
        proof = item(full, criterion="1.4", kind="bien_ban_ra_soat", issued_on=dt.date(2026, month, 30))
        with scopes_disabled():
            link_item(
                actor=full.system,
                item=proof,
                place=Place(full.assessment.pk, "thcs", "1.4", requirement="1.4.2c"),
            )
        assert ("Chưa đủ số lần" in card()) == bool(said)
        assert said in card()


@pytest.mark.usefixtures("db", "_scopes_open")
def test_what_is_only_usual_is_said_without_alarm() -> None:
    """1.2.2a: two reviews are usual, no paper is named."""
    full = make_case()
    proof = item(full, criterion="1.2", kind="bien_ban_ra_soat", issued_on=dt.date(2026, 9, 30))
    with scopes_disabled():
        link_item(
            actor=full.system,
            item=proof,
            place=Place(full.assessment.pk, "thcs", "1.2", requirement="1.2.2a"),
        )
    card = page(full, "tieu-chi/thcs/1.2/?muc=2").split('id="yc-1.2.2a"')[1].split("</article>")[0]
    assert "Nên có ít nhất 2 lần, mới có 1 (thông lệ)." in card
    assert "Chưa đủ số lần" not in card
