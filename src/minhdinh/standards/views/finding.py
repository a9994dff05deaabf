"""From an address to a set, and the pages' common head."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.common.problems import NotHere
from minhdinh.standards.catalogue import Criterion
from minhdinh.standards.domain.queries import version_of, wordings_of
from minhdinh.standards.models import StandardSetVersion
from minhdinh.standards.presenters.sets import set_view


def version_here(set_id: str, version: str) -> StandardSetVersion:
    """Return a loaded version; raises NotHere."""
    row = version_of(set_id, version)
    if row is None:
        raise NotHere("Không có bộ tiêu chuẩn này.")
    return row


def criterion_here(row: StandardSetVersion, code: str) -> Criterion:
    """Return a criterion of a version; raises NotHere."""
    if not row.catalogue.has_criterion(code):
        raise NotHere("Không có tiêu chí này.")
    return row.catalogue.criterion(code)


def set_url(name: str, code: str, row: StandardSetVersion, **more: Any) -> str:
    """Return the address of a page about a version."""
    kwargs = {"code": code, "set_id": row.set_id, "version": row.version, **more}
    return reverse(f"standards:{name}", kwargs=kwargs)


def office_context(code: str, row: StandardSetVersion, active: str, title: str = "") -> dict[str, Any]:
    """Return what every page about one set needs in an office: the set, its tabs, the way back.

    ``active`` is the name of the page's address, ``title`` what it is called unless a tab says it.
    """
    pages = {
        "system-set": _("Tiêu chí"),
        "system-set-rules": _("Quy tắc và giá trị"),
        "system-set-history": _("Lịch sử điều chỉnh"),
    }
    tabs = [
        {"label": label, "url": set_url(name, code, row), "active": name == active}
        for name, label in pages.items()
    ]
    crumbs = [
        {"label": _("Bộ tiêu chuẩn"), "url": reverse("standards:system-sets", args=[code])},
        {"label": row.catalogue.short_title, "url": set_url("system-set", code, row)},
    ]
    if active != "system-set":
        crumbs.append({"label": title or pages[active]})
    wordings = wordings_of(row)
    return {
        "code": code,
        "set": set_view(row, len(wordings)),
        "wordings": wordings,
        "tabs": tabs,
        "crumbs": crumbs,
    }
