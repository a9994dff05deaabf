import datetime as dt
import json
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from minhdinh.accounts.models import User
from minhdinh.assessments.models import (
    CouncilMember,
    CrosswalkChoice,
    DutyMark,
    FigureAnswer,
    FigureSettings,
    FiguresMapping,
    Passage,
    PlanStep,
    SelfAssessment,
    Sheet,
)
from minhdinh.evidence.models import Collecting, EvidenceItem, ItemMerge
from minhdinh.exchange import rows
from minhdinh.exchange.rows import from_json, plain, to_json, values
from minhdinh.improvement.models import (
    Action,
    FocalIssue,
    ImprovementPlan,
    Monitoring,
    MonitoringResult,
    PlanPublication,
    Progress,
)
from minhdinh.organisations.models import SchoolProfile

MOMENT = dt.datetime(2026, 11, 12, 9, 15, 30, 500001, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (models.DateTimeField(), MOMENT),
        (models.DateField(), dt.date(2026, 11, 12)),
        (models.JSONField(), {"a": None}),
        (models.CharField(), "Trường"),
        (models.BooleanField(), True),
        (models.DateField(), None),
    ],
)
def test_values_come_back(field, value):
    assert from_json(field, json.loads(json.dumps(to_json(value)))) == value


def test_numbers_with_places_are_text():
    assert to_json(Decimal("1.50")) == "1.50"


def test_a_row_comes_back():
    item = EvidenceItem(
        name="Sổ", storage="place", place="Tủ 1", issued_on=dt.date(2026, 1, 2), verified_at=MOMENT
    )
    row = json.loads(json.dumps(plain(item, rows.ITEM)))
    again = EvidenceItem(**values(EvidenceItem, row, rows.ITEM))
    assert [getattr(again, name) for name in rows.ITEM] == [getattr(item, name) for name in rows.ITEM]


def test_a_day_that_is_none_is_refused():
    with pytest.raises(ValidationError):
        from_json(models.DateField(), "2026-02-30")


KEYS = {"id", "school", "created_at", "updated_at"}
DERIVED = {
    EvidenceItem: {"code_sort", "name_sort", "search_text"},
    CouncilMember: {"sort_key"},
    SchoolProfile: {"organisation"},
    Passage: {"body"},
    User: set(),
}


@pytest.mark.parametrize(
    ("model", "names", "elsewhere"),
    [
        (EvidenceItem, rows.ITEM, {"verified_by", "contributed_by"}),
        (ItemMerge, rows.MERGE, {"gone", "survivor", "author", "moved"}),  # keys of this server
        (Collecting, rows.COLLECTING, {"assessment_id", "item", "collector", "keeper", "state_by"}),
        (SelfAssessment, rows.ASSESSMENT, {"standard_set", "approved_by"}),
        (Sheet, rows.SHEET, {"assessment", "track", "level_by"}),
        (CouncilMember, rows.MEMBER, {"assessment", "user", "group"}),
        (Passage, rows.PASSAGE, {"assessment", "sheet", "author", "inherited"}),  # with what was carried
        (PlanStep, rows.STEP, {"assessment"}),
        (SchoolProfile, rows.PROFILE, set()),
        (FigureAnswer, rows.FIGURE_ANSWER, {"assessment", "author"}),
        (FiguresMapping, rows.FIGURES_MAPPING, {"author"}),
        (FigureSettings, (), {"share"}),  # one number of the school
        (CrosswalkChoice, rows.CROSSWALK_CHOICE, {"author"}),
        (DutyMark, rows.DUTY_MARK, {"assessment", "key"}),
        (ImprovementPlan, rows.PLAN, {"source", "approved_by"}),
        (FocalIssue, rows.ISSUE, {"plan", "source_ref", "carried_from"}),
        (Action, rows.ACTION, {"plan", "issue", "owner_user", "outside_office", "carried_from"}),
        (Progress, rows.PROGRESS, {"action", "evidence", "author"}),
        (Monitoring, rows.MONITORING, {"plan", "author"}),
        (MonitoringResult, rows.MONITORED, {"monitoring", "action"}),
        (PlanPublication, rows.PUBLICATION, {"plan"}),
    ],
)
def test_no_field_is_forgotten(model, names, elsewhere):
    """A field that a model gets later has to be carried, or named here with a reason."""
    fields = {field.name for field in model._meta.concrete_fields}
    assert fields - KEYS - elsewhere - DERIVED.get(model, set()) == set(names)


def test_passwords_do_not_leave():
    assert set(rows.PERSON) == {"username", "full_name", "email"}
