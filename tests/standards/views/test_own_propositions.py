"""The pages of own propositions at a school and at the Sở."""

import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_set
from minhdinh.standards.models import OwnProposition
from tests.factories import World, member
from tests.standards.own import DRAFT, SET, make_own
from tests.standards.pages import signed_in, words

SCHOOL, OFFICE = "/truong/thcs-an-binh/menh-de-rieng/", "/co-quan/so/menh-de-rieng/"


@pytest.fixture
def stored(world: World) -> World:
    load_set(packaged_set(SET))
    return world


def filled(**values):
    given = {
        "requirement": "1.1.1a",
        "group": "thuc_hien",
        "text": DRAFT.text,
        "wordings": "\r\n".join(DRAFT.wordings),
        "all": ["ke_hoach"],
        "any": ["hinh_anh"],
        "dates": "",
    }
    return {**given, **values}


def principal(world: World) -> Client:
    return signed_in(world.owner)


@pytest.mark.parametrize("page", ["", "moi/"])
def test_a_stranger_finds_nothing_and_others_of_the_school_may_not(stored: World, page: str) -> None:
    assert signed_in(stored.stranger).get(SCHOOL + page).status_code == 404
    assert signed_in(stored.colleague).get(SCHOOL + page).status_code == 403
    assert signed_in(member(stored.school, Role.MEMBER)).get(SCHOOL + page).status_code == 403
    assert Client().get(SCHOOL + page).status_code == 302


def test_an_officer_reads_and_writes_at_the_office_and_not_at_the_school(stored: World) -> None:
    assert signed_in(stored.officer).get(OFFICE).status_code == 200
    assert signed_in(stored.officer).get(SCHOOL).status_code in {403, 404}
    assert signed_in(stored.commune_officer).get("/co-quan/xa-an-binh/menh-de-rieng/").status_code == 403


@pytest.mark.parametrize(("address", "who"), [(SCHOOL, "owner"), (OFFICE, "officer")])
def test_adding_leads_to_the_page_that_shows_how_it_reads(stored: World, address: str, who: str) -> None:
    client = signed_in(getattr(stored, who))
    assert "Chưa có mệnh đề riêng" in words(client.get(address))
    assert "Bộ tiêu chuẩn" in words(client.get(f"{address}moi/"))
    answer = client.post(f"{address}moi/?bo={SET}", filled(), follow=True)
    row = OwnProposition.objects.get()
    assert answer.redirect_chain == [(f"{address}{row.pk}/", 302)]
    shown = words(answer)
    assert "Đã thêm mệnh đề" in shown
    assert "Năm học 2026-2027, nhà trường tổ chức 12 buổi ngày hội đọc sách về [Chủ đề]." in shown
    assert "Minh chứng phải có đủ: Kế hoạch." in shown
    assert DRAFT.text in words(client.get(address))


def test_the_usual_set_of_a_school_needs_no_choice(stored: World) -> None:
    principal(stored).post(f"{SCHOOL}moi/", filled())
    assert OwnProposition.objects.get().set_id == SET


def test_a_wrong_draft_keeps_the_words_and_names_the_field(stored: World) -> None:
    answer = principal(stored).post(f"{SCHOOL}moi/", filled(wordings="Không có ô nào."))
    assert answer.status_code == 422
    assert "ô số liệu riêng" in words(answer)
    assert "Không có ô nào." in answer.content.decode()
    answer = principal(stored).post(f"{SCHOOL}moi/", filled(requirement="9.9.9"))
    assert answer.status_code == 422
    assert not OwnProposition.objects.exists()


def test_hostile_words_are_shown_as_words(stored: World) -> None:
    hostile = "<script>alert(1)</script> có {số buổi.__class__} buổi {số buổi}"
    answer = principal(stored).post(
        f"{SCHOOL}moi/", filled(text="<b>Có</b> buổi.", wordings=hostile), follow=True
    )
    assert b"<script>alert" not in answer.content
    assert b"<b>C" not in answer.content


def test_changing_and_retiring(stored: World) -> None:
    client, row = principal(stored), make_own(stored.school)
    page = f"{SCHOOL}{row.pk}/"
    assert 'name="version" value="1"' in client.get(page).content.decode()
    answer = client.post(page, filled(text="Câu đã sửa.", version=1), follow=True)
    assert "bản 2" in words(answer)
    stale = client.post(page, filled(text="Câu cũ.", version=1))
    assert stale.status_code == 422
    assert "vừa được người khác sửa" in words(stale)
    answer = client.post(f"{page}ngung/", follow=True)
    assert "Đã ngừng gợi ý" in words(answer)
    assert "Ngừng dùng" in words(client.get(SCHOOL))
    assert "được gợi ý trở lại" in words(client.post(f"{page}dung/", follow=True))
    assert client.get(f"{page}ngung/").status_code == 405
    assert client.post(f"{page}xoa/").status_code == 404


def test_another_schools_proposition_is_not_here(stored: World) -> None:
    row = make_own(stored.other_school)
    client = principal(stored)
    assert client.get(f"{SCHOOL}{row.pk}/").status_code == 404
    assert client.post(f"{SCHOOL}{row.pk}/ngung/").status_code == 404
    assert OwnProposition.objects.get().active


def test_a_school_reads_what_the_offices_above_added_with_their_names(stored: World) -> None:
    make_own(stored.department, text="Mệnh đề của Sở.")
    make_own(stored.other_school, text="Mệnh đề trường khác.")
    shown = words(principal(stored).get(SCHOOL))
    assert "Mệnh đề của Sở." in shown
    assert f"nguồn: {stored.department.name}" in shown
    assert "Mệnh đề trường khác." not in shown


def test_the_list_is_narrowed_to_a_set(stored: World) -> None:
    make_own(stored.school, text="Theo bộ mới.")
    make_own(stored.school, text="Theo bộ cũ.", set_id="tt18-2018-trung-hoc")
    client = principal(stored)
    shown = words(client.get(f"{SCHOOL}?bo={SET}"))
    assert "Theo bộ mới." in shown
    assert "Theo bộ cũ." not in shown
    assert "Theo bộ cũ." in words(client.get(f"{SCHOOL}?bo=la"))
    assert client.get(f"{SCHOOL}moi/?bo=la").status_code == 404


def test_control_characters_in_an_address_name_no_set(stored: World) -> None:
    client = principal(stored)
    assert client.get(f"{SCHOOL}?bo=%00").status_code == 200
    usual = client.get(f"{SCHOOL}moi/")
    empty = client.get(f"{SCHOOL}moi/?bo=%00")
    assert (empty.status_code, empty.context["sets"]) == (200, usual.context["sets"])
    assert client.get(f"{SCHOOL}moi/?bo=la%00").status_code == 404


def test_a_long_list_takes_no_more_queries(stored: World, django_assert_max_num_queries) -> None:
    client = principal(stored)
    for number in range(12):
        make_own(stored.school, text=f"Mệnh đề {number}.")
        make_own(stored.department, text=f"Mệnh đề Sở {number}.")
    with django_assert_max_num_queries(30):
        assert client.get(SCHOOL).status_code == 200
