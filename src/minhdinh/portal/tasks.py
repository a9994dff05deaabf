"""Jobs of this room: ids in, one domain call."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, system_actor
from minhdinh.jobs.registry import Progress
from minhdinh.portal.domain.report_paper import make_paper


def run_make_paper(
    progress: Progress, *, school_id: int, report_id: int, asker: dict[str, Any]
) -> dict[str, Any]:
    """Make the PDF of a published report; who published it was checked then."""
    progress.total(1)
    granted = system_actor().permissions
    actor = Actor(asker["user_id"], asker["user_name"], school_id, frozenset(), granted, asker["home_id"])
    make_paper(actor=actor, school_id=school_id, report_id=report_id)
    progress.advance(_("Đã lập bản PDF"))
    return {"message": _("Đã lập bản PDF của báo cáo công bố.")}
