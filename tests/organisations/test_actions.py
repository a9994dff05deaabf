"""The sentences of this room's entries in the audit record."""

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import MASKED, sentence
from minhdinh.organisations import actions
from minhdinh.organisations.domain.tree import add_organisation


@pytest.mark.django_db
def test_an_added_organisation_is_told_with_its_code() -> None:
    add_organisation(actor=system_actor(), code="so-an-hoa", name="Sở GDĐT An Hòa", kind="department")
    entry = Entry.objects.get()
    assert sentence(entry.action, entry.data) == "Thêm đơn vị Sở GDĐT An Hòa (so-an-hoa)"


def test_no_sentence_asks_for_what_the_record_masks() -> None:
    codes = [value for name, value in vars(actions).items() if name.isupper()]
    assert codes
    for code in codes:
        for secret in MASKED:
            assert "***" not in sentence(code, {secret: "***"}), code
