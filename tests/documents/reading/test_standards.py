import pytest

from minhdinh.documents.reading.standards import (
    BELOW_SECOND,
    CROSS,
    closing_line,
    criterion_block,
    level_text,
    marks,
    official_texts_known,
    sheets,
    verdict,
)
from minhdinh.documents.wordml import MISSING, Writer
from minhdinh.lib.richtext import CitationStyle
from tests.documents import sample


def block(sheet, code="1.1"):
    writer = Writer(lambda _one: None, CitationStyle(), lambda _url: "rId1")
    return criterion_block(sample.criterion(code), sheet, writer)


def test_official_wording_comes_first():
    requirements = [{"text": "Một."}, {"text": " Hai. "}]
    assert level_text({"official": "Nguyên văn.", "requirements": requirements}) == "Nguyên văn."
    assert level_text({"official": None, "requirements": requirements}) == "Một. Hai."
    assert level_text({}) == MISSING


def test_official_texts_are_known_only_when_all_are():
    dossier = sample.dossier()
    assert not official_texts_known(dossier)
    levels = [
        level
        for standard in dossier["standard_set"]["standards"]
        for criterion in standard["criteria"]
        for level in criterion["levels"].values()
    ]
    for level in levels[:-1]:
        level["official"] = "x"
    assert not official_texts_known(dossier)
    levels[-1]["official"] = "x"
    assert official_texts_known(dossier)


@pytest.mark.parametrize(
    ("level", "line"),
    [
        (None, f"Tự đánh giá: {MISSING}"),
        (0, "Tự đánh giá: Tiêu chí không đạt Mức 1."),
        (1, "Tự đánh giá: Tiêu chí đạt Mức 1."),
        (2, "Tự đánh giá: Tiêu chí đạt Mức 2."),
    ],
)
def test_the_closing_line(level, line):
    assert closing_line(level) == line


@pytest.mark.parametrize(
    ("level", "crosses"),
    [(None, ("", "", "")), (0, (CROSS, "", "")), (1, ("", CROSS, "")), (2, ("", CROSS, CROSS))],
)
def test_crosses_go_from_the_lowest_to_the_level_reached(level, crosses):
    row = marks(level)
    assert (row["none"], row["first"], row["second"]) == crosses
    assert bool(row["missing"]) == (level is None)


@pytest.mark.parametrize(
    ("reached", "verdicts"),
    [
        (None, (MISSING, MISSING)),
        (0, ("Không đạt", "Không đạt")),
        (1, ("Đạt", "Không đạt")),
        (2, ("Đạt", "Đạt")),
    ],
)
def test_verdicts(reached, verdicts):
    assert (verdict(reached, 1), verdict(reached, 2)) == verdicts


def test_statements_stand_under_their_level_in_order():
    sheet = {
        "level": 2,
        "statements": [
            {"level": 1, "body": sample.rich("một")},
            {"level": 2, "body": sample.rich("hai")},
            {"level": 1, "body": sample.rich("ba")},
        ],
    }
    first, second = block(sheet)["rows"]
    assert first["text"].index("một") < first["text"].index("ba")
    assert "hai" not in first["text"]
    assert "hai" in second["text"]


@pytest.mark.parametrize(("level", "second"), [(None, MISSING), (1, BELOW_SECOND), (2, MISSING)])
def test_what_stands_where_nothing_is_written(level, second):
    rows = block({"level": level, "statements": []})["rows"]
    assert MISSING in rows[0]["text"]
    assert second in rows[1]["text"]


def test_below_the_first_level_the_second_is_not_looked_at():
    assert [row["label"] for row in block({"level": 0, "statements": []})["rows"]] == ["Mức 1"]


def test_a_criterion_without_a_sheet_is_not_judged():
    assert block({})["closing"].endswith(MISSING)


def test_the_mandatory_mark():
    assert block({}, "1.3")["heading"].endswith("(bắt buộc)")
    assert not block({}, "1.1")["heading"].endswith("(bắt buộc)")


def test_sheets_by_criterion():
    known = sheets(sample.dossier()["tracks"][0])
    assert list(known)[:2] == ["1.1", "1.2"]
    assert len(known) == 15
    assert sheets({}) == {}
