import pytest
from django.http import QueryDict

from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.campaigns import StepValues, TargetValues
from minhdinh.oversight.forms.campaign import (
    CampaignForm,
    MoveForm,
    StepRow,
    StepRows,
    TargetRows,
    campaign_values,
)

COMMUNE = Organisation(pk=4, code="xa", name="Xã An Bình")


def posted(data: dict[str, object]) -> QueryDict:
    query = QueryDict(mutable=True)
    for key, value in data.items():
        query.setlist(key, value if isinstance(value, list) else [value])
    return query


def rows(prefix: str, *given: dict[str, str]) -> dict[str, str]:
    data = {f"{prefix}-TOTAL_FORMS": str(len(given)), f"{prefix}-INITIAL_FORMS": "0"}
    return data | {
        f"{prefix}-{number}-{key}": value for number, row in enumerate(given) for key, value in row.items()
    }


def test_empty_rows_are_left_out_and_days_are_read() -> None:
    data = {
        "name": "Đợt 1",
        "school_types": ["thcs"],
        "communes": ["xa"],
        **rows(
            "steps",
            {"kind": "data", "due": "25/5/2019"},
            {"kind": ""},
            {"kind": "other", "title": "Họp", "due": "2019-06-01"},
        ),
        **rows(
            "targets",
            {"kind": "data", "percent": ""},
            {"kind": "self_assessment", "percent": "90", "school_type": "thcs"},
        ),
    }
    form = CampaignForm(posted(data), offices=[COMMUNE])
    steps, targets = StepRows(data, prefix="steps"), TargetRows(data, prefix="targets")
    assert form.is_valid(), form.errors
    assert steps.is_valid(), steps.errors
    assert targets.is_valid(), targets.errors
    values = campaign_values(form, steps, targets)
    assert [(one.kind, one.due.isoformat(), one.title) for one in values.steps] == [
        ("data", "2019-05-25", ""),
        ("other", "2019-06-01", "Họp"),
    ]
    assert values.targets == [TargetValues("self_assessment", 90, "thcs")]
    assert (list(values.school_types), list(values.communes), values.ownership) == (["thcs"], [COMMUNE], "")
    assert isinstance(values.steps[0], StepValues)


def test_without_offices_below_there_is_nothing_to_choose() -> None:
    form = CampaignForm({"name": "Đợt 1"}, offices=[])
    assert "communes" not in form.fields
    assert form.is_valid()
    assert form.chosen_communes() == []


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"kind": "data"}, "due"),
        ({"due": "25/5/2019"}, "kind"),
        ({"title": "Họp"}, "kind"),
        ({"kind": "other", "due": "25/5/2019"}, "title"),
        ({"kind": "unknown", "due": "25/5/2019"}, "kind"),
    ],
)
def test_half_rows(row: dict[str, str], field: str) -> None:
    form = StepRow(row)
    assert not form.is_valid()
    assert field in form.errors


def test_a_step_of_another_campaign_cannot_be_moved() -> None:
    form = MoveForm({"step": "7", "due": "25/5/2019", "reason": "x"}, steps=[])
    assert "step" in form.errors
