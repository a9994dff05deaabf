"""Forms of an office: what is asked for, what is refused before a verb is called."""

import datetime as dt

import pytest

from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.forms.intake import AcceptForm, DueForm, RestoreForm, StepForm, ValueForm


@pytest.mark.parametrize(
    ("act", "needed", "label"),
    [
        (Act.FORWARD, False, "Ý kiến của cơ quan chuyển hồ sơ"),
        (Act.GIVE_BACK, True, "Những gì còn thiếu, cần bổ sung"),
        (Act.STOP, True, "Lý do"),
        (Act.NOTIFY, False, "Ghi chú"),
    ],
)
def test_a_step_names_its_note(act: Act, needed: bool, label: str) -> None:
    form = StepForm({"version": "3", "note": ""})
    form.about(act, needed=needed)
    assert str(form.fields["note"].label) == label
    assert form.is_valid() is not needed


@pytest.mark.parametrize("note", ["a\0b", "x" * 4001])
@pytest.mark.parametrize("version", ["0", "", "-1", "x", "9" * 400])
def test_a_step_refuses_what_is_hostile(note: str, version: str) -> None:
    assert not StepForm({"version": version, "note": note}).is_valid()


def test_accepting_reads_a_day_as_people_write_it() -> None:
    form = AcceptForm({"version": "0", "number": " 5/ĐK ", "received_on": "5/9/2026", "note": ""})
    assert form.is_valid()
    assert form.cleaned_data == {
        "version": 0, "number": "5/ĐK", "received_on": dt.date(2026, 9, 5), "note": ""
    }  # fmt: skip
    wrong = AcceptForm({"version": "0", "number": "9" * 61, "received_on": "31/02/2026"})
    assert set(wrong.errors) == {"number", "received_on"}
    assert AcceptForm({"version": "0", "received_on": "05/09/2026"}).is_valid(), (
        "no number takes the next one"
    )


def test_a_moved_day_knows_what_it_was() -> None:
    sent = {"version": "1", "was": "05/09/2026", "due_on": "10/09/2026", "reason": "Nghỉ lễ"}
    form = DueForm(sent)
    assert form.is_valid()
    assert (form.cleaned_data["was"], form.cleaned_data["due_on"].day) == (dt.date(2026, 9, 5), 10)
    assert DueForm(sent | {"was": ""}).is_valid(), "there was none"
    assert set(DueForm(sent | {"due_on": "", "reason": "x" * 401}).errors) == {"due_on", "reason"}
    assert 'value="05/09/2026"' in str(DueForm(initial={"was": dt.date(2026, 9, 5)})["was"])


def test_a_value_of_a_regime() -> None:
    sent = {"place": "body.largest", "read_as": "0", "value": "", "legal_reference": "Công văn 1"}
    form = ValueForm(sent)
    assert form.is_valid()
    assert form.cleaned_data["value"] is None
    assert set(ValueForm(sent | {"value": "5,5", "legal_reference": ""}).errors) == {
        "value",
        "legal_reference",
    }
    assert not ValueForm(sent | {"place": "x" * 81}).is_valid()
    assert not RestoreForm({"place": "", "read_as": "x"}).is_valid()
