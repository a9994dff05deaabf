"""A department's yearly report in the form of Thông tư 57 (Mẫu số 7): filled from the report's own words and figures."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.templates import template_for
from minhdinh.documents.forms.mau_so_7.form import FORM
from minhdinh.documents.office.names import signature_of
from minhdinh.documents.options import Options
from minhdinh.documents.pdf import available
from minhdinh.documents.reading.office_report import TEXTS
from minhdinh.documents.registry import Rendered, render
from minhdinh.lib.school_year import shift
from minhdinh.oversight.domain.reports_form import FormFile, form_figures, has_form
from minhdinh.oversight.domain.reports_paper import lines_of
from minhdinh.oversight.models import OfficeReport
from minhdinh.oversight.statistics.shown import shown_row
from minhdinh.oversight.statistics.table import StatTable

Data = dict[str, Any]
LABELS = {"docx": "Word", "pdf": "PDF"}


def report_files(report: OfficeReport) -> list[FormFile]:
    """Return where the form of a report is had, for the report's page."""
    place = [report.office.code, report.year, report.pk]
    return [
        FormFile(LABELS[one], reverse("documents:office-report-form", args=[*place, one]))
        for one in FORM.formats
        if one != "pdf" or available()
    ]


@in_vietnamese
def make_report_form(*, report: OfficeReport, suffix: str) -> Rendered:
    """Make the form of a report as ``docx`` or ``pdf`` by the office's template; nothing is kept.

    Who may read the report is the caller's question. Raises NotHere for a report that has no such form or a format
    that there is not, PdfUnavailable without LibreOffice, TemplateProblem where a replaced template cannot be filled.
    """
    if suffix not in FORM.formats or not has_form(report.office, report.kind, report.year):
        raise NotHere("Không có giấy tờ này.")
    return render(
        FORM.id, report_dossier(report), suffix, Options(template=template_for(report.office, FORM.id))
    )


def report_dossier(report: OfficeReport) -> Data:
    """Return a report as plain content: an issued one with the figures that were sent."""
    signs = signature_of(report.office)
    tables = form_figures(report)
    counted = next((one.heading.day for one in tables.values()), None)
    return {
        "school": {"code": report.office.code, "name": report.office.name},
        "year": report.year,
        "office_report": {
            "office": {
                "name": report.office.name,
                "head": signs.name,
                "above": signs.above,
                "place": signs.place,
                "titles": signs.titles[-1],
            },
            "number": report.number,
            "day": report.dated.isoformat() if report.dated else None,
            "signer": report.signer,
            "counted_on": counted.isoformat() if counted else None,
            "next_year": shift(report.year, 1),
            "issued": report.is_issued,
            **{name: list(lines_of(getattr(report, name))) for name in TEXTS},
            "tables": {name: _plain(one) for name, one in tables.items()},
        },
    }


def _plain(table: StatTable) -> Data:
    """Return a table with its cells as they are read everywhere."""
    return {
        "columns": [one.key for one in table.columns[1:]],
        "rows": [
            {
                "label": str(one.label),
                "line": one.line.value,
                "cells": shown_row(one, table)[1:] if one.cells else [],
            }
            for one in table.rows
        ],
        "footnotes": [str(one) for one in table.footnotes],
    }
