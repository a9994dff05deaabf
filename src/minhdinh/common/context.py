"""What every template knows besides its own page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the name and version of the program, whether it is a demo, and the place the view opened.

    ``place`` is what a view put on the request: organisation_name, role_label, school_year, years, nav, search_url …
    (docs/architecture/pages.md); None outside any place, for example on the sign-in page.
    """
    return {
        "app_name": "Minh Định",
        "app_version": settings.MINHDINH_VERSION,
        "demo": settings.MINHDINH_DEMO,
        "place": getattr(request, "place", None),
    }
