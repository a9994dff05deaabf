import pytest

from minhdinh.documents.reading.synthesis import count_rows, criterion_row, mark_rows, mark_totals
from tests.documents import sample
from tests.documents.sample_texts import CRITERIA


def with_levels(levels):
    dossier = sample.dossier()
    dossier["tracks"] = [sample.track("thcs", "THCS", levels)]
    return dossier, dossier["tracks"][0]


def test_a_row_a_standard_and_a_row_a_criterion():
    rows = mark_rows(*with_levels({}))
    assert len(rows) == 4 + 15
    assert (
        next(row["title"] for row in rows if row["standard"])
        == "Tiêu chuẩn 1. Quản trị nhà trường và bảo đảm chất lượng"
    )
    assert all(row["none"] == row["first"] == row["second"] == "" for row in rows if row["standard"])


def test_the_totals_count_each_level_once_reached():
    totals = mark_totals(*with_levels({}))
    assert (totals["title"], totals["none"], totals["first"], totals["second"]) == (
        "Cộng chung",
        "01",
        "14",
        "09",
    )


def test_crosses_agree_with_the_totals():
    dossier, track = with_levels({})
    rows, totals = mark_rows(dossier, track), mark_totals(dossier, track)
    for column in ("none", "first", "second"):
        assert int(totals[column]) == sum(bool(row[column]) for row in rows)


def test_numbers_and_shares_of_each_standard():
    rows = count_rows(*with_levels({}))
    assert [row["title"] for row in rows] == [*(f"Tiêu chuẩn {n}" for n in range(1, 5)), "Cộng chung"]
    fourth = rows[3]
    assert [fourth[key] for key in ("total", "none", "none_share", "first", "first_share", "second", "second_share")] == [
        "03", "01", "33,33", "02", "66,67", "01", "33,33",
    ]  # fmt: skip


def test_the_standards_add_up_to_the_whole():
    *parts, whole = count_rows(*with_levels({}))
    for column in ("total", "none", "first", "second"):
        assert sum(int(row[column]) for row in parts) == int(whole[column])


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (0, ("15", "100", "0", "0", "0", "0")),
        (1, ("0", "0", "15", "100", "0", "0")),
        (2, ("0", "0", "15", "100", "15", "100")),
    ],
)
def test_all_at_one_level(level, expected):
    whole = count_rows(*with_levels(dict.fromkeys(CRITERIA, level)))[-1]
    columns = ("none", "none_share", "first", "first_share", "second", "second_share")
    assert tuple(whole[column] for column in columns) == expected


def test_what_is_not_judged_counts_nowhere():
    dossier, track = with_levels(dict.fromkeys(CRITERIA))
    whole = count_rows(dossier, track)[-1]
    assert (whole["total"], whole["none"], whole["first"], whole["second"], whole["unjudged"]) == (
        "15",
        "0",
        "0",
        "0",
        15,
    )


def test_a_criterion_without_a_sheet_is_not_judged():
    row = criterion_row({"code": "9.9"}, {})
    assert row["title"] == "Tiêu chí 9.9"
    assert row["missing"]
