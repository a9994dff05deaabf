import pytest

from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.corrections import change_of, correct, withdraw_correction
from minhdinh.standards.domain.queries import corrections_of
from minhdinh.standards.enums import Confidence
from minhdinh.standards.presenters.rules import (
    changed_statements,
    corrected_elsewhere,
    example_codes,
    past_views,
    recognition_lines,
    values_of,
)


def write(actor, version, target, value):
    return correct(
        actor=actor, version=version, target=target, value=value, legal_reference="Điều 9 mới", reason="Thử"
    )


@pytest.mark.django_db
def test_every_value_is_shown_with_reference_and_mark(tt57):
    groups = values_of(tt57)
    assert {kind: len(rows) for kind, rows in groups.items()} == {
        "rule_value": len(tt57.catalogue.rule_values),
        "set": 7,
        "code_convention": 6,
    }
    values = {row.place.target: row for row in groups["rule_value"]}
    quota = values["rule_value:others_quota_level_1"]
    assert (quota.shown, quota.confidence, quota.tone) == ("5 tiêu chí", Confidence.HIGH, "ok")
    assert quota.place.legal_reference == "khoản 3 Điều 5 Thông tư 57/2026/TT-BGDĐT"
    assert values["rule_value:evidence_min_per_level"].tone == "edit"
    assert values["rule_value:monitoring_moments"].shown == "Cuối học kỳ I, Cuối năm học"
    assert all(row.correction is None for rows in groups.values() for row in rows)
    assert {row.confidence for row in groups["set"]} == {None}
    assert {row.tone for row in groups["set"]} == {"none"}


@pytest.mark.django_db
def test_a_corrected_value_names_its_correction(tt57, boss):
    first = write(boss, tt57, "rule_value:council_min_members", 7)
    second = write(boss, tt57, "rule_value:council_min_members", 9)
    row = next(
        one for one in values_of(tt57)["rule_value"] if one.place.target.endswith("council_min_members")
    )
    assert (row.shown, row.before, row.correction) == ("9 người", "7 người", second)
    assert row.place.legal_reference == "Điều 9 mới"
    withdraw_correction(actor=boss, correction=second, reason="Thử")
    tt57.refresh_from_db()
    tt57.forget_layers()
    row = next(
        one for one in values_of(tt57)["rule_value"] if one.place.target.endswith("council_min_members")
    )
    assert (row.shown, row.before, row.correction) == ("7 người", "5 người", first)


@pytest.mark.django_db
def test_what_the_tables_do_not_hold_is_shown_apart(tt57, boss):
    assert corrected_elsewhere(tt57) == []
    write(boss, tt57, "requirement:1.1.1a", "Câu mới.")
    write(boss, tt57, "mandatory:1.1", value=True)
    write(boss, tt57, "rule_value:council_min_members", 7)
    shown = {row.place.target: row.shown for row in corrected_elsewhere(tt57)}
    assert shown == {"requirement:1.1.1a": "Câu mới.", "mandatory:1.1": "có"}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("tt57-2026-pho-thong", "(MC.1.3.01, MC.1.3.02)"),
        ("tt18-2018-trung-hoc", "[H1-1.3-01]; [H1-1.3-02]"),
    ],
)
def test_codes_are_shown_as_a_sentence_cites_them(name, codes):
    assert example_codes(packaged_set(name)) == codes


def test_what_a_level_leads_to():
    assert recognition_lines(packaged_set("tt57-2026-pho-thong")) == [
        "Đạt Mức 1: Mức độ đạt chuẩn quốc gia 1",
        "Đạt Mức 2: Mức độ đạt chuẩn quốc gia 2",
    ]
    older = recognition_lines(packaged_set("tt19-2018-mam-non"))
    assert older[0] == "Đạt Mức 1: Cấp độ kiểm định chất lượng giáo dục 1"
    assert older[3].endswith("Cấp độ kiểm định chất lượng giáo dục 4, Mức độ đạt chuẩn quốc gia 2")
    assert recognition_lines(packaged_set("tt57-2026-gdtx")) == []


@pytest.mark.django_db
def test_the_words_of_the_levels_that_a_correction_changes(tt57):
    change = change_of(tt57, "rule_value:others_quota_level_2", 4)
    ((before, after),) = changed_statements(tt57.catalogue, change.result)
    assert before is not None
    assert after is not None
    assert (before.name, before.conditions[-1][:11], after.conditions[-1][:11]) == (
        "Đạt Mức 2",
        "ít nhất 05 ",
        "ít nhất 04 ",
    )
    council = change_of(tt57, "rule_value:council_min_members", 7)
    assert changed_statements(tt57.catalogue, council.result) == []


@pytest.mark.django_db
def test_a_rule_that_can_no_longer_be_computed_loses_its_words(tt57):
    rule = {"kind": "not_computable", "legal_reference": "Điều 5", "confidence": "low"}
    change = change_of(tt57, "set:level_rule", rule)
    assert [after for _, after in changed_statements(tt57.catalogue, change.result)] == [None, None]


@pytest.mark.django_db
def test_the_past_in_words(tt57, boss):
    write(boss, tt57, "rule_value:council_min_members", 7)
    write(boss, tt57, "set:effective_to", "2030-01-01")
    past = past_views(tt57, corrections_of(tt57))
    assert [(place.label, before, value) for _, place, before, value in past] == [
        ("Ngày hết hiệu lực (không tính ngày này)", "đang có hiệu lực", "01/01/2030"),
        ("Số thành viên tối thiểu của hội đồng tự đánh giá", "5 người", "7 người"),
    ]
