"""What a form is: a name, the sets it is for, a template and the context that fills it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from docx.document import Document as WordDocument

from minhdinh.documents import qr
from minhdinh.documents.options import Options, seal_values
from minhdinh.documents.reading.earlier import SETS_2018
from minhdinh.documents.reading.evidence import resolver
from minhdinh.documents.reading.school import school
from minhdinh.documents.reading.words import words_of
from minhdinh.documents.templating import Context, WordTemplate
from minhdinh.documents.wordml import MISSING, Writer
from minhdinh.lib.richtext import CitationStyle
from minhdinh.lib.text import fold

Dossier = dict[str, Any]

ASSESSMENT, IMPROVEMENT, CASE = "assessment", "improvement", "case"
QR_MILLIMETRES = 15
_NOT_PRINTED = frozenset({"school"})  # a working paper prints only the school's names, which it always has

ContextBuilder = Callable[[Dossier, Options, Writer], Context]
Workbook = Callable[[Dossier, Options], bytes]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the registry.

    `needs` names the parts of the dossier it prints, `sets` the prefixes of the standard sets it is for (empty:
    all), `file_name` a pattern of {school}, {year}, {revision} and {criterion} without the ending. A working paper
    (`sealed` false) is signed long before the seal, so it is a draft only while data are missing. `other_sets` names
    the prefixes of sets that have a form of their own instead; `about` says what is printed, an assessment or an
    improvement plan (then the dossier carries the plan under ``improvement``) or a registration (under ``case``);
    `by_criterion` offers it for one criterion alone; `basis_2018` is what it rests on in a set of 2018, where that
    differs, `code_2018` its code there; `proposed` says that its content was not found in the law, so that an office may put its own in place.
    """

    id: str
    code: str
    title: str
    legal_basis: str
    folder: Path
    context: ContextBuilder
    file_name: str
    needs: Sequence[str] = ()
    sets: Sequence[str] = ()
    other_sets: Sequence[str] = ()
    about: str = ASSESSMENT
    workbook: Workbook | None = None
    sealed: bool = True
    by_criterion: bool = False
    basis_2018: str = ""
    proposed: bool = False
    code_2018: str = ""

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats this form can be made in."""
        return ("docx", "pdf", "xlsx") if self.workbook else ("docx", "pdf")

    def fits(self, set_id: str) -> bool:
        """Tell whether the form is for this standard set."""
        if set_id.startswith(tuple(self.other_sets)):
            return False
        return not self.sets or set_id.startswith(tuple(self.sets))

    def basis(self, set_id: str) -> str:
        """Return what the form rests on for this standard set."""
        return self.basis_2018 or self.legal_basis if set_id.startswith(SETS_2018) else self.legal_basis

    def code_for(self, set_id: str) -> str:
        """Return what the form is called for short with this standard set."""
        return self.code_2018 or self.code if set_id.startswith(SETS_2018) else self.code

    def template(self) -> bytes:
        """Return the form's own template."""
        return _read(self.folder / "template.docx")

    def fill(
        self, dossier: Dossier, options: Options, unknown: dict[str, None] | None = None
    ) -> WordDocument:
        """Return the filled document; raises TemplateProblem when a replaced template cannot be filled.

        With `unknown` the names the template uses but the form does not give are collected there and print nothing.
        """
        template = WordTemplate(options.template or self.template())
        style = CitationStyle.from_convention((dossier.get("standard_set") or {}).get("code_convention"))
        writer = template.writer(resolver(dossier, options.base_url), style)
        shared = common_context(dossier, options)
        if options.seal is not None:
            shared["seal"]["qr"] = template.picture(qr.png(options.seal.verify_url), QR_MILLIMETRES)
        context = shared | self.context(dossier, options, writer)
        if not self.sealed:
            context["draft"] = _lacks_data(context)
        return template.fill(context, title=self.name(dossier), unknown=unknown)

    def name(self, dossier: Dossier) -> str:
        """Return the title a reader sees: the form, the school and the year."""
        return f"{self.title} – {dossier['school'].get('name') or ''} – {dossier.get('year') or ''}"

    def file_stem(self, dossier: Dossier, options: Options) -> str:
        """Return the file's name without its ending: letters, digits and hyphens only."""
        stem = self.file_name.format(
            school=_plain(str(dossier["school"].get("code") or "truong")),
            year=_plain(str(dossier.get("year") or "")),
            revision=f"lan-{options.seal.revision:02d}" if options.seal else "du-thao",
            criterion=f"-{_plain(options.criterion)}" if options.criterion else "",
        )
        return re.sub(r"-{2,}", "-", stem).strip("-")


def common_context(dossier: Dossier, options: Options) -> Context:
    """Return what every template may use: the school, the year, the words of its type, draft or seal."""
    return {
        "school": school(dossier),
        "year": dossier.get("year") or "",
        "closing_year": str(dossier.get("year") or "")[-4:],
        "words": words_of(dossier),
        "set": {
            key: str((dossier.get("standard_set") or {}).get(key) or "") for key in ("title", "legal_basis")
        },
        "draft": options.seal is None,
        "seal": seal_values(options.seal) if options.seal else "",
    }


def _lacks_data(value: Any) -> bool:
    """Tell whether the marker of missing data stands anywhere in what is to be printed."""
    if isinstance(value, str):
        return MISSING in value
    if isinstance(value, dict):
        return any(_lacks_data(one) for key, one in value.items() if key not in _NOT_PRINTED)
    return isinstance(value, list) and any(_lacks_data(one) for one in value)


def _plain(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z]+", "-", fold(text)).strip("-")


@cache
def _read(path: Path) -> bytes:
    return path.read_bytes()
