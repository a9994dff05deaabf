import datetime as dt

import pytest

from minhdinh.standards.legal_forms import MOST_TEXT, CheckForm, DocumentForm, RelationForm
from minhdinh.standards.models import LegalDocument

pytestmark = pytest.mark.django_db
GIVEN = {"number": "1/TT", "kind": "circular", "title": "A", "confidence": "low"}


def test_values_leave_the_sets_out() -> None:
    form = DocumentForm({**GIVEN, "issued_on": "5/9/2020"})
    assert form.is_valid(), form.errors
    assert form.values()["issued_on"] == dt.date(2020, 9, 5)
    assert "set_ids" not in form.values()
    assert form.cleaned_data["set_ids"] == []


@pytest.mark.parametrize("field", ["number", "kind", "title", "confidence"])
def test_what_must_be_there(field: str) -> None:
    form = DocumentForm({**GIVEN, field: ""})
    assert not form.is_valid()
    assert field in form.errors


def test_a_set_that_is_not_loaded_is_refused() -> None:
    assert "set_ids" in DocumentForm({**GIVEN, "set_ids": ["khong-co"]}).errors


def test_an_address_without_scheme_is_completed() -> None:
    form = DocumentForm({**GIVEN, "url": "vanban.example.vn/1"})
    assert form.is_valid()
    assert form.values()["url"] == "https://vanban.example.vn/1"


def test_a_relation_never_leads_to_itself() -> None:
    source = LegalDocument.objects.create(number="1/TT", kind="circular", title="A")
    other = LegalDocument.objects.create(number="2/TT", kind="circular", title="B")
    assert RelationForm({"kind": "amends", "target": other.pk}, source=source).is_valid()
    assert not RelationForm({"kind": "amends", "target": source.pk}, source=source).is_valid()
    assert not RelationForm({"kind": "likes", "target": other.pk}, source=source).is_valid()


def test_a_text_has_an_end() -> None:
    assert CheckForm({"day": "14/09/2020", "text": "a" * MOST_TEXT}).is_valid()
    assert "text" in CheckForm({"day": "14/09/2020", "text": "a" * (MOST_TEXT + 1)}).errors
    assert "day" in CheckForm({"day": "hôm qua", "text": "a"}).errors
