"""Remarks, report parts, abbreviations and data tables of a sample school, written by its secretary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.abbreviations import save_abbreviations
from minhdinh.assessments.domain.passages import save_passage
from minhdinh.assessments.domain.tables import save_cells, table_form
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.rules.numbers import kept
from minhdinh.assessments.rules.table_form import NOTE, TableForm
from minhdinh.demo.content import Dossier
from minhdinh.demo.loading.actors import DemoContentError
from minhdinh.demo.loading.texts import body

Address = tuple[str, str, str]


def load_report(
    secretary: Actor, assessment: SelfAssessment, dossier: Dossier, items: Mapping[str, int]
) -> None:
    """Write what the sample has of the report."""
    for slot, paragraphs in _texts(dossier):
        if not paragraphs:
            continue
        save_passage(
            actor=secretary,
            assessment=assessment,
            slot=slot,
            version=0,
            body=body(paragraphs, items),
            save_id="demo-load-1",
        )
    if dossier.abbreviations:
        pairs = [(one["short"], one["long"]) for one in dossier.abbreviations]
        save_abbreviations(actor=secretary, assessment=assessment, pairs=pairs)
    if dossier.tables:
        _load_tables(secretary, assessment, dossier.tables)


def _texts(dossier: Dossier) -> Iterator[tuple[str, list[str]]]:
    for standard, parts in dossier.remarks.items():
        for part, paragraphs in parts.items():
            yield f"remark:{standard}:{part}", paragraphs
    for key, paragraphs in dossier.report.items():
        yield f"report:{key}", paragraphs


def _load_tables(secretary: Actor, assessment: SelfAssessment, content: Mapping[str, Any]) -> None:
    cells = cells_of(content, table_form(assessment))
    refused = save_cells(actor=secretary, assessment=assessment, cells=cells)
    if refused:
        raise DemoContentError(f"{refused[0].address}: {refused[0].message}")


def cells_of(content: Mapping[str, Any], form: TableForm) -> dict[Address, str]:
    """Return the typed cells of a sample's tables; sums and ratios follow from them and are left out."""
    cells: dict[Address, str] = {}
    for table_key, rows in content["tables"].items():
        table = form.by_key[table_key]
        for row_key, values in rows.items():
            row = table.by_key[row_key]
            named = values if isinstance(values, dict) else dict(zip(content["years"], values, strict=True))
            columns = {NOTE} | ({column.key for column in table.columns} if row.is_typed else set())
            cells.update(
                ((table_key, row_key, key), _text(value))
                for key, value in named.items()
                if key in columns and value not in (None, "")
            )
    return cells


def _text(value: object) -> str:
    return value if isinstance(value, str) else kept(Decimal(str(value)))
