"""Ways from a registration's pages to its papers."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.appraisals.domain.cases.links import CaseLink
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import Case
from minhdinh.organisations.models import Organisation

ICON = "file-text"


def school_papers(case: Case, _actor: Actor) -> Iterator[CaseLink]:
    """Lead the school to the papers of a registration that was sent once."""
    if case.steps.filter(act=Act.SEND).exists():
        url = reverse("documents:case-school-papers", args=[case.school.code, case.pk])
        yield CaseLink(
            _("Giấy tờ của hồ sơ"), url, ICON, _("Phiếu tiếp nhận, biên bản, báo cáo đã gửi trường")
        )


def office_papers(case: Case, _actor: Actor, office: Organisation) -> Iterator[CaseLink]:
    """Lead the department or the first office to the papers of a registration that names it."""
    if office.pk in (case.department_id, case.intake_id):
        url = reverse("documents:case-office-papers", args=[office.code, case.pk])
        yield CaseLink(
            _("Giấy tờ, biểu mẫu"), url, ICON, _("Quyết định, biên bản, báo cáo, thông báo: Word và PDF")
        )
