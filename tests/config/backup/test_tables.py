import datetime as dt
import json
from decimal import Decimal

import pytest
from django.db import models

from minhdinh.accounts.models import User
from minhdinh.config.backup.tables import (
    columns,
    decode,
    decode_row,
    encode,
    encode_row,
    is_kept,
    kept_models,
)
from minhdinh.evidence.models import Blob, EvidenceItem

MOMENT = dt.datetime(2026, 11, 20, 8, 30, 15, 123456, tzinfo=dt.UTC)


def test_everything_of_ours_is_kept():
    labels = set(kept_models())
    for model in (User, Blob, EvidenceItem):
        assert model._meta.label_lower in labels
    assert {label for label in labels if label.startswith("assessments.")} >= {
        "assessments.seal",
        "assessments.passagerevision",
        "assessments.datacell",
    }


@pytest.mark.parametrize(
    "label", ["contenttypes.contenttype", "sessions.session", "django_q.ormq", "auth.permission"]
)
def test_what_every_installation_makes_itself_is_left_out(label):
    assert label not in kept_models()


def test_every_model_of_our_rooms_is_kept():
    from django.apps import apps

    ours = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("minhdinh.") and not model._meta.proxy and model._meta.managed
    ]
    assert ours
    assert [model._meta.label for model in ours if not is_kept(model)] == ["evidence.StoringNote"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (models.DateTimeField(), MOMENT),
        (models.DateField(), dt.date(2026, 9, 5)),
        (models.DecimalField(), Decimal("33.63")),
        (models.BinaryField(), b"\x00\xffPK"),
        (models.JSONField(), {"a": [1, None, "2026-11-20"]}),
        (models.CharField(), "2026-11-20T08:30:15"),
        (models.IntegerField(), 7),
        (models.BooleanField(), False),
        (models.DateTimeField(), None),
    ],
)
def test_values_come_back_as_they_were(field, value):
    there = json.loads(json.dumps(encode(value)))
    assert decode(field, there) == value


def test_times_keep_their_microseconds():
    assert encode(MOMENT) == "2026-11-20T08:30:15.123456+00:00"


def test_a_row_comes_back():
    names = [field.attname for field in columns(Blob)]
    blob = Blob(id=3, school_id=9, sha256="ab", size=12, media_type="x/y", extension="pdf", path="a/b")
    blob.created_at = blob.updated_at = MOMENT
    line = encode_row(names, tuple(getattr(blob, name) for name in names))
    assert line.endswith(b"\n")
    back = decode_row(Blob, line)
    assert [getattr(back, name) for name in names] == [getattr(blob, name) for name in names]


@pytest.mark.parametrize("line", [b'{"id": 1}', b"[]", b"nonsense", b'{"id": 1, "odd": 2}'])
def test_a_row_of_another_shape_is_refused(line):
    with pytest.raises(ValueError):
        decode_row(Blob, line)


def test_the_order_of_keys_does_not_depend_on_the_database():
    assert encode_row(["b", "a"], ({"z": 1, "y": 2}, 3)) == b'{"a":3,"b":{"y":2,"z":1}}\n'
