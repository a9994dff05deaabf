"""Verbs of importing earlier years: read and check a file, keep it for the preview, confirm, write."""

from __future__ import annotations

from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import Progress
from minhdinh.lib.sheet_reading import SheetError, SheetRow, read_table
from minhdinh.organisations.domain.queries import actor_for
from minhdinh.organisations.imports.checked import CheckedRow
from minhdinh.organisations.models import ImportDraft, ImportKind, ImportState, Organisation
from minhdinh.oversight.history.checking import check_history
from minhdinh.oversight.history.words import COLUMNS
from minhdinh.oversight.history.writing import STEPS, refuse_faulty, write_rows

JOB_KIND = "oversight.history_import"


def read_history(content: bytes) -> list[SheetRow]:
    """Return the filled rows of a file; raises Problem (field ``file``) where it cannot be read or is empty."""
    try:
        rows = read_table(content, COLUMNS)
    except SheetError as error:
        raise Problem(str(error), field="file") from error
    if not rows:
        raise Problem("Dưới hàng tiêu đề chưa có dòng nào. Hãy điền rồi tải lên lại.", field="file")
    return rows


def check_history_file(*, actor: Actor, office: Organisation, file_name: str, content: bytes) -> ImportDraft:
    """Keep the rows of a file for the preview; nothing else is written. Raises Problem for an unreadable file."""
    require(actor, Permission.HISTORY_IMPORT, organisation_id=office.pk)
    if actor.user_id is None:
        raise Problem("Việc nhập tệp cần một người đứng tên.")
    rows = read_history(content)
    return ImportDraft.objects.create(
        organisation=office,
        owner_id=actor.user_id,
        kind=ImportKind.HISTORY,
        file_name=PurePath(file_name).name[-200:],
        rows=[{"number": row.number, "values": row.values} for row in rows],
    )


def checked_draft(draft: ImportDraft) -> list[CheckedRow]:
    """Return the draft's rows checked against the database as it is now."""
    return check_history([SheetRow(row["number"], row["values"]) for row in draft.rows], draft.organisation)


def confirm_history(*, actor: Actor, draft: ImportDraft) -> Job:
    """Start the job that writes everything; raises Problem where a row is faulty or it was confirmed already."""
    require(actor, Permission.HISTORY_IMPORT, organisation_id=draft.organisation_id)
    refuse_faulty(checked_draft(draft))
    with transaction.atomic():
        taken = ImportDraft.objects.filter(pk=draft.pk, state=ImportState.CHECKED).update(
            state=ImportState.APPLYING, owner=actor.user_id, updated_at=timezone.now()
        )
        if not taken:
            raise Problem("Tệp này đã được xác nhận rồi.")
        job = start_job(actor=actor, kind=JOB_KIND, title=f"Nhập {draft.file_name}", draft_id=draft.pk)
        ImportDraft.objects.filter(pk=draft.pk).update(job_id=job.pk)
    return job


def write_draft(*, draft_id: int, progress: Progress) -> ImportDraft:
    """Write a confirmed draft as its owner; where it fails or is cancelled nothing is written.

    Run a second time after a killed worker it finds everything there already and ends well. Raises Problem where a
    row is faulty by now or the owner may not do it any more; the draft can then be confirmed again.
    """
    draft = ImportDraft.objects.select_related("organisation__kind", "owner").get(pk=draft_id)
    if draft.state == ImportState.APPLIED:
        return draft
    try:
        actor = actor_for(draft.owner, draft.organisation)
        if actor is None:
            raise NotAllowed("Thầy/Cô không còn vai trò ở đơn vị này.")
        progress.total(STEPS)
        progress.advance("Đang kiểm tra lại các dòng…")
        rows = checked_draft(draft)
        with transaction.atomic():
            outcome = write_rows(
                actor=actor,
                office=draft.organisation,
                rows=rows,
                file_name=draft.file_name,
                progress=progress,
            )
            draft.new_count, draft.state = outcome.written, ImportState.APPLIED
            draft.save()
    finally:
        ImportDraft.objects.filter(pk=draft_id, state=ImportState.APPLYING).update(state=ImportState.CHECKED)
    return draft
