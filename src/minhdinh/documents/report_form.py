"""A form that is filled from an office's yearly report; it belongs to no school and to no standard set."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docx.document import Document as WordDocument

from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.templating import WordTemplate
from minhdinh.lib.richtext import CitationStyle
from minhdinh.lib.text import fold


@dataclass(frozen=True, slots=True)
class ReportForm(Form):
    """A paper of a report: its dossier is ``documents.domain.report_papers.report_dossier``."""

    def fits(self, set_id: str) -> bool:  # noqa: ARG002 (the signature of every form)
        """Belong to no standard set: it is offered at a report alone."""
        return False

    def file_stem(self, dossier: Dossier, _options: Options) -> str:
        """Return the file's name without its ending: the form, the office and the year."""
        words = (self.id, dossier["school"].get("code") or "", dossier.get("year") or "")
        return "-".join(filter(None, (_plain(str(one)) for one in words)))

    def fill(
        self, dossier: Dossier, options: Options, unknown: dict[str, None] | None = None
    ) -> WordDocument:
        """Return the filled document; a report that is not issued yet is a draft."""
        template = WordTemplate(options.template or self.template())
        writer = template.writer(lambda _id: None, CitationStyle.from_convention(None))
        context = self.context(dossier, options, writer) | {"year": dossier.get("year") or "", "seal": ""}
        return template.fill(context, title=self.name(dossier), unknown=unknown)


def _plain(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z]+", "-", fold(text)).strip("-")
