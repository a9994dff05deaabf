"""The published shape of a dossier, ``schemas/self-assessment-1.json``."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

LONGEST_REPORT = 20


@cache
def validator() -> Draft202012Validator:
    """Return the validator of ``minhdinh.self-assessment/1``, compiled once a process."""
    text = (
        files("minhdinh.assessments").joinpath("schemas/self-assessment-1.json").read_text(encoding="utf-8")
    )
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(dossier: Any) -> list[str]:
    """Return where plain data departs from the schema, as ``path: message``; empty where it is a dossier."""
    found = sorted(validator().iter_errors(dossier), key=lambda error: list(map(str, error.absolute_path)))
    return [f"{error.json_path}: {error.message[:300]}" for error in found[:LONGEST_REPORT]]
