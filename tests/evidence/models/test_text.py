"""The row that keeps a file's words."""

import pytest
from django.db import IntegrityError, transaction

from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.models import BlobText
from tests.evidence.factories import House, make_file, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def test_the_same_bytes_have_one_row_that_goes_with_them(house: House) -> None:
    item = make_item(house)
    blob = make_file(item).blob
    row = BlobText.objects.create(school=house.school, blob=blob, state=ReadingState.READ, text="Kế hoạch")
    assert str(row) == f"{blob.pk} read"
    with pytest.raises(IntegrityError), transaction.atomic():
        BlobText.objects.create(school=house.school, blob=blob, state=ReadingState.EMPTY)
    item.files.all().delete()
    blob.delete()
    assert not BlobText.objects.exists()


def test_a_file_without_words_keeps_why(house: House) -> None:
    blob = make_file(make_item(house)).blob
    row = BlobText.objects.create(school=house.school, blob=blob, state=ReadingState.NO_TOOL, reason="thiếu")
    row.refresh_from_db()
    assert (row.text, row.words, row.by_eye, row.pages) == ("", "", False, 0)
    assert row.get_state_display() == "Máy chủ thiếu công cụ đọc"
