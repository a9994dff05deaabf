import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.catalogue.places import Place, place_of, rule_targets
from minhdinh.standards.forms import (
    LARGEST_FILE,
    CorrectionForm,
    WithdrawForm,
    WordingFileForm,
    WordingTextForm,
    value_field,
)

CONTENT = packaged_set("tt57-2026-pho-thong").content


@pytest.mark.parametrize(
    ("unit", "typed", "value"),
    [
        ("person", "7", 7),
        ("criteria", "0", 0),
        ("percent", "62,5", 62.5),
        ("percent", "62.5 %", 62.5),
        ("percent", "70", 70),
        ("percent", "70,0", 70),
        ("boolean", "True", True),
        ("boolean", "False", False),
        ("date", "2028-12-31", "2028-12-31"),
        ("date", "31/12/2028", "2028-12-31"),
        ("day_month", "15/6", "15/6"),
        ("list", "Cuối học kỳ I\r\n\r\n  Cuối  năm ", ["Cuối học kỳ I", "Cuối năm"]),
        ("text", "  Một   câu.\n", "Một câu."),
        ("confidence", "low", "low"),
        ("grouping", "each", "each"),
        ("json", '{"kind": "cumulative"}', {"kind": "cumulative"}),
    ],
)
def test_a_value_becomes_what_a_set_file_holds(unit, typed, value):
    cleaned = value_field(Place("rule_value:x", "X", unit)).clean(typed)
    assert cleaned == value
    assert type(cleaned) is type(value)


@pytest.mark.parametrize(
    ("unit", "typed"),
    [
        ("person", "bảy"), ("person", "-1"), ("person", ""), ("person", "1,5"), ("percent", "nhiều"), ("percent", "101"),
        ("percent", "-1"), ("percent", ""), ("boolean", "có lẽ"), ("date", "31/2"), ("date", ""), ("day_month", "15/6/2026"),
        ("list", ""), ("text", " "), ("confidence", "khá"), ("grouping", ""), ("json", "{"), ("percent", "NaN"),
    ],
)  # fmt: skip
def test_anything_else_is_refused(unit, typed):
    with pytest.raises(ValidationError):
        value_field(Place("rule_value:x", "X", unit)).clean(typed)


def test_what_may_be_empty():
    assert value_field(place_of(CONTENT, "set:effective_to")).clean("") is None
    assert value_field(place_of(CONTENT, "set:confidence_note")).clean("") == ""
    with pytest.raises(ValidationError):
        value_field(place_of(CONTENT, "set:title")).clean("")


def test_the_spaces_of_a_separator_are_kept():
    assert value_field(place_of(CONTENT, "code_convention:separator")).clean("; ") == "; "


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [
        ("percent", 62.5, "62,50"),
        ("percent", "62,5", "62,5"),
        ("list", ["Một", "Hai"], "Một\nHai"),
        ("list", "Một\nHai", "Một\nHai"),
        ("json", {"a": 1}, '{"a": 1}'),
    ],
)
def test_a_value_is_shown_as_it_is_typed(unit, value, shown):
    assert value_field(Place("x", "X", unit)).prepare_value(value) == shown


@pytest.mark.parametrize("target", list(rule_targets(CONTENT)))
def test_the_present_value_of_every_place_fits_its_form(target):
    from minhdinh.standards.catalogue import current_value

    place, value = place_of(CONTENT, target), current_value(CONTENT, target)
    form = CorrectionForm(place=place, initial={"value": value})
    typed = form["value"].value()
    sent = {"value": "" if typed is None else str(typed), "legal_reference": "Điều 1", "reason": "Thử"}
    again = CorrectionForm(sent, place=place)
    assert again.is_valid(), again.errors
    assert again.cleaned_data["value"] == (value.strip() if isinstance(value, str) and target.startswith("set:") else value)  # fmt: skip


def test_a_correction_asks_for_reference_and_reason():
    form = CorrectionForm({"value": "7"}, place=place_of(CONTENT, "rule_value:council_min_members"))
    assert set(form.errors) == {"legal_reference", "reason"}
    assert [field.name for field in form.visible_fields()] == ["value", "legal_reference", "reason"]
    assert form.fields["value"].label == "Giá trị mới"


def test_the_mark_of_what_was_seen_is_a_number_or_nothing():
    place = place_of(CONTENT, "rule_value:council_min_members")
    sent = {"value": "7", "legal_reference": "Điều 9", "reason": "Thử"}
    assert CorrectionForm(sent, place=place).is_valid()
    form = CorrectionForm({**sent, "seen": "12"}, place=place)
    assert form.is_valid()
    assert form.cleaned_data["seen"] == 12
    assert not CorrectionForm({**sent, "seen": "x"}, place=place).is_valid()


def test_a_withdrawal_asks_for_its_reason():
    assert not WithdrawForm({"reason": " "}).is_valid()
    assert WithdrawForm({"reason": "Đọc nhầm"}).is_valid()


def test_a_wording_file_has_a_size():
    def form(content):
        return WordingFileForm({}, {"file": SimpleUploadedFile("a.yaml", content)})

    assert form(b"id: x").is_valid()
    assert not form(b"").is_valid()
    assert not WordingFileForm({}, {}).is_valid()
    too_large = form(b"x" * (LARGEST_FILE + 1))
    assert too_large.errors["file"] == ["Tệp nặng quá 1 MB."]


def test_the_text_on_its_way_keeps_its_form():
    form = WordingTextForm({"name": "a.yaml", "text": "id: x\n  y: z\n"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "id: x\n  y: z\n"
