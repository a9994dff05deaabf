"""Filling a Word template: a sandboxed Jinja that can only read the context it is given."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from docx.document import Document as WordDocument
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import ChainableUndefined, StrictUndefined, TemplateError, Undefined, nodes
from jinja2.exceptions import UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from minhdinh.common.problems import Problem
from minhdinh.documents.finishing import finish
from minhdinh.documents.wordml import Writer
from minhdinh.lib.richtext import CitationStyle, Resolver

Context = dict[str, Any]

FILTERS = frozenset({"upper", "lower", "title", "length", "join", "default", "d", "first", "last", "trim"})
TESTS = frozenset(
    {"defined", "undefined", "none", "odd", "even", "equalto", "eq", "ne", "gt", "lt", "ge", "le", "in"}
)

# A template reads and repeats; it does not compute. What is not here (calls, macros, imports, arithmetic) could
# be used to exhaust the machine or to reach beyond the context.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem,
    nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Filter, nodes.Test, nodes.Concat, nodes.Tuple, nodes.List, nodes.Keyword,
)  # fmt: skip

_QUOTED = re.compile(r"'([^']*)'")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class TemplateProblem(Problem):
    """The template cannot be used; the message says in Vietnamese what to mend in it."""


class WordTemplate:
    """A template opened for one document: gives the writer for its texts, then fills and finishes it."""

    def __init__(self, content: bytes) -> None:
        self._template = DocxTemplate(io.BytesIO(content))
        self._template.init_docx()
        self._link_id = cache(self._template.build_url_id)

    def writer(self, resolve: Resolver, style: CitationStyle) -> Writer:
        """Return a writer whose links belong to this document."""
        return Writer(resolve, style, self._link_id)

    def picture(self, png: bytes, millimetres: float) -> InlineImage:
        """Return a picture for the context, square, of the given width."""
        return InlineImage(self._template, io.BytesIO(png), width=Mm(millimetres))

    def fill(self, context: Context, *, title: str, unknown: dict[str, None] | None = None) -> WordDocument:
        """Fill the template and return the finished document; raises TemplateProblem where it cannot be filled.

        A name the context does not have is such a case, unless `unknown` is given to collect them all.
        """
        environment = sandbox()
        if unknown is not None:
            environment.undefined = _collector(unknown)
        try:
            self._template.render(_printable(context), environment, autoescape=True)
        except UndefinedError as error:
            names = _QUOTED.findall(error.message or "")
            raise TemplateProblem(f"Mẫu dùng một biến không có: {names[-1] if names else '?'}.") from error
        except TemplateError as error:
            raise TemplateProblem(f"Mẫu có lệnh viết sai gần: “{_near(error)}”.") from error
        document: WordDocument = self._template.docx
        finish(document, title=title)
        return document


def _near(error: TemplateError) -> str:
    """Return the template's text around the statement that could not be read."""
    lines = [str(line).strip() for line in getattr(error, "docx_context", ())]
    return " ".join(line for line in lines if line)[:120] or str(error.message)


def _collector(unknown: dict[str, None]) -> type[Undefined]:
    """Return a class of undefined values that note their name when they are used, and print nothing."""

    class Collected(ChainableUndefined):
        def _note(self) -> str:
            unknown[str(self._undefined_name)] = None
            return ""

        __str__ = _note

        def __html__(self) -> str:
            return self._note()

        def __iter__(self) -> Iterator[object]:
            self._note()
            return iter(())

        def __bool__(self) -> bool:
            self._note()
            return False

    return Collected


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, which moreover refuses any statement that a form does not need."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _check(tree, frozenset())
        return tree


def sandbox() -> ImmutableSandboxedEnvironment:
    """Return the environment all templates are filled with: autoescape on, unknown names are errors."""
    environment = _Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.tests = {name: environment.tests[name] for name in TESTS}
    environment.globals = {}
    return environment


def _check(node: nodes.Node, targets: frozenset[str]) -> None:
    """Refuse statements not allowed; a loop within a loop may only walk into what the outer one gives."""
    if not isinstance(node, _ALLOWED):
        raise TemplateProblem(
            f"Mẫu dùng lệnh không được phép ({type(node).__name__}). Mẫu chỉ được in giá trị, lặp (for) và rẽ nhánh (if)."
        )
    if isinstance(node, nodes.For):
        if targets and _root(node.iter) not in targets:
            raise TemplateProblem("Mẫu có vòng lặp lồng nhau không đi theo dữ liệu của vòng lặp ngoài.")
        targets |= {name.name for name in node.find_all(nodes.Name) if name.ctx == "store"}
    for child in node.iter_child_nodes():
        _check(child, targets)


def _root(expression: nodes.Node) -> str:
    """Return the name an expression such as `part.standards` begins with."""
    while isinstance(expression, nodes.Getattr | nodes.Getitem):
        expression = expression.node
    return expression.name if isinstance(expression, nodes.Name) else ""


def _printable(value: Any) -> Any:
    """Return the context without characters that XML cannot carry; strings already marked as XML stay."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return _UNPRINTABLE.sub("", value)
    if isinstance(value, Mapping):
        return {key: _printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one) for one in value]
    return value


def docx_bytes(document: WordDocument) -> bytes:
    """Return the document as the bytes of a .docx file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
