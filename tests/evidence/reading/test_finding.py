"""Search over items and the words of their files."""

import datetime as dt
import tracemalloc
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.domain.queries import ItemFilter
from minhdinh.evidence.enums import ReadingState, Storage
from minhdinh.evidence.models import Blob, BlobText, EvidenceCode, EvidenceFile, EvidenceItem
from minhdinh.evidence.reading import finding
from minhdinh.evidence.reading.finding import (
    MOST_WORDS,
    Wanted,
    all_hits,
    find_ids,
    hits_of,
    senders_of,
    years_of,
)
from minhdinh.evidence.reading.folding import searched
from minhdinh.evidence.reading.highlights import plain
from minhdinh.evidence.reading.keeping import keep
from minhdinh.evidence.reading.words import Reading
from tests.evidence.factories import House, link, make_file, make_house, make_item, make_verified, pdf_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
TODAY = dt.date(2026, 11, 22)
MINUTES = "BIÊN BẢN họp tổ Toán. Nội dung: ôn thi học sinh giỏi, số 12/BB-THCS ngày 05 tháng 9 năm 2026."


def written(house: House, name: str, text: str, **values: Any) -> EvidenceItem:
    """Return an item whose file holds these words."""
    item = make_item(house, name=name, **values)
    file = make_file(item, pdf_bytes(name), f"{name}.pdf")
    keep(file.blob, Reading(ReadingState.READ, text))
    return item


def found(house: House, actor: Actor, text: str = "", *, year: str = "", **filters: Any) -> list[str]:
    wanted = Wanted(ItemFilter(text=text, assessment_id=house.assessment.pk, **filters), year)
    ids = find_ids(actor, house.school.pk, wanted, TODAY)
    return [hit.item.name for hit in hits_of(house.school.pk, ids, wanted, TODAY)]


@pytest.mark.parametrize(
    "text",
    ["học sinh giỏi", "hoc sinh gioi", "HỌC SINH GIỎI", "12/BB-THCS", "12 bb thcs", "l2/BB-THCS", "biên bản toán",
     "ôn thi", "nộl dung", "5 tháng 9 năm 2026"],
)  # fmt: skip
def test_words_of_a_file_find_its_item(house: House, member: Actor, text: str) -> None:
    written(house, "Tệp A", MINUTES)
    written(house, "Tệp B", "Danh mục thiết bị của thư viện")
    assert found(house, member, text) == ["Tệp A"]


def test_slips_in_the_file_are_borne_too(house: House, member: Actor) -> None:
    written(house, "Quét", "BlÊN BẢN họp tố Toản, số l2/BB-THCS năm 2O26, rninh chứng")
    for text in ("biên bản", "tổ toán", "12/BB-THCS", "năm 2026", "minh chứng"):
        assert found(house, member, text) == ["Quét"], text


def test_of_three_words_one_may_be_lost_and_whole_finds_come_first(house: House, member: Actor) -> None:
    written(house, "Thiếu một từ", "Kế hoạch giáo XXX nhà trường")
    written(house, "Đủ", "Kế hoạch giáo dục nhà trường")
    written(house, "Khác hẳn", "Danh mục thiết bị")
    assert found(house, member, "kế hoạch giáo dục") == ["Đủ", "Thiếu một từ"]
    assert found(house, member, "giáo dục") == ["Đủ"]


def test_words_in_the_name_come_before_words_in_a_file(house: House, member: Actor) -> None:
    written(house, "Tệp", "có nhắc tới kế hoạch năm học trong bài")
    make_item(house, name="Kế hoạch năm học")
    assert found(house, member, "kế hoạch năm học") == ["Kế hoạch năm học", "Tệp"]


def test_words_beside_each_other_come_before_words_far_apart(house: House, member: Actor) -> None:
    written(house, "Xa", "hội thao và đồng phục")
    written(house, "Gần", "hội đồng trường")
    assert found(house, member, "hội đồng") == ["Gần", "Xa"]


def test_words_may_stand_in_name_and_file(house: House, member: Actor) -> None:
    written(house, "Biên bản tháng 10", "họp tổ chuyên môn")
    assert found(house, member, "biên bản chuyên môn") == ["Biên bản tháng 10"]


def test_a_number_is_meant_whole(house: House, member: Actor) -> None:
    written(house, "Tệp", "có 120 học sinh và 312 bộ bàn ghế")
    assert found(house, member, "12 học") == []
    assert found(house, member, "120 học") == ["Tệp"]


def test_old_codes_numbers_and_issuers_are_found(house: House, member: Actor) -> None:
    item = make_item(house, name="Mã cũ", number="215/KH-SGDĐT", issuer="Sở Giáo dục và Đào tạo")
    EvidenceCode.objects.create(
        school=house.school, item=item, convention="h-2018", text="H1-1.1-02", criterion="1.1", current=False
    )
    for text in ("H1-1.1-02", item.code, "215/kh-sgddt", "so giao duc"):
        assert found(house, member, text) == ["Mã cũ"], text


def test_filters_narrow(house: House, member: Actor, secretary: Actor) -> None:
    written(house, "A", MINUTES, criterion="1.1", kind="bien_ban_hop", actor=secretary)
    other = written(house, "B", MINUTES, criterion="1.3")
    EvidenceItem.objects.filter(pk=other.pk).update(first_year="2025-2026")
    make_verified(house, name="C")
    assert found(house, member, "học sinh", criterion="1.1") == ["A"]
    assert found(house, member, "học sinh", kind="bien_ban_hop") == ["A"]
    assert found(house, member, "học sinh", contributed_by=secretary.user_id) == ["A"]
    assert found(house, member, "học sinh", year="2025-2026") == ["B"]
    assert found(house, member, status="verified") == ["C"]
    link(house, other, "1.1")
    assert found(house, member, "học sinh", criterion="1.1") == ["A", "B"]
    assert years_of(house.school.pk) == ["2026-2027", "2025-2026"]
    assert [pk for pk, _name in senders_of(member, house.school.pk)] == [secretary.user_id]


def test_what_is_hidden_stays_hidden(
    house: House, member: Actor, secretary: Actor, contributor: Actor
) -> None:
    gone = written(house, "đã bỏ", MINUTES)
    remove_item(actor=system_actor(house.school.pk), item=gone)
    taken = written(house, "gỡ tệp", MINUTES)
    detach_file(actor=system_actor(house.school.pk), file=taken.files.get())
    written(make_house(), "trường khác", MINUTES)
    sensitive = written(house, "nhạy cảm", MINUTES)
    EvidenceItem.objects.filter(pk=sensitive.pk).update(sensitive=True, storage=Storage.PLACE, place="Tủ")
    for actor in (member, secretary, contributor):
        assert found(house, actor, "học sinh giỏi") == []
    assert found(house, contributor, "nhạy cảm") == []


def test_where_the_words_stand_is_shown(house: House, member: Actor) -> None:
    written(house, "Tệp A", MINUTES)
    wanted = Wanted(ItemFilter(text="hoc sinh gioi"))
    (hit,) = hits_of(house.school.pk, find_ids(member, house.school.pk, wanted, TODAY), wanted, TODAY)
    assert hit.file is not None
    assert hit.file.name == "Tệp A.pdf"
    assert [piece.text for piece in hit.excerpt if piece.hit] == ["học", "sinh", "giỏi"]
    assert "ôn thi học sinh giỏi" in plain(hit.excerpt)


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", "|", "…", " ", "%%% ___"])
def test_signs_are_no_patterns(house: House, member: Actor, text: str) -> None:
    written(house, "Tệp", MINUTES)
    assert found(house, member, text) == ["Tệp"]  # nothing to look for narrows nothing
    assert found(house, member, f"{text} khongco") == []


def test_only_so_many_words_are_looked_for() -> None:
    assert len(Wanted(ItemFilter(text="a " * 100)).words) == MOST_WORDS


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60))
def test_any_text_may_be_asked(house: House, member: Actor, text: str) -> None:
    with scopes_disabled():
        assert isinstance(found(house, member, text), list)


@pytest.mark.parametrize("count", [1, 5])
def test_a_search_takes_four_queries(
    house: House, member: Actor, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        written(house, f"Tệp {number}", MINUTES)
    with django_assert_num_queries(4):
        assert len(found(house, member, "học sinh giỏi tổ toán")) == count


def many(house: House, count: int, text: str) -> list[int]:
    """Return the ids of items whose files all hold this text."""
    school = house.school.pk
    items = EvidenceItem.objects.bulk_create(
        EvidenceItem(
            school_id=school, name=f"Tài liệu {at}", first_year="2026-2027", search_text=f"tai lieu {at}"
        )
        for at in range(count)
    )
    blobs = Blob.objects.bulk_create(
        Blob(
            school_id=school,
            sha256=f"{at:064d}",
            size=1,
            media_type="application/pdf",
            extension="pdf",
            path=f"x{at}",
        )
        for at in range(count)
    )
    EvidenceFile.objects.bulk_create(
        EvidenceFile(school_id=school, item=item, blob=blob, name=f"{blob.pk}.pdf")
        for item, blob in zip(items, blobs, strict=True)
    )
    words = searched(text)
    for blob in blobs:
        BlobText.objects.create(school_id=school, blob=blob, state=ReadingState.READ, text=text, words=words)
    return [item.pk for item in items]


def test_a_long_list_is_taken_along_with_little_memory(house: House) -> None:
    text = f"{'chữ ' * 8_000} ôn thi học sinh giỏi {'chữ ' * 8_000}"
    ids = many(house, 100, text)
    wanted = Wanted(ItemFilter(text="học sinh giỏi"))
    tracemalloc.start()
    try:
        hits = list(all_hits(house.school.pk, ids, wanted, TODAY))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [hit.item.pk for hit in hits] == ids
    assert all("ôn thi học sinh giỏi" in plain(hit.excerpt) for hit in hits)
    assert max(len(plain(hit.excerpt)) for hit in hits) < 300
    assert peak < 8 * 1024 * 1024  # the texts together take 13 MB


def test_only_the_first_of_a_long_list_have_their_place_in_a_file(
    house: House, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(finding, "MOST_EXCERPTS", 4)
    monkeypatch.setattr(finding, "EXPORTED_AT_ONCE", 2)
    ids = many(house, 7, "ôn thi học sinh giỏi")
    wanted = Wanted(ItemFilter(text="học sinh giỏi"))
    with django_assert_num_queries(2 + 2 + 1 + 1):
        hits = list(all_hits(house.school.pk, ids, wanted, TODAY))
    assert [bool(hit.excerpt) for hit in hits] == [True] * 4 + [False] * 3
    assert [hit.item.pk for hit in hits] == ids


def test_texts_without_any_of_the_words_are_not_fetched(house: House) -> None:
    first, second = written(house, "A", "số 120 và hoạch"), written(house, "B", "kế hoạch số 12")
    wanted = Wanted(ItemFilter(text="12"))
    hits = hits_of(house.school.pk, [first.pk, second.pk], wanted, TODAY)
    assert [hit.file is not None for hit in hits] == [False, True]
