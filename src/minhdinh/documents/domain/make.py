"""Making forms: drafts when asked, sealed ones once."""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from minhdinh.access.actor import Actor, require, system_actor
from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.assessments.domain.sealing import current_seal
from minhdinh.assessments.models import Seal, SelfAssessment
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere
from minhdinh.documents import actions
from minhdinh.documents.domain.templates import template_for
from minhdinh.documents.models import MadeDocument
from minhdinh.documents.options import Options, Progress
from minhdinh.documents.options import Seal as SealOption
from minhdinh.documents.pdf import available
from minhdinh.documents.registry import MEDIA_TYPES, Rendered, forms, render
from minhdinh.documents.registry import form as form_of
from minhdinh.evidence.domain.blobs import store_bytes
from minhdinh.evidence.validators import FileKind
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.models import Job

MAKE, MAKE_SEALED = "documents.make", "documents.make_sealed"


def request_document(
    *, actor: Actor, assessment: SelfAssessment, form: str, file_format: str, criterion: str = ""
) -> Job:
    """Queue a form of a self-assessment; the job's result carries the document's id."""
    require(actor, Permission.DOCUMENT_MAKE, organisation_id=assessment.school_id)
    chosen = form_of(form)
    if file_format not in chosen.formats or not chosen.fits(assessment.standard_set.set_id):
        raise NotHere("Biểu mẫu này không có định dạng đó.")
    if criterion and not assessment.standard_set.catalogue.has_criterion(criterion):
        raise NotHere("Không có tiêu chí này.")
    return start_job(
        actor=actor,
        kind=MAKE,
        title=f"{chosen.title} ({file_format})",
        school_id=assessment.school_id,
        assessment_id=assessment.pk,
        form=form,
        file_format=file_format,
        criterion=criterion,
        user_id=actor.user_id,
        user_name=actor.name,
    )


def make_document(
    *,
    actor: Actor,
    assessment: SelfAssessment,
    form: str,
    file_format: str,
    criterion: str = "",
    progress: Progress | None = None,
) -> MadeDocument:
    """Make a form now: from the seal that stands, and then only once, else as a draft."""
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
    rendered = render(form, build_dossier(assessment), file_format, options)
    return _keep(actor, assessment, None, form, file_format, rendered, criterion)


def sealed_document(
    *, actor: Actor, seal: Seal, form: str, file_format: str, progress: Progress | None = None
) -> MadeDocument:
    """Return a seal's form, made at the first call and the same bytes ever after."""
    existing = (
        MadeDocument.objects.filter(seal=seal, form=form, file_format=file_format, criterion="")
        .select_related("blob")
        .first()
    )
    if existing is not None:
        return existing
    option = SealOption(
        revision=seal.revision,
        digest=seal.sha256,
        sealed_at=seal.sealed_at.isoformat(),
        verify_url=verify_url(seal),
    )
    assessment = seal.assessment
    options = Options(
        seal=option,
        template=template_for(assessment.school, form),
        base_url=settings.MINHDINH_PUBLIC_URL,
        progress=progress,
    )
    rendered = render(form, sealed_dossier(seal), file_format, options)
    try:
        return _keep(actor, assessment, seal, form, file_format, rendered, "")
    except IntegrityError:
        return MadeDocument.objects.select_related("blob").get(
            seal=seal, form=form, file_format=file_format, criterion=""
        )


def make_all_sealed(*, actor: Actor, seal: Seal, progress: Any) -> int:
    """Make every sealed form of a seal in every format that this machine can make; return how many there are."""
    wanted = [
        (one.id, file_format)
        for one in forms(seal.assessment.standard_set.set_id)
        if one.sealed
        for file_format in one.formats
        if file_format != "pdf" or available()
    ]
    progress.total(len(wanted))
    for form, file_format in wanted:
        sealed_document(actor=actor, seal=seal, form=form, file_format=file_format)
        progress.advance(form_of(form).title)
    return len(wanted)


def verify_url(seal: Seal) -> str:
    """Return the public address that the QR on a sealed paper leads to."""
    return f"{settings.MINHDINH_PUBLIC_URL.rstrip('/')}/xac-minh/{seal.token}/"


def _keep(
    actor: Actor,
    assessment: SelfAssessment,
    seal: Seal | None,
    form: str,
    file_format: str,
    rendered: Rendered,
    criterion: str,
) -> MadeDocument:
    blob, _is_new = store_bytes(
        school_id=assessment.school_id,
        stream=io.BytesIO(rendered.content),
        kind=FileKind(file_format, MEDIA_TYPES[file_format]),
    )
    with transaction.atomic():
        made = MadeDocument.objects.create(
            school_id=assessment.school_id,
            assessment=assessment,
            seal=seal,
            form=form,
            criterion=criterion,
            file_format=file_format,
            name=rendered.name,
            blob=blob,
            made_by_id=actor.user_id,
        )
        record(
            actor=actor,
            code=actions.MADE,
            target=f"documents.MadeDocument:{made.pk}",
            name=rendered.name,
            sha256=blob.sha256,
        )
    return made


def actor_of_job(school_id: int, user_id: int | None, user_name: str) -> Actor:
    """Return the actor under whose name a job makes documents; the permission was checked when it was asked for."""
    base = system_actor(school_id, user_name)
    return Actor(user_id, user_name, school_id, base.roles, base.permissions, school_id)
