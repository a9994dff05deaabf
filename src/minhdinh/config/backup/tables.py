"""Which tables a backup holds, and how a row is written as JSON and read again."""

from __future__ import annotations

import base64
import datetime as dt
import json
import uuid
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.db.models import Field, Model

# Made anew by every installation (kinds of rows), or worth nothing in another one (sessions, queued messages). Notes of
# files on their way would let a restored database clear away bytes whose rows came after the backup.
LEFT_OUT_APPS = frozenset({"contenttypes", "sessions", "django_q"})
LEFT_OUT_MODELS = frozenset(
    {"auth.permission", "auth.group", "auth.group_permissions", "accounts.user_groups", "accounts.user_user_permissions",
     "evidence.storingnote"}
)  # fmt: skip


def kept_models(registry: Apps = apps) -> dict[str, type[Model]]:
    """Return the models whose rows are kept, by label; also those of a past state of the schema."""
    return {
        model._meta.label_lower: model  # noqa: SLF001 (documented by Django)
        for model in registry.get_models(include_auto_created=True)
        if is_kept(model)
    }


def is_kept(model: type[Model]) -> bool:
    """Tell whether the rows of a model belong into a backup."""
    meta = model._meta  # noqa: SLF001 (documented by Django)
    if meta.proxy or not meta.managed or meta.app_label in LEFT_OUT_APPS:
        return False
    return meta.label_lower not in LEFT_OUT_MODELS


def columns(model: type[Model]) -> list[Field[Any, Any]]:
    """Return the fields that have a column, in their order."""
    return [field for field in model._meta.concrete_fields if isinstance(field, Field)]  # noqa: SLF001


def encode_row(names: list[str], values: tuple[Any, ...]) -> bytes:
    """Return one row as a line of JSON, with its end; keys are sorted, as databases differ in the order they keep."""
    row = {name: encode(value) for name, value in zip(names, values, strict=True)}
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def encode(value: Any) -> Any:
    """Return a database value as JSON can hold it; JSON values pass unchanged."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def decode(field: Field[Any, Any], value: Any) -> Any:
    """Return a JSON value as its field holds it; the inverse of ``encode``."""
    if value is None or field.get_internal_type() == "JSONField":
        return value
    if field.get_internal_type() == "BinaryField":
        return base64.b64decode(value)
    if field.get_internal_type() in {"DateTimeField", "DateField", "DecimalField", "UUIDField"}:
        return field.to_python(value)
    return value


def decode_row(model: type[Model], line: bytes) -> Model:
    """Return the row of a line; raises ValueError for a line that does not fit the model."""
    row = json.loads(line)
    fields = {field.attname: field for field in columns(model)}
    if not isinstance(row, dict) or row.keys() != fields.keys():
        raise ValueError(f"a row of {model._meta.label} does not have its fields")  # noqa: SLF001
    return model(**{name: decode(fields[name], value) for name, value in row.items()})
