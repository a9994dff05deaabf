"""Forms of a registration at the school."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minhdinh.appraisals.forms.case import FileForm, LetterForm, WantedForm
from minhdinh.appraisals.rules.regimes import regime
from minhdinh.common.problems import Problem, Problems
from tests.appraisals.registered import TT57, TT2018

GOOD = {"wish": "national_standard", "kind": "first", "level": "2"}


def wanted(name: str = TT57, **values: Any) -> WantedForm:
    return WantedForm({**GOOD, **values}, law=regime(name), levels=[2, 1])


def test_only_what_the_regime_knows_is_offered() -> None:
    assert [value for value, _label in wanted().fields["wish"].choices] == ["national_standard"]  # type: ignore[attr-defined]
    labels = dict(wanted(TT2018).fields["level"].choices)  # type: ignore[attr-defined]
    assert labels[2] == "Mức 2 (kiểm định cấp độ 2, chuẩn quốc gia mức độ 1)"
    assert labels[1] == "Mức 1 (kiểm định cấp độ 1)"


def test_what_was_asked_for() -> None:
    form = wanted()
    assert form.is_valid()
    assert (form.wanted().wish, form.wanted().kind, form.wanted().level) == ("national_standard", "first", 2)
    empty = wanted(level="")
    assert empty.is_valid()
    assert empty.wanted().level is None


@pytest.mark.parametrize(
    "values", [{"wish": "both"}, {"wish": ""}, {"kind": "x"}, {"level": "3"}, {"level": "-1"}]
)
def test_anything_else_is_refused(values: dict[str, str]) -> None:
    form = wanted(**values)
    assert not form.is_valid()
    assert set(form.errors) == set(values)


@pytest.mark.parametrize(
    ("values", "field"),
    [({"date": "31/02/2026"}, "date"), ({"number": "x" * 101}, "number"), ({"note": "x" * 4001}, "note")],
)
def test_a_wrong_letter_names_its_field(values: dict[str, str], field: str) -> None:
    form = LetterForm({**GOOD, **values}, law=regime(TT57), levels=[2, 1])
    assert not form.is_valid()
    assert set(form.errors) == {field}


def test_a_letter_may_stay_empty() -> None:
    form = LetterForm(GOOD, law=regime(TT57), levels=[2, 1])
    assert form.is_valid()
    assert (form.letter().number, form.letter().date, form.letter().note) == ("", None, "")


def test_a_refusal_stands_beside_its_field_or_is_given_back() -> None:
    form = wanted()
    assert form.take(Problems([Problem("Sai mức.", field="level"), Problem("Sai loại.", field="kind")]))
    assert set(form.errors) == {"level", "kind"}
    assert not wanted().take(Problem("Việc khác."))


def test_an_empty_file_passes_the_form_so_that_the_reason_can_be_said() -> None:
    form = FileForm({"kind": "letter"}, {"file": SimpleUploadedFile("a.pdf", b"")})
    assert form.is_valid()
    assert not FileForm({"kind": "letter"}, {}).is_valid()
    assert not FileForm({"kind": "decision"}, {"file": SimpleUploadedFile("a.pdf", b"x")}).is_valid()
