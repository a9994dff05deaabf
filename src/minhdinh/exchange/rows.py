"""Rows as plain JSON and back: which fields of each model leave the server, and how their values are written.

Keys of other rows never leave: people and evidence are named by references of the package (``p1``, ``e1``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Field, Model

Row = dict[str, Any]

PROFILE = (
    "school_type", "education_levels", "ownership", "former_name", "head_name", "province", "commune", "address",
    "phone", "email", "website", "founded_year", "managing_body", "professional_body", "special", "foreign_linked",
    "difficult_area", "very_difficult_area", "national_standard",
)  # fmt: skip
SITE = ("name", "address", "main")
YEAR = ("year", "school_type", "ownership")
PERSON = ("username", "full_name", "email")
MEMBERSHIP = ("role", "position", "source", "valid_from", "valid_to", "ended")
ITEM = (
    "code", "root_criterion", "first_year", "name", "kind", "number", "issued_on", "issuer", "valid_from", "valid_to",
    "period", "storage", "link", "place", "note", "sensitive", "verification", "verified_at", "rejected_reason",
    "file_count", "version", "removed_at",
)  # fmt: skip
CODE = ("convention", "text", "criterion", "current")
COUNTER = ("convention", "criterion", "last")
ITEM_FILE = ("name", "position", "note", "dated_on", "removed_at")
MERGE = ("reason", "author_name", "merged_at", "undone_at", "undone_by_name")
BLOB = ("sha256", "size", "media_type", "extension")
ASSESSMENT = (
    "year", "leading", "set_reason", "state", "revision", "decision_number", "decision_date", "council_reason", "plan",
    "abbreviations", "level", "complete", "sheets_total", "sheets_decided", "last_activity_at", "submitted_at",
    "approved_at", "return_reason", "review_steps",
)  # fmt: skip
TRACK = ("education_level", "position", "level", "level_4")
SHEET = (
    "standard", "criterion", "position", "mandatory", "state", "level", "level_at", "withdrawn_reason", "to_mend",
    "review_step", "requirements_total", "requirements_answered", "statement_levels", "usable_evidence", "version",
)  # fmt: skip
ANSWER = ("requirement", "value")
GROUP = ("name", "position")
MEMBER = ("name", "position", "role", "in_council", "trained", "leads_group", "task", "order")
STEP = (
    "position", "content", "starts_on", "ends_on", "owner", "note", "key", "state", "state_note", "state_by_name",
    "state_at",
)  # fmt: skip
PASSAGE = ("slot", "kind", "level", "requirement", "text", "version", "author_name", "saved_at")
REVISION = ("version", "text", "author_name", "saved_at", "save_id", "restored_from")
CELL = ("table", "row", "column", "value")
CELL_CHANGE = ("table", "row", "column", "before", "after", "author_name", "saved_at")
SITE_CONDITION = (
    "site",
    "criterion",
    "level_1",
    "level_2",
    "situation",
    "lacking",
    "author_name",
    "saved_at",
)
MEETING = ("revision", "held_on", "number", "present", "absent", "summary", "quorum_reason", "minutes")
COMMENT = (
    "requirement", "slot", "version", "quote", "must_mend", "author_name", "written_at", "edited_at", "withdrawn_at",
    "resolved_at", "resolved_by_name",
)  # fmt: skip
WORDING = ("until",)
CHANGE = ("kind", "field", "before", "after", "reason", "read", "author_name", "saved_at")
PARALLEL_TEXT = ("slot", "base", "author_name", "saved_at", "save_id", "taken_at")
SUGGESTION = (
    "requirement", "level", "proposition", "negative", "library_version", "values", "wording", "direction_confirmed",
    "weakness", "action", "author_name", "chosen_at", "changed_at", "version",
)  # fmt: skip
SUGGESTED_TEXT = ("slot", "author_name", "put_at")
CARRIED = (
    "kind", "origin", "key", "note", "carried_by_name", "carried_at", "confirmed_as", "confirmed_by_name", "confirmed_at",
)  # fmt: skip
FIGURE_ANSWER = ("subject", "seen", "text", "author_name", "saved_at")
FIGURES_MAPPING = ("source", "table", "anchors", "author_name")
CROSSWALK_CHOICE = ("from_set", "to_set", "requirement", "targets", "author_name")
SEAL = ("revision", "sha256", "token", "sealed_at", "sealed_by_name", "reopened_at", "reopened_reason")
SIGNED_COPY = ("name", "uploaded_by_name")
USE = ("track", "criterion", "requirement")
COLLECTING = (
    "track", "criterion", "requirement", "what", "starts_on", "due_on", "state", "lost_reason", "note", "state_at",
    "withdrawn_at", "version",
)  # fmt: skip
DUTY_MARK = ("done_on", "note", "by_name")
PLAN = (
    "year", "number", "date", "state", "texts", "approved_by_name", "approved_at", "first_approved_at", "adjust_reason",
    "version",
)  # fmt: skip
ISSUE = (
    "position", "track", "standard", "criterion", "requirement", "situation", "limit", "cause", "source",
    "source_label", "source_text", "answer_state", "left_open_reason", "version",
)  # fmt: skip
ACTION = (
    "position", "content", "objective", "activity", "indicator", "target_value", "target_unit", "target_on",
    "time_text", "starts_on", "ends_on", "owner", "partners", "resources", "resource_source", "planned_evidence",
    "outside_state", "outside_request", "outside_answer", "outside_number", "outside_on", "outside_by_name", "state",
    "state_reason", "state_on", "version",
)  # fmt: skip
PROGRESS = (
    "day", "state", "note", "value_before", "on_before", "value_after", "on_after", "unit", "author_name",
)  # fmt: skip
MONITORING = ("moment", "day", "followed", "result", "adjustment", "assessor", "version")
MONITORED = ("state", "result", "adjustment")
PUBLICATION = ("place", "day", "link")
DOCUMENT = ("form", "criterion", "file_format", "name")


def plain(item: Model, names: Iterable[str]) -> Row:
    """Return fields of a row as JSON can hold them."""
    return {name: to_json(getattr(item, name)) for name in names}


def values(model: type[Model], row: Mapping[str, Any], names: Iterable[str]) -> Row:
    """Return what ``plain`` wrote as the fields of ``model`` hold it.

    A field that the schema lets be missing (younger than the format) keeps the model's default.
    """
    return {name: from_json(_field(model, name), row[name]) for name in names if name in row}


def to_json(value: Any) -> Any:
    """Return a value as JSON can hold it; times keep their microseconds."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def from_json(field: Field[Any, Any], value: Any) -> Any:
    """Return a JSON value as its field holds it."""
    if value is None or field.get_internal_type() == "JSONField":
        return value
    return field.to_python(value)


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    field = model._meta.get_field(name)  # noqa: SLF001 (documented by Django)
    if not isinstance(field, Field):
        raise TypeError(f"{name} has no column")
    return field
