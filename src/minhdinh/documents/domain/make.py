"""Making forms: drafts and working papers whenever they are asked for, the papers of a seal once."""

from __future__ import annotations

from django.conf import settings

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.domain.moment import one_moment
from minhdinh.assessments.domain.sealing import current_seal
from minhdinh.assessments.models import SelfAssessment
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.chosen import chosen_part
from minhdinh.documents.domain.keeping import Wanted, asker, keep
from minhdinh.documents.domain.queries import plan_at
from minhdinh.documents.domain.sealed import sealed_document
from minhdinh.documents.domain.templates import template_for
from minhdinh.documents.form import CASE, IMPROVEMENT, Dossier
from minhdinh.documents.forms.phieu_noi_ham.form import FORM as PHIEU_NOI_HAM
from minhdinh.documents.models import MadeDocument
from minhdinh.documents.options import Options, Progress
from minhdinh.documents.pdf import require_pdf
from minhdinh.documents.registry import form as form_of
from minhdinh.documents.registry import render
from minhdinh.improvement.domain.dossier import carrying_out
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.models import Job

MAKE = "documents.make"


def request_document(
    *,
    actor: Actor,
    assessment: SelfAssessment,
    form: str,
    file_format: str,
    criterion: str = "",
    plan_id: int = 0,
) -> Job:
    """Queue a form of a self-assessment, or of an improvement plan made from it; the result carries the document's id.

    Raises NotHere for a form, format, criterion or plan that there is not, PdfUnavailable without LibreOffice.
    """
    require(actor, Permission.DOCUMENT_MAKE, organisation_id=assessment.school_id)
    chosen = form_of(form)
    fits = chosen.about != CASE and chosen.fits(assessment.standard_set.set_id)
    if file_format not in chosen.formats or not fits:
        raise NotHere("Biểu mẫu này không có định dạng đó.")
    if criterion and not assessment.standard_set.catalogue.has_criterion(criterion):
        raise NotHere("Không có tiêu chí này.")
    if chosen.about == IMPROVEMENT:
        plan_at(assessment, plan_id)
    if file_format == "pdf":
        require_pdf()
    return start_job(
        actor=actor,
        kind=MAKE,
        title=f"{chosen.title} ({file_format})",
        school_id=assessment.school_id,
        assessment_id=assessment.pk,
        form=form,
        file_format=file_format,
        criterion=criterion,
        plan_id=plan_id,
        asker=asker(actor),
    )


@in_vietnamese
def make_document(
    *,
    actor: Actor,
    assessment: SelfAssessment,
    form: str,
    file_format: str,
    criterion: str = "",
    plan_id: int = 0,
    progress: Progress | None = None,
) -> MadeDocument:
    """Make a form now: from the seal that stands, and then only once, else as a draft of the data as they are.

    Working papers (``Form.sealed`` false) are always made anew.
    """
    require(actor, Permission.DOCUMENT_MAKE, organisation_id=assessment.school_id)
    seal = current_seal(assessment)
    if seal is not None and form_of(form).sealed:
        return sealed_document(actor=actor, seal=seal, form=form, file_format=file_format, progress=progress)
    options = Options(
        template=template_for(assessment.school, form),
        base_url=settings.MINHDINH_PUBLIC_URL,
        criterion=criterion,
        progress=progress,
    )
    with one_moment():
        dossier = _dossier(assessment, form, plan_id)
    rendered = render(form, dossier, file_format, options)
    return keep(actor, assessment, Wanted(form, file_format, criterion), rendered)


def _dossier(assessment: SelfAssessment, form: str, plan_id: int) -> Dossier:
    """Return what a form prints: beside the assessment, what was chosen from the library, or the improvement plan.

    A plan's paper carries the plan's year and stands beside the assessment that the plan was made from.
    """
    if form_of(form).id == PHIEU_NOI_HAM.id:
        return build_dossier(assessment) | {"chosen": chosen_part(assessment)}
    if form_of(form).about != IMPROVEMENT:
        return build_dossier(assessment)
    plan = plan_at(assessment, plan_id)
    return build_dossier(plan.source or assessment) | {"year": plan.year, "improvement": carrying_out(plan)}
