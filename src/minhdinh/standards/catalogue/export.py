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
        keys = sorted(value, key=lambda key: (_ranks().get(key, len(_ranks())), code_key(key)))
        return {key: in_order(value[key]) for key in keys}
    return [in_order(entry) for entry in value] if isinstance(value, list) else value


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    """Return the place of every key name: where the schema first speaks of it."""
    names: dict[str, int] = {}
    for part in (schema(), *schema()["$defs"].values()):
        for name in part.get("properties", {}):
            names.setdefault(name, len(names))
    return names
