"""Labels of items and boxes."""

import pytest
from pytest_django import Settings

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.evidence.bulk.labels import box_labels, item_labels, qr_svg
from minhdinh.evidence.enums import Storage
from tests.evidence.factories import House, make_actor, make_house, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def test_the_qr_is_drawn_without_style_or_script(settings: Settings) -> None:
    settings.MINHDINH_PUBLIC_URL = "https://kho.vi-du.vn"
    drawn = qr_svg("/truong/sao-mai/2026-2027/minh-chung/1/")
    assert drawn.startswith("<svg")
    assert "style" not in drawn
    assert "script" not in drawn
    assert drawn == qr_svg("/truong/sao-mai/2026-2027/minh-chung/1/") != qr_svg("/khac/")


def test_a_label_an_item(house: House) -> None:
    item = make_item(house, name="Sổ họp", storage=Storage.PLACE, place="Tủ 2")
    (label,) = item_labels([item], house.url())
    assert (label.big, label.name, label.below) == (item.code, "Sổ họp", "Tủ 2")
    assert label.qr == qr_svg(house.url(f"{item.pk}/"))


def test_a_label_a_box_with_the_codes_inside(house: House, secretary: Actor) -> None:
    for criterion, place in (("1.1", "Tủ 2"), ("1.3", "Tủ 2"), ("1.2", "Tủ 1"), ("", "Tủ 3")):
        make_item(house, criterion=criterion, storage=Storage.PLACE, place=place)
    make_item(house, name="Không hộp")
    make_item(make_house("bac-ha"), storage=Storage.PLACE, place="Tủ 9")
    labels = box_labels(secretary, house.school.pk, house.url())
    assert [(label.big, label.name, label.below) for label in labels] == [
        ("Tủ 1", "MC.1.2.01", "1 minh chứng"),
        ("Tủ 2", "MC.1.1.01 – MC.1.3.01", "2 minh chứng"),
        ("Tủ 3", "", "1 minh chứng"),
    ]
    assert labels[1].qr == qr_svg(f"{house.url()}?place=T%E1%BB%A7%202")


def test_boxes_of_what_one_may_not_see_are_not_named(house: House) -> None:
    make_item(house, kind="ho_so_vu_viec", storage=Storage.PLACE, place="Tủ sắt")
    assert box_labels(make_actor(house, Role.VIEWER), house.school.pk, house.url()) == []
