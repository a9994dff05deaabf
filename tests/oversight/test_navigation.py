"""The entries of the offices' menu lead somewhere and ask for what their pages ask for."""

import pytest
from django.urls import resolve, reverse

from minhdinh.organisations.web import NavEntry
from minhdinh.oversight.navigation import ENTRIES

YEAR = "2026-2027"


def address(entry: NavEntry) -> str:
    kwargs = {"code": "so", **({"year": YEAR} if entry.needs_year else {})}
    return reverse(entry.url_name, kwargs=kwargs)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.url_name)
def test_an_entry_leads_to_a_page_that_asks_for_its_permission(entry: NavEntry) -> None:
    view = resolve(address(entry)).func
    assert entry.permission in view.access.split("|")  # type: ignore[attr-defined]


def test_names_and_places_in_the_menu_are_unique() -> None:
    names = [entry.url_name for entry in ENTRIES]
    assert len(set(names)) == len(names)
    labels = [str(entry.label) for entry in ENTRIES]
    assert len(set(labels)) == len(labels)
