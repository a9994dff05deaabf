"""The demo as a stranger sees it: its people are on no public page."""

import re

import pytest
from django.test import Client

from minhdinh.accounts.models import User
from minhdinh.organisations.models import SchoolProfile
from tests.portal.crawl import walked

MAIL = re.compile(r"[\w.-]+@[\w-]+\.[\w.]+")
PHONE = re.compile(r"0000 ?\d{3} ?\d{3}")


@pytest.mark.usefixtures("province")
def test_no_person_mail_or_telephone_of_the_demo_is_public() -> None:
    found = walked("/tra-cuu/")
    public = {address: text for address, (_status, text) in found.items() if "/tra-cuu/" in address}
    assert len(public) > 20
    assert {address: status for address, (status, _text) in found.items() if status >= 500} == {}
    people = {*User.objects.values_list("full_name", flat=True)}
    people |= {name for name in SchoolProfile.objects.values_list("head_name", flat=True) if name}
    assert len(people) > 20
    leaks = [(address, name) for address, text in public.items() for name in people if name in text]
    assert leaks == []
    assert [address for address, text in public.items() if MAIL.search(text) or PHONE.search(text)] == []


@pytest.mark.usefixtures("province")
def test_a_recognised_school_of_the_demo_shows_its_paper() -> None:
    text = Client().get("/tra-cuu/truong/mn-son-ca/").content.decode()
    assert "41/QĐ-UBND" in text
    assert "14/01/2027" in text
