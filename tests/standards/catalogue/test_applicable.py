import datetime as dt

import pytest

from minhdinh.standards.catalogue import StandardSet, applicable_set, packaged_sets
from tests.standards import samples


def chosen(school_type, day, sets=None):
    found = applicable_set(packaged_sets() if sets is None else sets, school_type, dt.date.fromisoformat(day))
    return found.standard_set.id if found.standard_set else None


@pytest.mark.parametrize(
    ("school_type", "day", "expected"),
    [
        ("mam_non", "2026-09-05", "tt57-2026-mam-non"),
        ("tieu_hoc", "2026-09-05", "tt57-2026-pho-thong"),
        ("thcs", "2026-09-05", "tt57-2026-pho-thong"),
        ("thpt", "2026-09-05", "tt57-2026-pho-thong"),
        ("nhieu_cap", "2026-09-05", "tt57-2026-pho-thong"),
        ("gdtx", "2026-09-05", "tt57-2026-gdtx"),
        ("mam_non", "2026-07-07", "tt57-2026-mam-non"),
        ("mam_non", "2026-07-06", "tt19-2018-mam-non"),
        ("tieu_hoc", "2020-09-05", "tt17-2018-tieu-hoc"),
        ("nhieu_cap", "2020-09-05", "tt18-2018-trung-hoc"),
        ("mam_non", "2018-10-09", "tt25-2014-mam-non"),
        ("mam_non", "2018-10-10", "tt19-2018-mam-non"),
        ("tieu_hoc", "2017-09-05", "tt42-2012-tieu-hoc"),
        ("thcs", "2017-09-05", "tt42-2012-trung-hoc"),
        ("mam_non", "2014-09-21", None),
        ("thcs", "2013-01-06", None),
        ("gdtx", "2026-07-06", None),
        ("trung_tam_la", "2026-09-05", None),
    ],
)
def test_which_set_applies(school_type, day, expected):
    assert chosen(school_type, day) == expected


def test_every_type_of_school_has_exactly_one_set_on_every_day_since_2018():
    day = dt.date(2018, 10, 10)
    while day < dt.date(2030, 1, 1):
        for kind in ("mam_non", "tieu_hoc", "thcs", "thpt", "nhieu_cap"):
            in_force = [
                item for item in packaged_sets() if kind in item.institution_types and item.in_force(day)
            ]
            assert len(in_force) == 1, (day, kind)
        day += dt.timedelta(days=97)


def test_the_choice_is_told_with_its_legal_basis():
    found = applicable_set(packaged_sets(), "mam_non", dt.date(2020, 9, 14))
    assert found.reason.startswith("Ngày 14/09/2020, trường mầm non áp dụng Thông tư 19/2018/TT-BGDĐT")
    assert found.reason.endswith("có hiệu lực từ ngày 10/10/2018 đến trước ngày 07/07/2026.")


def test_a_set_still_in_force_names_no_end():
    found = applicable_set(packaged_sets(), "gdtx", dt.date(2026, 9, 5))
    assert found.reason.endswith("có hiệu lực từ ngày 07/07/2026.")


@pytest.mark.parametrize(
    ("school_type", "day", "said"),
    [
        ("gdtx", "2025-09-05", "Thông tư 57/2026 – giáo dục thường xuyên có hiệu lực từ ngày 07/07/2026"),
        ("mam_non", "2010-09-05", "Thông tư 25/2014 – mầm non có hiệu lực từ ngày 22/09/2014"),
        ("trung_tam_la", "2026-09-05", "chưa có bộ tiêu chuẩn nào cho loại trường này"),
    ],
)
def test_absence_is_explained(school_type, day, said):
    found = applicable_set(packaged_sets(), school_type, dt.date.fromisoformat(day))
    assert found.standard_set is None
    assert said in found.reason


def test_a_gap_after_the_last_set_is_explained():
    ended = StandardSet.from_content({**samples.quota_content(1, 2), "effective_to": "2021-01-01"})
    found = applicable_set([ended], "thcs", dt.date(2022, 1, 1))
    assert found.standard_set is None
    assert found.reason.endswith("Bộ thử hết hiệu lực từ ngày 01/01/2021.")


def test_of_two_versions_each_has_its_time_and_the_later_wins_where_they_overlap():
    content = samples.quota_content(1, 2)
    first = StandardSet.from_content(content)
    amended = StandardSet.from_content({**content, "version": "2020.2", "effective_from": "2025-01-25"})
    again = StandardSet.from_content({**content, "version": "2020.10", "effective_from": "2025-01-25"})

    def version(day, *sets):
        found = applicable_set(sets, "thcs", dt.date.fromisoformat(day)).standard_set
        return found.version if found else None

    assert version("2025-01-24", first, amended) == "2020.1"
    assert version("2025-01-25", first, amended) == "2020.2"
    assert version("2025-01-25", again, amended, first) == "2020.10"


def test_without_any_set_the_absence_is_explained():
    assert "chưa có bộ tiêu chuẩn nào" in applicable_set([], "thcs", dt.date(2026, 1, 1)).reason
