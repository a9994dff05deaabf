import copy
import datetime as dt

import pytest

from minhdinh.standards.catalogue import parse_content
from minhdinh.standards.domain.applicable import applicable_version
from minhdinh.standards.domain.corrections import correct, withdraw_correction
from minhdinh.standards.domain.loading import load_set
from tests.standards import samples

pytestmark = pytest.mark.django_db

TT57 = "tt57-2026-pho-thong"
TT18 = "tt18-2018-trung-hoc"


def chosen(school_type, day):
    row = applicable_version(school_type, dt.date.fromisoformat(day)).version
    return row and row.set_id


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("school_type", "last_of_2018", "first_of_2026"),
    [
        ("mam_non", "tt19-2018-mam-non", "tt57-2026-mam-non"),
        ("tieu_hoc", "tt17-2018-tieu-hoc", TT57),
        ("thcs", TT18, TT57),
        ("thpt", TT18, TT57),
        ("nhieu_cap", TT18, TT57),
        ("gdtx", None, "tt57-2026-gdtx"),
    ],
)
def test_the_sets_of_2018_hold_until_the_sixth_of_july_2026(school_type, last_of_2018, first_of_2026):
    assert chosen(school_type, "2026-07-06") == last_of_2018
    assert chosen(school_type, "2026-07-07") == first_of_2026


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("school_type", "day", "expected"),
    [
        ("thcs", "2018-10-09", "tt42-2012-trung-hoc"),
        ("thcs", "2018-10-10", TT18),
        ("mam_non", "2018-10-09", "tt25-2014-mam-non"),
        ("mam_non", "2014-09-22", "tt25-2014-mam-non"),
        ("mam_non", "2014-09-21", None),
        ("tieu_hoc", "2013-01-07", "tt42-2012-tieu-hoc"),
        ("tieu_hoc", "2013-01-06", None),
    ],
)
def test_the_older_sets_hold_in_their_time(school_type, day, expected):
    assert chosen(school_type, day) == expected


@pytest.mark.usefixtures("loaded")
def test_the_choice_and_its_absence_are_explained():
    found = applicable_version("thcs", dt.date(2026, 9, 5))
    assert found.explanation == (
        "Ngày 05/09/2026, trường THCS áp dụng Thông tư 57/2026/TT-BGDĐT ngày 07/7/2026, Phụ lục II, "
        "có hiệu lực từ ngày 07/07/2026."
    )
    none = applicable_version("gdtx", dt.date(2025, 9, 5))
    assert none.version is None
    assert none.explanation.startswith("Không có bộ tiêu chuẩn nào áp dụng cho cơ sở giáo dục thường xuyên")


def test_without_any_loaded_set_nothing_applies():
    found = applicable_version("thcs", dt.date(2026, 9, 5))
    assert found.version is None
    assert "chưa có bộ tiêu chuẩn nào" in found.explanation


def version(number, starts, ends=None):
    content = {**copy.deepcopy(samples.quota_content(1, 2)), "version": number, "effective_from": starts}
    return load_set(parse_content({**content, "effective_to": ends})).row


def test_of_two_versions_side_by_side_the_later_is_chosen():
    first = version("2020.1", "2018-10-10")
    amended = version("2020.2", "2025-01-25")
    assert applicable_version("thcs", dt.date(2025, 1, 24)).version == first
    assert applicable_version("thcs", dt.date(2025, 1, 25)).version == amended
    assert applicable_version("thcs", dt.date(2030, 1, 1)).version == amended


def test_of_two_versions_from_one_day_the_higher_number_is_chosen():
    version("2020.9", "2025-01-25")
    higher = version("2020.10", "2025-01-25")
    assert applicable_version("thcs", dt.date(2025, 1, 25)).version == higher


def test_the_end_is_exclusive():
    row = version("2020.1", "2020-01-01", "2025-01-25")
    assert applicable_version("thcs", dt.date(2025, 1, 24)).version == row
    assert applicable_version("thcs", dt.date(2025, 1, 25)).version is None


def test_a_corrected_date_decides(tt57, boss):
    day = dt.date(2026, 7, 10)
    assert chosen("thcs", day.isoformat()) == TT57
    row = correct(
        actor=boss,
        version=tt57,
        target="set:effective_from",
        value="2026-08-01",
        legal_reference="Đính chính",
        reason="Thử",
    )
    assert chosen("thcs", day.isoformat()) is None
    assert "có hiệu lực từ ngày 01/08/2026" in applicable_version("thcs", day).explanation
    withdraw_correction(actor=boss, correction=row, reason="Thử xong")
    assert chosen("thcs", day.isoformat()) == TT57


def test_one_query_without_corrections_two_with_any(tt57, boss, django_assert_num_queries):
    with django_assert_num_queries(1):
        applicable_version("thcs", dt.date(2026, 9, 5))
    for value in (6, 7, 9):
        correct(actor=boss, version=tt57, target="rule_value:council_min_members", value=value,
                legal_reference="Điều 9", reason="Thử")  # fmt: skip
    with django_assert_num_queries(2):
        found = applicable_version("thcs", dt.date(2026, 9, 5)).version
    assert found is not None
    with django_assert_num_queries(0):
        assert found.catalogue.rule_value("council_min_members").value == 9
