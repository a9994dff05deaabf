"""What leads from an office's page of a registration to publishing its report."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.links import CaseLink
from minhdinh.appraisals.models import Case
from minhdinh.organisations.models import Organisation
from minhdinh.portal.domain.evaluations import final_to_publish, standing_of
from minhdinh.portal.domain.offices import department_for


def publishing_link(case: Case, actor: Actor, office: Organisation) -> Iterable[CaseLink]:
    """Lead the department that answers for a decided registration to the page where its report is published."""
    if case.is_open or not actor.can(Permission.RECOGNITION_RECORD):
        return
    if office == department_for(case.school, case.department) and final_to_publish(case) is not None:
        note = _("đang công bố") if standing_of(case) else _("không công bố")
        url = reverse("portal:office-publishing-one", args=[office.code, case.pk])
        yield CaseLink(_("Công bố báo cáo đánh giá ngoài"), url, "world", note)
