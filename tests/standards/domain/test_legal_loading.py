import datetime as dt
from pathlib import Path

import pytest

from minhdinh.standards.catalogue import packaged_sets
from minhdinh.standards.domain.legal_loading import install_documents, read_documents
from minhdinh.standards.domain.legal_queries import check_citations, library
from minhdinh.standards.models import LegalAttachment, LegalDocument, LegalRelation
from minhdinh.standards.rules.legal_citations import find_citations, number_key


def test_the_packaged_file_is_whole() -> None:
    entries = read_documents()
    keys = [number_key(entry["number"]) for entry in entries]
    assert len(set(keys)) == len(keys)
    for entry in entries:
        for link in ("amends", "replaces", "guides"):
            assert {number_key(number) for number in entry.get(link, [])} <= set(keys), entry["number"]
        if {"issued_on", "effective_to"} <= entry.keys():
            assert entry["issued_on"] < entry["effective_to"]
    assert {set_id for entry in entries for set_id in entry.get("sets", [])} == {
        one.id for one in packaged_sets()
    }


def test_every_document_that_a_packaged_set_names_is_there_with_the_same_day() -> None:
    entries = {number_key(entry["number"]): entry for entry in read_documents()}
    for standard_set in packaged_sets():
        for cited in find_citations(standard_set.legal_basis):
            entry = entries[number_key(cited.number)]
            assert cited.day in {entry.get("issued_on"), None}, (standard_set.id, cited)


@pytest.mark.django_db
def test_installing_twice_adds_nothing_and_keeps_what_people_changed() -> None:
    count = install_documents()
    assert count == LegalDocument.objects.count() == len(read_documents())
    row = LegalDocument.objects.get(number="5942/BGDĐT-QLCL")
    row.note = "đã xem"
    row.save()
    relations, attachments = LegalRelation.objects.count(), LegalAttachment.objects.count()
    assert install_documents() == 0
    row.refresh_from_db()
    assert row.note == "đã xem"
    assert (LegalRelation.objects.count(), LegalAttachment.objects.count()) == (relations, attachments)


@pytest.mark.django_db
def test_the_guidance_of_2018_is_dated_2018() -> None:
    install_documents()
    known = library()[number_key("5942/BGDĐT-QLCL")]
    assert str(known.issued_on) == "2018-12-28"
    (finding,) = check_citations("Công văn 5942/BGDĐT-QLCL ngày 28/12/2019", dt.date(2020, 9, 14))
    assert "thư viện ghi năm 2018" in finding.message


def test_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("format: other/1\ndocuments: []\n", encoding="utf-8")
    with pytest.raises(ValueError, match="legal-documents"):
        read_documents(path)
