"""The checkers themselves: each finds what it is for and lets the rest pass."""

import ast
import re
from collections.abc import Callable, Iterator

import pytest

from tests.house_rules import checks

Checker = Callable[[ast.AST], Iterator[checks.Finding]]


@pytest.mark.parametrize(
    ("checker", "code"),
    [
        (checks.formatted_translations, '_(f"Còn {count} việc")'),
        (checks.formatted_translations, '_("Còn %s việc" % count)'),
        (checks.formatted_translations, '_("Còn " + count)'),
        (checks.formatted_translations, 'translation.gettext("Còn {}".format(count))'),
        (checks.formatted_translations, 'ngettext("một việc", f"{n} việc", n)'),
        (checks.catch_alls, "try:\n    act()\nexcept Exception:\n    pass"),
        (checks.catch_alls, "try:\n    act()\nexcept (ValueError, Exception) as error:\n    log(error)"),
        (checks.catch_alls, "try:\n    act()\nexcept:\n    pass"),
        (checks.catch_alls, "with suppress(Exception):\n    act()"),
        (checks.manager_uses, "Item.objects.filter(id=1)"),
        (checks.manager_uses, "Item._default_manager.all()"),
        (checks.manager_uses, "item = get_object_or_404(Item, pk=1)"),
        (checks.irreversible_operations, "migrations.RunPython(fill)"),
        (checks.irreversible_operations, 'migrations.RunSQL("CREATE …")'),
    ],
)
def test_finds(checker: Checker, code: str) -> None:
    assert len(list(checker(ast.parse(code)))) == 1


@pytest.mark.parametrize(
    ("checker", "code"),
    [
        (checks.formatted_translations, '_("Còn %(count)s việc") % {"count": count}'),
        (checks.formatted_translations, 'f"{_(name)}"'),
        (checks.formatted_translations, 'ngettext("một việc", "%(n)s việc", n)'),
        (checks.catch_alls, "try:\n    act()\nexcept (ValueError, KeyError):\n    pass"),
        (checks.catch_alls, "try:\n    act()\nexcept BaseException:\n    note()\n    raise"),
        (checks.catch_alls, "with suppress(FileNotFoundError):\n    act()"),
        (checks.manager_uses, "queries.items(school=school)"),
        (checks.manager_uses, 'objects = ["a"]'),
        (checks.irreversible_operations, "migrations.RunPython(fill, migrations.RunPython.noop)"),
        (checks.irreversible_operations, "migrations.RunPython(code=fill, reverse_code=empty)"),
        (checks.irreversible_operations, 'migrations.RunSQL("CREATE …", "DROP …")'),
    ],
)
def test_lets_pass(checker: Checker, code: str) -> None:
    assert list(checker(ast.parse(code))) == []


def test_imports_are_named_in_full() -> None:
    code = (
        "import os.path\n"
        "from minhdinh import evidence\n"
        "from . import enums\n"
        "from ..models import Item\n"
        "def late():\n"
        "    from minhdinh.api import urls\n"
    )
    found = {name for _, name in checks.imported_modules(ast.parse(code), "minhdinh.evidence.domain")}
    assert found >= {
        "os.path",
        "minhdinh.evidence",
        "minhdinh.evidence.domain.enums",
        "minhdinh.evidence.models",
        "minhdinh.api.urls",
    }


@pytest.mark.parametrize(
    "html",
    [
        "<script>go()</script>",
        '<script type="module">go()</script>',
        "<style>p { color: red }</style>",
        '<p class="lead" style="color: red">x</p>',
        '<p {% if a > b %}hidden{% endif %} style="color: red">x</p>',
        '<button onclick="go()">x</button>',
        '<button\n  onchange="go()">x</button>',
        '<div hx-on:click="go()"></div>',
        "<div hx-vals='js:{a: 1}'></div>",
        '<a href="javascript:void(0)">x</a>',
    ],
)
def test_inline_code_is_found(html: str) -> None:
    assert list(checks.inline_code(html))


@pytest.mark.parametrize(
    "html",
    [
        '<script src="{% static "app.js" %}" type="module"></script>',
        '<script defer\n  src="/static/app.js"></script>',
        '<script type="application/json" id="page-data">{"a": 1}</script>',
        '<a href="/mot-trang" data-action="click->menu#open">style = chữ</a>',
        '<input name="on" data-on="1">',
        "{# <script>off()</script> #}",
    ],
)
def test_ordinary_html_passes(html: str) -> None:
    assert list(checks.inline_code(html)) == []


def test_line_numbers_survive_template_code() -> None:
    html = "{% comment %}\nhai dòng\n{% endcomment %}\n{{ a\n}}\n<style></style>"
    assert list(checks.inline_code(html)) == [(6, "an inline style sheet")]


def test_matches_gives_line_and_words() -> None:
    assert list(checks.matches("một\nhai ba\n", re.compile("ba"))) == [(2, "ba")]
