"""The rules as functions of a syntax tree or a text; each yields (line, what is wrong)."""

import ast
import re
from collections.abc import Iterator

Finding = tuple[int, str]
GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
    "npgettext_lazy",
}
MANAGERS = {"objects", "all_objects", "unscoped", "_default_manager", "_base_manager"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404", "aget_object_or_404", "aget_list_or_404"}
CATCH_ALL = {"Exception", "BaseException"}
TEMPLATE_CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
INLINE = {
    "an inline script": re.compile(
        r"<script\b(?![^>]*\ssrc\s*=)(?![^>]*\stype\s*=\s*[\"']application/(?:ld\+)?json[\"'])", re.IGNORECASE
    ),
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "an inline style": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "an inline event handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an evaluated htmx attribute": re.compile(r"\shx-on[:\-]|=\s*[\"']js:", re.IGNORECASE),
    "a javascript: address": re.compile(r"=\s*[\"']\s*javascript:", re.IGNORECASE),
}


def imported_modules(tree: ast.AST, package: str) -> Iterator[tuple[int, str]]:
    """Yield every imported module by its full name, also inside functions; ``package`` resolves relative ones."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            # ``from minhdinh import evidence`` names a module only together with its alias.
            yield node.lineno, base
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def called_name(node: ast.Call) -> str:
    """Return the last part of what is called: ``gettext`` for ``translation.gettext(…)``."""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def formatted_translations(tree: ast.AST) -> Iterator[Finding]:
    """Yield translations of a text that is put together first: no translator can find such a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called_name(node) in GETTEXT:
            for argument in node.args:
                if isinstance(argument, ast.JoinedStr):
                    yield node.lineno, "an f-string inside gettext"
                elif isinstance(argument, ast.BinOp) and isinstance(argument.op, ast.Mod | ast.Add):
                    yield node.lineno, "an assembled text inside gettext"
                elif isinstance(argument, ast.Call) and called_name(argument) == "format":
                    yield node.lineno, "a formatted text inside gettext"


def catch_alls(tree: ast.AST) -> Iterator[Finding]:
    """Yield handlers that would hide any mistake; one that ends by raising again hides nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            catches_all = node.type is None or CATCH_ALL & names_in(node.type)
            if catches_all and not isinstance(node.body[-1], ast.Raise):
                yield node.lineno, "a handler that hides every exception"
        elif isinstance(node, ast.Call) and called_name(node) == "suppress" and CATCH_ALL & names_in(node):
            yield node.lineno, "every exception suppressed"


def names_in(node: ast.AST) -> set[str]:
    """Return the plain names in an expression."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def manager_uses(tree: ast.AST) -> Iterator[Finding]:
    """Yield every reach for a manager and the shortcuts that query a model class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield node.lineno, f".{node.attr}"
        elif isinstance(node, ast.Call) and called_name(node) in SHORTCUTS:
            yield node.lineno, called_name(node)


def irreversible_operations(tree: ast.AST) -> Iterator[Finding]:
    """Yield RunPython and RunSQL without their reverse."""
    reverse = {"RunPython": "reverse_code", "RunSQL": "reverse_sql"}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or (keyword := reverse.get(called_name(node))) is None:
            continue
        if len(node.args) < 2 and keyword not in {argument.arg for argument in node.keywords}:
            yield node.lineno, f"{called_name(node)} without {keyword}"


def inline_code(html: str) -> Iterator[Finding]:
    """Yield scripts, styles and handlers inside a template; the content security policy would refuse them."""
    plain = TEMPLATE_CODE.sub(blanked, html)
    for what, pattern in INLINE.items():
        yield from ((plain.count("\n", 0, found.start()) + 1, what) for found in pattern.finditer(plain))


def blanked(found: re.Match[str]) -> str:
    """Return as many lines as the template code had, so that line numbers stay."""
    return "\n" * found.group().count("\n")


def matches(text: str, pattern: re.Pattern[str]) -> Iterator[Finding]:
    """Yield each line on which ``pattern`` is found, with the words found."""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := pattern.search(line):
            yield number, found.group().strip()
