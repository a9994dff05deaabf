"""A list or a bundle of files between its preview and the one word that writes it."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence.context import year_context
from minhdinh.evidence.importing.bundles import FileFate, attach_files
from minhdinh.evidence.importing.judging import Fate, Verdict
from minhdinh.evidence.importing.reading import read_list
from minhdinh.evidence.importing.rows import row_from_json
from minhdinh.evidence.importing.writing import Place, counted, judge_list, write_list
from minhdinh.evidence.models import ImportState, ListImport
from minhdinh.jobs.domain.queries import job_numbered
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import Progress
from minhdinh.lib.text import clean
from minhdinh.organisations.domain.queries import actor_for
from minhdinh.organisations.models import Organisation

JOB_KIND = "evidence.import"
LIST, FILES = "list", "files"
MOST_KEPT = 500
KEPT_DAYS = 30


def keep_list(*, actor: Actor, school_id: int, year: str, file_name: str, content: bytes) -> ListImport:
    """Read a list and keep its rows for the preview; nothing else is written. Raises Problem for an unreadable file."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=school_id)
    rows = read_list(content)
    if not rows:
        raise Problem("Dưới hàng tiêu đề chưa có dòng nào. Hãy điền rồi tải lên lại.", field="file")
    return keep(actor, school_id, year, LIST, file_name, [row.as_json() for row in rows])


def keep(
    actor: Actor, school_id: int, year: str, kind: str, file_name: str, rows: list[dict[str, Any]]
) -> ListImport:
    """Keep what was read under the person who brought it."""
    if actor.user_id is None:
        raise Problem("Việc nhập tệp cần một người đứng tên.")
    kept: ListImport = ListImport.objects.create(
        school_id=school_id,
        person_id=actor.user_id,
        year=year,
        kind=kind,
        file_name=clean(PurePath(file_name).name)[-200:] or _("tệp không tên"),
        rows=rows,
    )
    return kept


def import_of(school_id: int, year: str, import_id: int) -> ListImport | None:
    """Return one of the school's imports of a year."""
    return ListImport.objects.filter(school_id=school_id, year=year, pk=import_id).first()


def judged(draft: ListImport, place: Place) -> list[Verdict]:
    """Return the rows of a list judged against the store as it is now."""
    return judge_list(place, [row_from_json(entry) for entry in draft.rows])


def waits_for_word(draft: ListImport) -> bool:
    """Tell whether an import can be confirmed: it was only read, or the job that wrote it is over without an end."""
    if draft.state != ImportState.APPLYING:
        return draft.state == ImportState.CHECKED
    job = job_numbered(draft.job_id)
    return job is None or job.is_over


def forget_unconfirmed(now: dt.datetime | None = None) -> int:
    """Drop what was read ``KEPT_DAYS`` ago and never confirmed, lists and names of files; return how many (daily).

    Bytes that were stored for the preview stay: the same file brought again finds them, the health page names them.
    """
    before = (now or timezone.now()) - dt.timedelta(days=KEPT_DAYS)
    with scopes_disabled():
        left = ListImport.objects.filter(
            state=ImportState.CHECKED, updated_at__lt=before, job_id__isnull=True
        )
        count, _per_model = left.delete()
    return count


def confirm_import(*, actor: Actor, draft: ListImport) -> Job:
    """Start the job that writes an import; raises Problem where it was confirmed already."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=draft.school_id)
    if actor.user_id is None:
        raise Problem("Việc nhập tệp cần một người đứng tên.")
    with transaction.atomic():
        # The job is named too: of two who confirm an import that was left behind, one is told.
        waiting = ListImport.objects.filter(pk=draft.pk, state=draft.state, job_id=draft.job_id)
        if not waits_for_word(draft) or not waiting.update(
            state=ImportState.APPLYING, person_id=actor.user_id, updated_at=timezone.now()
        ):
            raise Problem("Tệp này đã được xác nhận rồi.")
        job = start_job(actor=actor, kind=JOB_KIND, title=f"Nhập {draft.file_name}", import_id=draft.pk, school_id=draft.school_id)  # fmt: skip
        ListImport.objects.filter(pk=draft.pk).update(job_id=job.pk)
    return job


def run_import(progress: Progress, *, import_id: int, school_id: int) -> dict[str, Any]:
    """Write a confirmed import as the person who confirmed it (what a worker runs).

    What is written stays written; where it fails or is cancelled it can be confirmed again and goes on with the rest.
    """
    with school_scope(school_id):
        draft = ListImport.objects.select_related("school").get(pk=import_id)
        try:
            if draft.state != ImportState.APPLIED:
                draft.outcome = _written(draft, progress)
                draft.state = ImportState.APPLIED
                draft.save(update_fields=["outcome", "state", "updated_at"])
        finally:
            waiting = ListImport.objects.filter(pk=import_id, state=ImportState.APPLYING)
            waiting.update(state=ImportState.CHECKED)
    return {
        "message": summary(draft),
        "result_url": reverse("evidence:import-one", args=[draft.school.code, draft.year, draft.pk]),
        "result_label": _("Xem kết quả"),
    }


def summary(draft: ListImport) -> str:
    """Return what an import came to in a sentence."""
    counts = draft.outcome.get("counts", {})
    if draft.kind == FILES:
        return _("Đã gắn %(done)d tệp; %(left)d tệp không gắn.") % {
            "done": counts.get(FileFate.ATTACH.value, 0),
            "left": sum(counts.values()) - counts.get(FileFate.ATTACH.value, 0),
        }
    return _(
        "Đã nhập %(new)d minh chứng mới, nối thêm %(linked)d dòng; trùng %(duplicate)d, lỗi %(error)d."
    ) % {fate.value: counts.get(fate.value, 0) for fate in Fate}


def _written(draft: ListImport, progress: Progress) -> dict[str, Any]:
    actor = _actor_of(draft.person_id, draft.school)
    if draft.kind == FILES:
        return attach_files(actor=actor, school_id=draft.school_id, entries=draft.rows, progress=progress)
    context = year_context(draft.school_id, draft.year)
    if context is None:
        raise Problem("Năm học này chưa mở tự đánh giá.")
    rows = [row_from_json(entry) for entry in draft.rows]
    place = Place(draft.school_id, draft.year, context)
    done = write_list(actor=actor, place=place, rows=rows, file_name=draft.file_name, progress=progress)
    told = [verdict for verdict in done if verdict.fate is Fate.ERROR][:MOST_KEPT]
    return {
        "counts": counted(done),
        "rows": [[one.row.number, one.row.values.name[:200], one.reason] for one in told],
    }


def _actor_of(person_id: int, school: Organisation) -> Actor:
    with scopes_disabled():
        person = User.objects.filter(pk=person_id).first()
        actor = actor_for(person, school) if person else None
    if actor is None:
        raise NotAllowed("Thầy/Cô không còn vai trò ở đơn vị này.")
    return actor
