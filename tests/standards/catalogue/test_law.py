import datetime as dt

import pytest

from minhdinh.standards.catalogue import Labels, RuleValue, packaged_set, packaged_sets
from minhdinh.standards.enums import Confidence, RuleKind
from tests.standards import samples

TT57 = packaged_set("tt57-2026-pho-thong")


def value(content, unit="items"):
    return RuleValue.from_content(samples.rule_value("x", content, unit))


@pytest.mark.parametrize(
    ("content", "unit", "shown"),
    [
        (5, "person", "5"),
        (62.5, "percent", "62,50"),
        (True, "boolean", "có"),
        (False, "boolean", "không"),
        (None, "list", "chưa rõ"),
        (["1.1", "1.2"], "list", "1.1, 1.2"),
        ("15/6", "day_month", "15/6"),
        ("2028-12-31", "date", "31/12/2028"),
    ],
)
def test_a_value_as_a_person_reads_it(content, unit, shown):
    assert value(content, unit).shown == shown


def test_whole_numbers_only():
    assert value(7).as_int() == 7
    for wrong in (True, "7", 7.0, None, ["7"]):
        with pytest.raises(TypeError):
            value(wrong).as_int()


def test_a_day_and_month_falls_into_the_year_asked_for():
    assert TT57.rule_value("approval_deadline").as_date(2027) == dt.date(2027, 6, 15)
    assert TT57.rule_value("data_only_advisory_until").as_date() == dt.date(2028, 12, 31)
    with pytest.raises(ValueError, match="15/6"):
        TT57.rule_value("approval_deadline").as_date()


@pytest.mark.parametrize(
    ("name", "value_id", "expected"),
    [
        ("tt57-2026-mam-non", "council_min_members", 5),
        ("tt57-2026-gdtx", "council_odd", True),
        ("tt57-2026-pho-thong", "monitoring_times", 2),
        ("tt57-2026-pho-thong", "data_years", 3),
        ("tt57-2026-pho-thong", "certificate_years", 5),
        ("tt57-2026-pho-thong", "upgrade_years", 2),
        ("tt57-2026-pho-thong", "recognition_data_years", 3),
        ("tt19-2018-mam-non", "council_min_members", 7),
        ("tt17-2018-tieu-hoc", "renewal_months", 5),
        ("tt18-2018-trung-hoc", "data_years", 5),
        ("tt25-2014-mam-non", "certificate_years", 5),
        ("tt42-2012-trung-hoc", "grade_2_mandatory", None),
    ],
)
def test_values_of_the_circulars(name, value_id, expected):
    assert packaged_set(name).rule_value(value_id).value == expected


def test_every_value_has_its_article_and_what_is_not_certain_is_marked():
    for item in packaged_sets():
        for entry in item.rule_values:
            assert entry.legal_reference
            assert entry.label
            if entry.value is None:
                assert entry.confidence is Confidence.LOW
                assert entry.note


def test_a_centre_is_never_recognised_as_a_national_standard_school():
    centre = packaged_set("tt57-2026-gdtx")
    assert centre.recognition is None
    assert "certificate_years" not in {entry.id for entry in centre.rule_values}
    assert centre.labels.degree == ""


def test_recognition_of_tt57_is_decided_by_people_and_that_of_2018_follows_the_level():
    recent, older = TT57.recognition, packaged_set("tt18-2018-trung-hoc").recognition
    assert recent
    assert older
    assert (recent.automatic, dict(recent.degrees), dict(recent.grades)) == (False, {1: 1, 2: 2}, {})
    assert (older.automatic, dict(older.degrees)) == (True, {2: 1, 3: 2, 4: 2})
    assert dict(older.grades) == {1: 1, 2: 2, 3: 3, 4: 4}


def test_only_general_schools_under_tt57_are_assessed_one_track_a_level():
    divided = {item.id: item.tracks.education_levels for item in packaged_sets() if item.tracks.divided}
    assert divided == {"tt57-2026-pho-thong": ("tieu_hoc", "thcs", "thpt")}


def test_the_kind_of_rule_of_every_set():
    kinds = {item.id: item.level_rule.kind for item in packaged_sets()}
    assert kinds == {
        "tt57-2026-mam-non": RuleKind.MANDATORY_QUOTA,
        "tt57-2026-pho-thong": RuleKind.MANDATORY_QUOTA,
        "tt57-2026-gdtx": RuleKind.MANDATORY_QUOTA,
        "tt17-2018-tieu-hoc": RuleKind.CUMULATIVE,
        "tt18-2018-trung-hoc": RuleKind.CUMULATIVE,
        "tt19-2018-mam-non": RuleKind.CUMULATIVE,
        "tt42-2012-tieu-hoc": RuleKind.PERCENTAGE,
        "tt42-2012-trung-hoc": RuleKind.NOT_COMPUTABLE,
        "tt25-2014-mam-non": RuleKind.NOT_COMPUTABLE,
    }


def test_words_change_with_the_circular():
    recent, older = TT57.labels, packaged_set("tt42-2012-tieu-hoc").labels
    assert (recent.requirement, recent.criterion_name("1.3")) == ("Nội hàm", "Tiêu chí 1.3")
    assert (older.requirement, older.criterion_name("5.10")) == ("Chỉ số", "Tiêu chuẩn 5, tiêu chí 10")
    assert packaged_set("tt19-2018-mam-non").labels.requirement == "Chỉ báo"
    assert packaged_set("tt57-2026-gdtx").labels.school == "trung tâm"


def test_results_in_words():
    labels = Labels.from_content(samples.LABELS)
    assert labels.criterion_result(None) == "Chưa xét"
    assert labels.criterion_result(0) == "Không đạt Mức 1"
    assert labels.phrase(2) == "đạt Mức 2"
    assert packaged_set("tt42-2012-tieu-hoc").labels.phrase(1) == "đạt"
