"""Tags and filters that every template may use without loading them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.http import QueryDict
from django.template.base import Parser, Token
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from minhdinh.common import tables
from minhdinh.lib import text

register = template.Library()

PILL_ICONS = {
    "ok": "circle-check",
    "wait": "clock",
    "edit": "pencil",
    "none": "circle-dashed",
    "bad": "alert-triangle",
}
MAX_PERCENT = 100
JSON_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&"}


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """Draw an icon of the sprite (assets/icons.txt); without a label it is hidden from screen readers."""
    return _icon(name, css, str(label))


@lru_cache(maxsize=512)  # a list draws the same few icons in every row
def _icon(name: str, css: str, label: str) -> SafeString:
    described = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon {}" {} focusable="false"><use href="{}#{}"></use></svg>',
        css,
        described,
        static("minhdinh/icons.svg"),
        name,
    )


@register.simple_tag
def pill(label: Any, tone: str = "none", symbol: str = "") -> SafeString:
    """Draw a status pill: always words, with an icon; tone is ok, wait, edit, none or bad.

    ``symbol`` names another icon; ``symbol="-"`` leaves it out.
    """
    chosen = symbol or PILL_ICONS.get(tone, PILL_ICONS["none"])
    drawn = mark_safe("") if symbol == "-" else icon(chosen)
    return format_html('<span class="pill {}">{}{}</span>', tone, drawn, label)


@register.simple_tag
def meter(*shares: Any, label: str = "") -> SafeString:
    """Draw a stacked bar: ``{% meter 40 "ok" 27 "wait" label="…" %}``, shares in per cent of the width.

    Numbers stand in attributes of an SVG, because inline styles are forbidden by the content policy.
    """
    left = 0.0
    bars = []
    for share, tone in zip(shares[::2], shares[1::2], strict=True):
        width = max(0.0, min(float(share or 0), MAX_PERCENT - left))
        bars.append(
            format_html(
                '<rect class="{}" x="{}%" width="{}%" height="100%"/>', tone, f"{left:g}", f"{width:g}"
            )
        )
        left += width
    described = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="meter" {}>{}</svg>', described, format_html_join("", "{}", ((bar,) for bar in bars))
    )


@register.simple_tag(takes_context=True)
def query_string(context: Mapping[str, Any], changes: Mapping[str, Any] | None = None, **named: Any) -> str:
    """Return ``?…`` of the present address with the given parameters set, or dropped when None or ""."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for key, value in {**(changes or {}), **named}.items():
        if value is None or value == "":
            query.pop(key, None)
        elif isinstance(value, list | tuple):
            query.setlist(key, [str(part) for part in value])
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def sort_link(context: Mapping[str, Any], key: str, current: str = "") -> str:
    """Return the address that sorts by ``key``, or the other way round when it already does."""
    return query_string(
        context, {"sort": f"-{key}" if current == key else key, "after": None, "before": None}
    )


@register.simple_tag(takes_context=True)
def table_rows(context: template.Context, table: Mapping[str, Any]) -> SafeString:
    """Draw the rows of a table (components/table.html)."""
    return tables.rows_drawn(context, table["columns"], table["rows"])


@register.simple_tag
def options(choices: Iterable[tuple[Any, Any]], chosen: Any) -> SafeString:
    """Draw the options of a select."""
    return tables.options_drawn(choices, chosen)


@register.simple_tag
def filters_apart(filters: Iterable[Mapping[str, Any]] | None) -> dict[str, Any]:
    """Return the filters of a table apart: those in sight and those that a phone folds away."""
    return tables.filters_apart(filters or ())


@register.filter
def vn_date(value: dt.date | dt.datetime | None) -> str:
    """Return dd/MM/yyyy in local time; "" when missing."""
    if isinstance(value, dt.datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return text.vn_date(value) if value else ""


@register.filter
def vn_datetime(value: dt.datetime | None) -> str:
    """Return dd/MM/yyyy HH:mm in local time; "" when missing."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%d/%m/%Y %H:%M}"


@register.filter
def vn_number(value: Any, places: int | str = 0) -> str:
    """Return a number with a decimal comma and dots between thousands; "" when missing, as is when no number."""
    if value in {None, ""}:
        return ""
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return str(value)
    return f"{number:,.{int(places)}f}".translate(str.maketrans(",.", ".,"))


@register.filter
def two_digit(value: Any) -> str:
    """Return a count as official tables print it: 08; "" when missing."""
    return "" if value in {None, ""} else text.two_digits(int(value))


@register.filter
def initials(name: str | None) -> str:
    """Return the letters of an avatar: the last two words of a Vietnamese name (Nguyễn Thu Hà → TH)."""
    return "".join(word[0] for word in (name or "").split()[-2:]).upper()


@register.filter
def file_size(count: int | None) -> str:
    """Return a size in bytes as people read it: "812 kB", "3,4 MB", "2,0 GB"."""
    if not count:
        return "0 kB"
    kilobytes = count / 1024
    if kilobytes >= 1000 * 1024:
        return f"{vn_number(kilobytes / 1024 / 1024, 1)} GB"
    return f"{vn_number(kilobytes / 1024, 1)} MB" if kilobytes >= 1000 else f"{max(1, round(kilobytes))} kB"


class ComponentNode(template.Node):
    """Render ``common/components/<name>.html`` with what stands between the tags as ``body``."""

    def __init__(self, name: Any, values: dict[str, Any], body: template.NodeList) -> None:
        self.name = name
        self.values = values
        self.body = body

    def render(self, context: template.Context) -> SafeString:
        """Resolve the arguments in the page's context, then draw the component with them."""
        values = {key: value.resolve(context) for key, value in self.values.items()}
        engine = context.template.engine  # type: ignore[union-attr]
        component = engine.get_template(f"common/components/{self.name.resolve(context)}.html")
        with context.push(body=self.body.render(context), **values):
            return component.render(context)


@register.tag("component")
def component_tag(parser: Parser, token: Token) -> ComponentNode:
    """``{% component "card" title=… %}…{% endcomponent %}``: an include with a body."""
    words = token.split_contents()[1:]
    values = template.base.token_kwargs(words[1:], parser)
    if not words or len(values) != len(words) - 1:
        raise template.TemplateSyntaxError(
            '{% component "name" key=value … %} takes a name and named values.'
        )
    body = parser.parse(("endcomponent",))
    parser.delete_first_token()
    return ComponentNode(parser.compile_filter(words[0]), values, body)


@register.filter
def json_body(value: Any) -> SafeString:
    """Return the script element that carries a passage's ProseMirror JSON to its editor; nothing runs in it."""
    escaped = json.dumps(value, ensure_ascii=False).translate(JSON_ESCAPES)
    return format_html(
        '<script type="application/json" data-passage-target="body">{}</script>', SafeString(escaped)
    )
