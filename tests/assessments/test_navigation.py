"""What this room puts into a school's menu; that each entry opens is walked in ``tests/access/test_menu.py``."""

from django.urls import reverse

from minhdinh.access.permissions import P
from minhdinh.assessments.navigation import ENTRIES


def test_the_steps_of_a_year_stand_in_order() -> None:
    names = [one.url_name for one in sorted(ENTRIES, key=lambda one: one.order)]
    steps = ["overview", "council", "plan", "sheet-first", "remarks", "report", "approval"]
    assert [name for name in names if name.removeprefix("assessments:") in steps] == [
        f"assessments:{step}" for step in steps
    ]


def test_every_entry_has_an_address() -> None:
    for one in ENTRIES:
        given = {"code": "thcs", "year": "2026-2027"} if one.needs_year else {"code": "thcs"}
        assert reverse(one.url_name, kwargs=given).startswith("/truong/thcs/")


def test_the_mirror_is_the_schools_own_and_opening_a_year_needs_its_permission() -> None:
    assert [one.url_name for one in ENTRIES if one.own_only] == ["assessments:coverage"]
    assert [one.url_name for one in ENTRIES if one.permission == P.YEAR_OPEN] == ["assessments:open"]
