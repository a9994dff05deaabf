"""Addresses of registrations: none hides another, and schools and offices keep apart."""

import pytest
from django.urls import resolve, reverse

from minhdinh.appraisals import urls_cases

SAMPLES = {"case_id": 7, "file_id": 9, "act": "forward", "key": "a"}


@pytest.mark.parametrize("pattern", urls_cases.urlpatterns, ids=lambda one: str(one.name))
def test_every_address_leads_to_its_own_view(pattern: object) -> None:
    converters = pattern.pattern.converters  # type: ignore[attr-defined]
    name = pattern.name  # type: ignore[attr-defined]
    values = {part: SAMPLES.get(part, "mau") for part in converters}
    address = reverse(f"appraisals:{name}", kwargs=values)
    assert resolve(address).view_name == f"appraisals:{name}"
    assert address.startswith("/truong/mau/" if name.startswith("case-school") else "/co-quan/mau/")


def test_every_view_asks_for_a_right() -> None:
    assert all(one.callback.access for one in urls_cases.urlpatterns)  # type: ignore[attr-defined]


def test_a_registration_is_named_by_a_number() -> None:
    assert resolve("/co-quan/mau/dang-ky/12/").kwargs == {"code": "mau", "case_id": 12}
    assert resolve("/co-quan/mau/dang-ky/so.xlsx").view_name == "appraisals:case-export"
