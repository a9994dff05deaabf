"""The rich text schema: the only nodes and marks a school's text may hold."""

from __future__ import annotations

from typing import Any

from prosemirror.model import Schema

MAX_BYTES = 200_000
MAX_DEPTH = 40
MAX_SPAN = 60
MAX_EVIDENCE_LENGTH = 64

_CELL_ATTRS: dict[str, Any] = {"colspan": {"default": 1}, "rowspan": {"default": 1}}

_NODES: dict[str, Any] = {
    "doc": {"content": "block+"},
    "paragraph": {"content": "inline*", "group": "block"},
    "bullet_list": {"content": "list_item+", "group": "block"},
    "ordered_list": {"content": "list_item+", "group": "block"},
    "list_item": {"content": "paragraph block*"},
    "table": {"content": "table_row+", "group": "block"},
    "table_row": {"content": "(table_cell | table_header)+"},
    "table_cell": {"content": "block+", "attrs": _CELL_ATTRS},
    "table_header": {"content": "block+", "attrs": _CELL_ATTRS},
    "citation": {"inline": True, "group": "inline", "atom": True, "attrs": {"evidence": {}}},
    "hard_break": {"inline": True, "group": "inline"},
    "text": {"group": "inline"},
}

SCHEMA: Schema[Any, Any] = Schema({"nodes": _NODES, "marks": {"strong": {}, "em": {}}})

NODE_NAMES = frozenset(_NODES)
MARK_NAMES = ("strong", "em")
