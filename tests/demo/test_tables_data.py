"""Sums, ratios and percentages of the sample data tables."""

import itertools
from decimal import ROUND_HALF_UP, Decimal

import pytest

from minhdinh.demo.content import MAIN_SCHOOL, read_yaml
from tests.demo.samples import dossier

FOLDERS = [MAIN_SCHOOL, "other_schools/tieu_hoc"]
BUILDINGS = ("phong_hoc", "phong_bo_mon", "phuc_vu_hoc_tap", "hanh_chinh")


@pytest.fixture(params=FOLDERS)
def tables(request):
    return dossier(request.param).tables["tables"]


def total(rows, keys):
    return [sum(values) for values in zip(*(rows[key] for key in keys), strict=True)]


def grades(rows):
    return [key for key in rows if key.startswith("khoi_")]


def rounded(value, places):
    """Round as people do (33,625 → 33,63), not to the even digit."""
    return float(Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def percent(parts, wholes):
    return [
        None if part is None else rounded(100 * part / whole, 2)
        for part, whole in zip(parts, wholes, strict=True)
    ]


def test_every_row_has_three_years(tables):
    for name, rows in tables.items():
        assert name == "staff_now" or all(len(values) == 3 for values in rows.values()), name


def test_classes_and_pupils_add_up(tables):
    assert total(tables["classes"], grades(tables["classes"])) == tables["classes"]["cong"]
    assert total(tables["pupils"], grades(tables["pupils"])) == tables["pupils"]["tong"]
    assert grades(tables["classes"]) == grades(tables["pupils"])


def test_buildings_add_up(tables):
    rows = tables["facilities"]
    for group in BUILDINGS:
        assert total(rows, [f"{group}_{kind}" for kind in ("kien_co", "ban_kien_co", "tam")]) == rows[group]
    assert total(rows, [*BUILDINGS, "thu_vien", "khac"]) == rows["cong"]


def test_staff_adds_up(tables):
    rows = dict(tables["staff_now"])
    whole = rows.pop("cong")
    for column in ("total", "female", "minority", "below_standard", "at_standard", "above_standard"):
        assert sum(row[column] for row in rows.values()) == whole[column], column
    for row in [*rows.values(), whole]:
        assert row["below_standard"] + row["at_standard"] + row["above_standard"] == row["total"]
        assert max(row["female"], row["minority"]) <= row["total"]
    assert tables["staff_years"]["tong_giao_vien"][-1] == rows["giao_vien"]["total"]


def test_ratios_follow_from_the_counts(tables):
    teachers, pupils = tables["staff_years"]["tong_giao_vien"], tables["pupils"]["tong"]
    classes = tables["classes"]["cong"]
    pairs = list(zip(teachers, classes, pupils, strict=True))
    assert tables["staff_years"]["gv_tren_lop"] == [rounded(one / lop, 2) for one, lop, _ in pairs]
    assert tables["staff_years"]["gv_tren_hs"] == [rounded(one / hs, 3) for one, _, hs in pairs]
    assert tables["pupils"]["binh_quan_lop"] == [rounded(hs / lop, 2) for _, lop, hs in pairs]
    assert tables["pupils"]["dung_tuoi_ti_le"] == percent(tables["pupils"]["dung_tuoi"], pupils)


def test_parts_are_not_larger_than_the_whole(tables):
    rows = tables["pupils"]
    for part, whole in [("nu", "tong"), ("dan_toc", "tong"), ("dung_tuoi", "tong"), ("dung_tuoi_nu", "dung_tuoi"),
                        ("dung_tuoi_nu", "nu"), ("dung_tuoi_dan_toc", "dan_toc"), ("chinh_sach_nu", "chinh_sach"),
                        ("chinh_sach_dan_toc", "chinh_sach"), ("hai_buoi", "tong"), ("tuyen_moi", "tong")]:  # fmt: skip
        assert all(a <= b for a, b in zip(rows[part], rows[whole], strict=True)), part


def test_a_class_of_one_year_is_the_next_class_of_the_next_year(tables):
    rows = tables["pupils"]
    keys = grades(rows)
    for year in (0, 1):
        for lower, upper in itertools.pairwise(keys):
            assert abs(rows[lower][year] - rows[upper][year + 1]) <= 4, (lower, year)


def test_results_follow_from_the_counts():
    content = dossier(MAIN_SCHOOL).tables
    results, counts, pupils = content["tables"]["results"], content["counts"], content["tables"]["pupils"]
    for key, shown in results.items():
        wholes = pupils["khoi_9"] if key == "chuyen_cap" else pupils["tong"]
        assert shown == percent(counts[key], wholes), key
    for year in (0, 1):
        learning = [counts[f"hoc_tap_{grade}"][year] for grade in ("tot", "kha", "dat", "chua_dat")]
        training = [counts[f"ren_luyen_{grade}"][year] for grade in ("tot", "kha", "dat")]
        assert sum(learning) == sum(training) == pupils["tong"][year]


def test_the_results_of_the_running_year_are_empty_on_purpose():
    results = dossier(MAIN_SCHOOL).tables["tables"]["results"]
    assert [values[2] for values in results.values()] == [None] * 8


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_tables_agree_with_the_profile(folder):
    content = dossier(folder)
    profile = next(
        one for one in read_yaml("province.yaml")["organisations"] if one["code"] == content.council["school"]
    )
    tables = content.tables["tables"]
    assert content.tables["years"][-1] == content.council["year"]
    assert profile["size"] == {
        "classes": tables["classes"]["cong"][-1],
        "pupils": tables["pupils"]["tong"][-1],
        "staff": tables["staff_now"]["cong"]["total"],
    }
