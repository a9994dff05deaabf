"""The packaged files as objects."""

import pytest

from minhdinh.standards.catalogue import packaged_ids, packaged_set, propositions
from minhdinh.standards.enums import RequirementKind
from minhdinh.standards.suggestions import SlotInput, library_ids, library_of
from minhdinh.standards.suggestions.reading import library_path, slot_from
from tests.standards.suggestions.sample_values import every

CORE = ("1.1", "1.2", "1.3", "1.4", "2.1", "2.2")
OF_2018 = ("tt17-2018-tieu-hoc", "tt18-2018-trung-hoc", "tt19-2018-mam-non")


def test_six_sets_have_suggestions():
    assert library_ids() == sorted([*OF_2018, "tt57-2026-gdtx", "tt57-2026-mam-non", "tt57-2026-pho-thong"])
    assert set(library_ids()) <= set(packaged_ids())


def test_a_set_without_a_file_has_an_empty_library():
    empty = library_of("tt42-2012-tieu-hoc")
    assert list(empty) == []
    assert not library_path("tt42-2012-tieu-hoc").exists()


def test_a_library_is_read_once():
    assert library_of("tt57-2026-gdtx") is library_of("tt57-2026-gdtx")


@pytest.mark.parametrize("name", OF_2018)
def test_the_core_of_the_sets_of_2018_is_whole(name):
    wanted = {entry.id for code in CORE for entry in packaged_set(name).criterion(code).iter_requirements()}
    assert {entry.requirement for entry in library_of(name)} == wanted
    for entry in library_of(name):
        assert 1 <= len(entry.propositions) <= 3
        assert entry.ask.endswith("?")
        assert entry.negative


@pytest.mark.parametrize("name", OF_2018)
def test_the_stored_content_of_the_sets_of_2018_stays_as_it_was(name):
    assert propositions(name) == {}


def test_only_what_the_system_answers_has_no_negative():
    for name in library_ids():
        for entry in library_of(name):
            assert (entry.negative is None) == (entry.derived == "level_1")


def test_all_five_groups_are_there_and_every_proposition_has_wordings():
    assert {one.group for _, one in every()} == set(RequirementKind)
    assert all(2 <= len(one.wordings) <= 5 for _, one in every())
    assert len({(name, one.id) for name, one in every()}) == len(every())


@pytest.mark.parametrize(
    ("label", "document"),
    [
        ("Tên văn bản", True),
        ("Tên kế hoạch, phương án", True),
        ("Tên và số của kế hoạch", True),
        ("Tên, số, ngày văn bản phân công", True),
        ("Tên văn bản (ví dụ: chiến lược)", True),
        ("Tên chuyên đề", False),
        ("Tên các tổ chuyên môn", False),
        ("Tên kế toán trưởng", False),
        ("Nội dung của kế hoạch", False),
    ],
)
def test_a_slot_that_asks_for_a_documents_name_is_known_by_its_label(label, document):
    slot = slot_from({"name": "x", "label": label, "type": "text"})
    assert slot.document is document
    assert slot.input == (SlotInput.DOCUMENT if document else SlotInput.TEXT)


def test_a_file_may_say_it_itself():
    assert slot_from({"name": "x", "label": "Giấy tờ", "type": "text", "document": True}).document
    assert not slot_from({"name": "x", "label": "Tên văn bản", "type": "text", "document": False}).document
