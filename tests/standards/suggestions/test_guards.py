"""Values against each other."""

import pytest

from minhdinh.standards.suggestions import Proposition, Severity, check_values, library_of
from minhdinh.standards.suggestions.guards import MOMENTS, NUMBERS, pairs, parts
from tests.standards.suggestions.sample_values import library, sample

PT, MN = library(), library_of("tt57-2026-mam-non")
OLD = library_of("tt17-2018-tieu-hoc")


def said(proposition: Proposition, **changed: str) -> list[tuple[str, Severity, str]]:
    found = check_values(proposition, {**sample(proposition), **changed})
    return [(one.slot, one.severity, one.message) for one in found]


def test_a_part_is_not_greater_than_its_whole():
    tasks = PT.proposition("1.1.1e-1")
    assert [(part.name, whole.name) for part, whole in parts(tasks)] == [("so_day_du", "tong_so")]
    ((slot, severity, message),) = said(tasks, so_day_du="13", tong_so="12")
    assert (slot, severity) == ("so_day_du", Severity.ERROR)
    assert "lớn hơn" in message
    assert "13" in message
    assert said(tasks, so_day_du="12", tong_so="12") == []


def test_more_than_a_norm_is_only_pointed_out():
    staff = OLD.proposition("2.2.1a-1")
    ((slot, severity, _),) = said(staff, so_gv="36", so_dinh_muc="34")
    assert (slot, severity) == ("so_gv", Severity.WARNING)


def test_full_or_right_is_questioned_where_the_numbers_say_otherwise():
    managers = PT.proposition("3.1.1g-1")
    assert "đúng kế hoạch" in managers.text
    ((slot, severity, message),) = said(managers, so_mon="10", tong_mon="12")
    assert (slot, severity) == ("so_mon", Severity.WARNING)
    assert "đủ, đúng" in message
    assert said(managers, so_mon="12", tong_mon="12") == []


def test_moments_are_different_and_in_order():
    review = PT.proposition("4.1.1f-2")
    assert [(a.name, b.name) for a, b in pairs(review, MOMENTS)] == [("ngay_1", "ngay_2")]
    ((slot, _, message),) = said(review, ngay_2="15/10/2025")
    assert slot == "ngay_2"
    assert "trùng" in message
    ((_, _, message),) = said(review, ngay_1="1/6/2026")
    assert "phải sau" in message


@pytest.mark.parametrize("requirement", ["1.1.2d-1", "2.1.2e-2", "3.3.2c-1"])
def test_k4_two_values_differ(requirement):
    change = PT.proposition(requirement)
    values = {"gia_tri_dau": "40", "gia_tri_cuoi": "40"}
    ((slot, severity, message),) = said(change, **values)
    assert (slot, severity) == ("gia_tri_cuoi", Severity.ERROR)
    assert "khác nhau" in message
    assert said(change, gia_tri_dau="40", gia_tri_cuoi="38") == []


@pytest.mark.parametrize("requirement", ["2.3.2c-2", "2.3.2d-2", "3.1.2c-1", "3.3.2c-1"])
def test_a_maintained_level_may_be_equal(requirement):
    kept = MN.proposition(requirement)
    assert kept.maintained
    (_, late), *_ = pairs(kept, NUMBERS)
    (early, _), *_ = pairs(kept, NUMBERS)
    assert said(kept, **{early.name: "80", late.name: "80"}) == []


def test_where_the_values_are_words_only_the_moments_compare():
    words = library_of("tt57-2026-gdtx").proposition("1.1.2e-2")
    assert pairs(words, NUMBERS) == []
    assert said(words, hien_trang_dau="chưa có", hien_trang_cuoi="chưa có") == []
    ((slot, _, _),) = said(words, moc_cuoi="2021-2022")
    assert slot == "moc_cuoi"


def test_five_years_on_end_are_five():
    party = OLD.proposition("1.3.2a-2")
    assert said(party, giai_doan="2021-2025") == []
    ((slot, _, message),) = said(party, giai_doan="2021-2023")
    assert slot == "giai_doan"
    assert "3 năm" in message
    heads = OLD.proposition("2.1.2a-1")
    ((slot, _, _),) = said(heads, nam_hoc_dau="2023-2024")
    assert slot == "nam_hoc_cuoi"


def test_bounds_of_the_statement_are_pointed_out():
    share = OLD.proposition("2.2.1c-1")
    ((slot, severity, message),) = [one for one in said(share) if one[0] == "ty_le" and "thấp hơn" in one[2]]
    assert (slot, severity) == ("ty_le", Severity.WARNING)
    assert "95" in message
    years = OLD.proposition("1.3.3a-1")
    ((slot, severity, _),) = said(years, so_nam_tot="7")
    assert (slot, severity) == ("so_nam_tot", Severity.ERROR)


def test_a_count_of_nought_is_questioned_unless_it_has_its_own_words():
    meetings = OLD.proposition("1.2.1b-1")
    ((slot, severity, message),) = said(meetings, so_cuoc_hop="0")
    assert (slot, severity) == ("so_cuoc_hop", Severity.WARNING)
    assert "chưa có" in message
    assert said(PT.proposition("2.2.1c-2"), so_vi_pham="0") == []
    assert said(PT.proposition("4.1.1f-2"), so_nguy_co="0", so_da_xu_ly="0") == []


def test_a_number_already_in_the_name_is_pointed_out():
    plan = PT.proposition("1.1.1a-1")
    ((slot, severity, _),) = said(plan, van_ban="kế hoạch số 12/KH-BM", so="12/KH-BM")
    assert (slot, severity) == ("van_ban", Severity.WARNING)


def test_an_unreadable_value_is_not_compared():
    (problem,) = check_values(
        PT.proposition("4.1.1f-2"), {**sample(PT.proposition("4.1.1f-2")), "ngay_1": "?"}
    )
    assert problem.slot == "ngay_1"


def test_pairs_are_found_by_the_ends_of_names_only():
    for entry in library_of("tt57-2026-gdtx"):
        for one in entry.propositions:
            for early, late in [*pairs(one, MOMENTS), *pairs(one, NUMBERS)]:
                assert early.type == late.type
                assert early.name != late.name
