"""Papers of a recognition: filled from what the register says of a decision, with the QR of its public page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docx.document import Document as WordDocument

from minhdinh.documents import qr
from minhdinh.documents.form import Dossier, Form, common_context
from minhdinh.documents.options import Options
from minhdinh.documents.templating import WordTemplate
from minhdinh.documents.wordml import MISSING
from minhdinh.lib.richtext import CitationStyle
from minhdinh.lib.text import fold

CODE_MILLIMETRES = 25
_SCHOOL = ("name", "commune", "province")  # of the school only this is printed


@dataclass(frozen=True, slots=True)
class DecisionForm(Form):
    """A paper of a decision: its dossier is ``documents.domain.decision_papers.decision_dossier``."""

    def fits(self, set_id: str) -> bool:  # noqa: ARG002 (the signature of every form)
        """Belong to no standard set: it is offered at a decision alone."""
        return False

    def file_stem(self, dossier: Dossier, _options: Options) -> str:
        """Return the file's name without its ending: the paper, the school and the decision's number."""
        school, number = dossier["school"].get("code"), dossier["decision"].get("number")
        stem = f"{self.id}-{_plain(str(school or 'truong'))}-{_plain(str(number or ''))}"
        return re.sub(r"-{2,}", "-", stem).strip("-")

    def fill(
        self, dossier: Dossier, options: Options, unknown: dict[str, None] | None = None
    ) -> WordDocument:
        """Return the filled document with the QR of the decision's public page."""
        template = WordTemplate(options.template or self.template())
        writer = template.writer(lambda _id: None, CitationStyle.from_convention(None))
        shared = common_context(dossier, options)
        printed = self.context(dossier, options, writer)
        context = shared | {"school": {name: shared["school"][name] for name in _SCHOOL}} | printed
        context["qr"] = template.picture(
            qr.png(dossier["decision"].get("verify_url") or options.base_url or "-"), CODE_MILLIMETRES
        )
        context["draft"] = MISSING in str(printed)
        return template.fill(context, title=self.name(dossier), unknown=unknown)


def _plain(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z]+", "-", fold(text)).strip("-")
