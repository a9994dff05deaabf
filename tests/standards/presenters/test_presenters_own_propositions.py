"""Own propositions as pages show them."""

import pytest

from minhdinh.common.keyset import page_asked
from minhdinh.standards.domain.own_propositions import own_of
from minhdinh.standards.presenters.own_propositions import above_views, examples, own_table, preview
from minhdinh.standards.suggestions import check_values, library_ids, library_of
from tests.factories import World
from tests.standards.own import SET, make_own

pytestmark = pytest.mark.django_db


def test_the_table_names_requirement_set_state_and_leads_to_the_page(world: World) -> None:
    row = make_own(world.school, text="Có vườn rau.")
    page = page_asked({}, own_of(world.school), ("set_id", "requirement", "id"))
    table = own_table(page, {SET: "Bộ mới"}, code="thcs-an-binh", side="school", set_id="")
    (shown,) = table["rows"]
    assert shown["url"] == f"/truong/thcs-an-binh/menh-de-rieng/{row.pk}/"
    assert (shown["cells"]["text"], shown["cells"]["set"]) == ("Có vườn rau.", "Bộ mới")
    assert "Đang dùng" in shown["cells"]["state"]
    assert "bản 1" in shown["cells"]["state"]
    assert table["filtered"] is False


def test_a_retired_one_says_so_and_an_unknown_set_shows_its_id(world: World) -> None:
    row = make_own(world.department)
    row.active = False
    row.save()
    page = page_asked({}, own_of(world.department), ("set_id", "requirement", "id"))
    table = own_table(page, {}, code="so", side="office", set_id=SET)
    (shown,) = table["rows"]
    assert "Ngừng dùng" in shown["cells"]["state"]
    assert shown["cells"]["set"] == SET
    assert shown["url"] == f"/co-quan/so/menh-de-rieng/{row.pk}/"
    assert table["filtered"] is True


def test_those_from_above_carry_their_source(world: World) -> None:
    make_own(world.department, text="Câu của Sở.")
    (shown,) = above_views(list(own_of(world.department)))
    assert shown == {
        "requirement": "1.1.1a",
        "text": "Câu của Sở.",
        "source": world.department.name,
        "group": "Thực hiện",
    }


def test_a_preview_reads_like_the_sentence(world: World) -> None:
    shown = preview(make_own(world.school))
    assert shown["sentences"][1] == "Có 12 buổi ngày hội đọc sách về [Chủ đề] trong năm học 2026-2027."
    assert shown["slots"] == ["Năm học", "Số buổi", "Chủ đề"]
    assert shown["all"] == ["Kế hoạch"]
    assert len(shown["any"]) == 2
    assert shown["dates"] == 0


def test_examples_are_values_that_each_slot_takes() -> None:
    for name in library_ids():
        for entry in library_of(name):
            for one in entry.propositions:
                assert not any(problem.empty for problem in check_values(one, examples(one)))
