"""A set's content as a file that a person can read and load again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml

from minhdinh.standards.catalogue.checks import schema
from minhdinh.standards.catalogue.order import code_key

HEAD = "# A standard set in the format of schemas/standard-set-1.json.\n"


def json_text(content: Mapping[str, Any]) -> str:
    """Return the content as JSON."""
    return json.dumps(in_order(content), ensure_ascii=False, indent=2) + "\n"


def yaml_text(content: Mapping[str, Any]) -> str:
    """Return the content as YAML."""
    text: str = yaml.safe_dump(in_order(content), allow_unicode=True, sort_keys=False, width=110)
    return HEAD + text


def in_order(value: Any) -> Any:
    """Return the content with its keys in the order of the schema: a database may have stored them in another."""
    if isinstance(value, Mapping):
        part = next((names for names in _parts() if value.keys() <= names.keys()), {})
        keys = sorted(value, key=lambda key: (part.get(key, 0), code_key(key)))
        return {key: in_order(value[key]) for key in keys}
    return [in_order(entry) for entry in value] if isinstance(value, list) else value


@lru_cache(maxsize=1)
def _parts() -> list[dict[str, int]]:
    """Return the place of each key in every kind of mapping that the schema knows."""
    parts = [schema(), *schema()["$defs"].values()]
    return [
        {name: at for at, name in enumerate(part["properties"])} for part in parts if "properties" in part
    ]
