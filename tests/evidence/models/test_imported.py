"""What an import leaves behind."""

import pytest
from django.db import IntegrityError, transaction

from minhdinh.access.scope import ScopeError, school_scope
from minhdinh.evidence.models import ImportedRow, ImportState, ListImport
from tests.evidence.factories import YEAR, House, make_house, make_item

pytestmark = pytest.mark.django_db


def test_a_row_is_known_once_a_school(house: House) -> None:
    item, other = make_item(house), make_house("bac-ha")
    theirs = make_item(other)
    with school_scope(house.school.pk, other.school.pk):
        ImportedRow.objects.create(school=house.school, item=item, key="a" * 64)
        ImportedRow.objects.create(school=other.school, item=theirs, key="a" * 64)
        with pytest.raises(IntegrityError), transaction.atomic():
            ImportedRow.objects.create(school=house.school, item=item, key="a" * 64)
        assert str(ImportedRow.objects.earliest("id")) == f"{'a' * 12} → {item.pk}"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_row_never_points_to_another_school(house: House) -> None:
    theirs = make_item(make_house("bac-ha"))
    with school_scope(house.school.pk), pytest.raises(IntegrityError), transaction.atomic():
        ImportedRow.objects.create(school=house.school, item=theirs, key="b" * 64)


def test_imports_are_a_school_s_own(house: House) -> None:
    with school_scope(house.school.pk):
        draft = ListImport.objects.create(
            school=house.school, person_id=1, year=YEAR, file_name="danh-muc.csv"
        )
        assert draft.state == ImportState.CHECKED
        assert str(draft) == "danh-muc.csv (Đã đọc)"
    with school_scope(make_house("bac-ha").school.pk):
        assert not ListImport.objects.exists()
    with pytest.raises(ScopeError):
        ListImport.objects.count()
