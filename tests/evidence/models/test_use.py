"""What the database itself keeps true of items, files, uses and citations."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from minhdinh.evidence.models import (
    Blob,
    Citation,
    CodeCounter,
    EvidenceCode,
    EvidenceFile,
    EvidenceItem,
    EvidenceUse,
)
from tests.evidence.factories import House, make_file, make_house, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def attempt(make: Callable[[], object]) -> None:
    """Carry out one write and check what the database checks at the end of a transaction."""
    with transaction.atomic():
        make()
        connection.check_constraints()


def refused(make: Callable[[], object]) -> None:
    """Expect the database to refuse, at once or when constraints are checked."""
    with pytest.raises(IntegrityError):
        attempt(make)


def test_a_use_stands_once(house: House) -> None:
    place = {
        "school": house.school,
        "item": make_item(house),
        "assessment_id": house.assessment.pk,
        "track": "thcs",
        "criterion": "1.3",
    }
    EvidenceUse.objects.create(**place)
    EvidenceUse.objects.create(**place, requirement="1.3.1a")
    refused(lambda: EvidenceUse.objects.create(**place))


def test_a_text_cites_an_item_once(house: House) -> None:
    item = make_item(house)
    one = {"school": house.school, "item": item, "assessment_id": 1, "source": "passage:1"}
    Citation.objects.create(**one)
    Citation.objects.create(**{**one, "source": "passage:2"})
    refused(lambda: Citation.objects.create(**one))


def test_a_code_is_given_once_a_convention_and_school(house: House) -> None:
    item, other = make_item(house), make_item(house)
    code = {"school": house.school, "convention": "h-2018", "text": "H1-1.1-01", "criterion": "1.1"}
    EvidenceCode.objects.create(**code, item=item)
    refused(lambda: EvidenceCode.objects.create(**code, item=other))
    refused(lambda: EvidenceCode.objects.create(**{**code, "text": "H1-1.1-02"}, item=item))
    EvidenceCode.objects.create(**{**code, "text": "H1-1.1-02"}, item=item, current=False)
    elsewhere = make_house()
    EvidenceCode.objects.create(**{**code, "school": elsewhere.school}, item=make_item(elsewhere))


def test_a_code_belongs_to_one_item_and_none_to_any_number(house: House) -> None:
    make_item(house)
    refused(
        lambda: EvidenceItem(school=house.school, code="MC.1.1.01", name="x", first_year="2026-2027").save()
    )
    for _time in range(2):
        EvidenceItem(school=house.school, name="x", first_year="2026-2027").save()


def test_a_criterion_has_one_counter(house: House) -> None:
    counter = {"school": house.school, "convention": "mc-2026", "criterion": "3.3"}
    CodeCounter.objects.create(**counter)
    refused(lambda: CodeCounter.objects.create(**counter))


def test_rows_of_one_school_never_point_to_another(house: House) -> None:
    elsewhere = make_house()
    foreign = make_item(elsewhere)
    foreign_blob = make_file(foreign).blob
    mine = make_item(house)
    refused(
        lambda: EvidenceUse.objects.create(
            school=house.school, item=foreign, assessment_id=1, track="thcs", criterion="1.1"
        )
    )
    refused(
        lambda: Citation.objects.create(
            school=house.school, item=foreign, assessment_id=1, source="passage:1"
        )
    )
    refused(
        lambda: EvidenceFile.objects.create(school=house.school, item=mine, blob=foreign_blob, name="a.pdf")
    )
    refused(
        lambda: EvidenceCode.objects.create(
            school=house.school, item=foreign, convention="h", text="H1", criterion="1.1"
        )
    )


def test_what_is_used_cannot_be_deleted(house: House) -> None:
    item = make_item(house)
    file = make_file(item)
    for row in (item, file.blob):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.delete()
    assert Blob.objects.filter(pk=file.blob_id).exists()


def test_rows_read_well_in_lists(house: House) -> None:
    item = make_item(house, name="Kế hoạch")
    file = make_file(item)
    use = EvidenceUse(item=item, criterion="1.3")
    citation = Citation(item=item, source="passage:1")
    assert str(item) == "MC.1.1.01 Kế hoạch"
    assert str(file) == "ke-hoach.pdf"
    assert str(file.blob).startswith(file.blob.sha256[:12])
    assert str(use) == f"{item.pk} → 1.3"
    assert str(citation) == f"passage:1 → {item.pk}"
    assert str(item.codes.get()) == "MC.1.1.01"
    assert str(CodeCounter.objects.get(criterion="1.1")) == "mc-2026 1.1: 1"
