"""The forms of a seal: made once from the sealed dossier, kept byte for byte, served ever after."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.assessments.models import Seal
from minhdinh.common.problems import Problem
from minhdinh.documents.domain.keeping import Wanted, asker, keep
from minhdinh.documents.domain.templates import template_for
from minhdinh.documents.models import MadeDocument
from minhdinh.documents.options import Options
from minhdinh.documents.options import Progress as Teller
from minhdinh.documents.options import Seal as SealOption
from minhdinh.documents.pdf import available, to_pdf
from minhdinh.documents.registry import MEDIA_TYPES, Rendered, forms, render
from minhdinh.documents.registry import form as form_of
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import Progress

MAKE_SEALED = "documents.make_sealed"


def wanted_of(seal: Seal) -> list[Wanted]:
    """Return the papers that belong to a seal, in every format that this machine can make; PDF after its Word file."""
    return [
        Wanted(one.id, file_format)
        for one in forms(seal.assessment.standard_set.set_id)
        if one.sealed
        for file_format in one.formats
        if file_format != "pdf" or available()
    ]


def request_sealed_documents(*, actor: Actor, seal: Seal) -> Job:
    """Queue the making of a seal's papers; those that are kept already stay as they are."""
    require(actor, Permission.DOCUMENT_MAKE, organisation_id=seal.school_id)
    return start_job(
        actor=actor,
        kind=MAKE_SEALED,
        title="Lập biểu mẫu của báo cáo đã niêm phong",
        school_id=seal.school_id,
        seal_id=seal.pk,
        asker=asker(actor),
    )


def sealed_document(
    *, actor: Actor, seal: Seal, form: str, file_format: str, progress: Teller | None = None
) -> MadeDocument:
    """Return a seal's paper: made at the first call, the same bytes at every other.

    Neither the school's data, nor an office's template, nor the program's form changes it afterwards. Of two that
    make it at the same time the first one's is kept and both return it.
    """
    wanted = Wanted(form, file_format)
    kept = _kept(seal, wanted)
    if kept is not None:
        return kept
    rendered = _render(actor, seal, wanted, progress)
    try:
        return keep(actor, seal.assessment, wanted, rendered, seal)
    except IntegrityError:
        winner = _kept(seal, wanted)
        if winner is None:
            raise
        return winner


def make_all_sealed(*, actor: Actor, seal: Seal, progress: Progress) -> int:
    """Make every paper of a seal and return how many it has.

    One that cannot be made does not keep the others from being made; raises Problem in the end, naming them.
    """
    wanted, failed = wanted_of(seal), []
    progress.total(len(wanted))
    for one in wanted:
        title = f"{form_of(one.form).title} ({one.file_format})"
        try:
            sealed_document(actor=actor, seal=seal, form=one.form, file_format=one.file_format)
        except Problem as problem:
            failed.append(f"{title}: {problem.message}")
        progress.advance(f"Đã lập {title}")
    if failed:
        raise Problem("\n".join(["Chưa lập được mọi biểu mẫu của bản niêm phong.", *failed]))
    return len(wanted)


def printed_seal(seal: Seal) -> SealOption:
    """Return what a sealed paper prints of its seal."""
    return SealOption(
        revision=seal.revision,
        digest=seal.sha256,
        sealed_at=seal.sealed_at.isoformat(),
        verify_url=verify_url(seal),
    )


def verify_url(seal: Seal) -> str:
    """Return the public address that the QR on a sealed paper leads to."""
    return f"{settings.MINHDINH_PUBLIC_URL.rstrip('/')}/xac-minh/{seal.token}/"


def _kept(seal: Seal, wanted: Wanted) -> MadeDocument | None:
    rows = MadeDocument.objects.filter(
        seal=seal, form=wanted.form, file_format=wanted.file_format, criterion=wanted.criterion
    )
    return rows.select_related("blob").first()


def _render(actor: Actor, seal: Seal, wanted: Wanted, progress: Teller | None) -> Rendered:
    if wanted.file_format == "pdf":
        return _pdf_of_word(actor, seal, wanted, progress)
    options = Options(
        seal=printed_seal(seal),
        template=template_for(seal.assessment.school, wanted.form),
        base_url=settings.MINHDINH_PUBLIC_URL,
        progress=progress,
    )
    return render(wanted.form, sealed_dossier(seal), wanted.file_format, options)


def _pdf_of_word(actor: Actor, seal: Seal, wanted: Wanted, progress: Teller | None) -> Rendered:
    """Turn the very Word file that is kept into PDF, so that the two say the same."""
    word = sealed_document(actor=actor, seal=seal, form=wanted.form, file_format="docx", progress=progress)
    if progress is not None:
        progress(70, "Đang tạo PDF")
    name = f"{word.name.removesuffix('.docx')}.pdf"
    return Rendered(to_pdf(read_blob(word.blob)), name, MEDIA_TYPES["pdf"])
