import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from minhdinh.standards.catalogue import Correction
from minhdinh.standards.models import OfficialWording, RuleCorrection

pytestmark = pytest.mark.django_db


def test_a_row_gives_its_layer(tt57):
    row = RuleCorrection.objects.create(
        standard_set=tt57,
        target="rule_value:x",
        value=[1, "hai"],
        legal_reference="Điều 9",
        reason="Thử",
        author_name="Trần Hệ Thống",
    )
    row.refresh_from_db()
    assert row.as_correction() == Correction("rule_value:x", [1, "hai"], "Điều 9")
    assert (str(row), row.previous, row.withdrawn) == ("rule_value:x", None, False)


def test_a_set_that_was_corrected_cannot_be_deleted(tt57):
    RuleCorrection.objects.create(
        standard_set=tt57, target="x", value=1, legal_reference="x", reason="x", author_name="x"
    )
    with pytest.raises(ProtectedError):
        tt57.delete()


def test_a_level_has_one_wording(tt57):
    row = OfficialWording.objects.create(standard_set=tt57, criterion="1.1", level=1, text="Một")
    assert str(row) == "1.1 · 1"
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialWording.objects.create(standard_set=tt57, criterion="1.1", level=1, text="Hai")
    OfficialWording.objects.create(standard_set=tt57, criterion="1.1", level=2, text="Hai")
    assert tt57.official_wording() == {("1.1", 1): "Một", ("1.1", 2): "Hai"}
