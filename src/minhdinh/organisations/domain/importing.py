"""Verbs of importing from a file: check, confirm, write, hand out first passwords."""

from __future__ import annotations

from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.accounts.domain.first_password import encode_first_password, new_first_password
from minhdinh.accounts.models import User
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.models import Job
from minhdinh.lib.sheet_reading import SheetError, SheetRow, read_table
from minhdinh.organisations import actions
from minhdinh.organisations.imports.checked import CheckedRow, RowStatus
from minhdinh.organisations.imports.people import check_people
from minhdinh.organisations.imports.schools import check_schools
from minhdinh.organisations.imports.templates import columns_of
from minhdinh.organisations.models import ImportDraft, ImportKind, ImportState, Membership, Organisation

JOB_KIND = "organisations.import"
PERMISSIONS = {
    ImportKind.PEOPLE: Permission.PEOPLE_MANAGE,
    ImportKind.SCHOOLS: Permission.ORGANISATIONS_MANAGE,
}


def check_file(
    *, actor: Actor, organisation: Organisation, kind: ImportKind, file_name: str, content: bytes
) -> ImportDraft:
    """Read a file and keep its rows for the preview; nothing else is written. Raises Problem for an unreadable file."""
    require(actor, PERMISSIONS[kind], organisation_id=organisation.pk)
    if actor.user_id is None:
        raise Problem("Việc nhập tệp cần một người đứng tên.")
    try:
        rows = read_table(content, columns_of(kind))
    except SheetError as error:
        raise Problem(str(error), field="file") from error
    if not rows:
        raise Problem("Dưới hàng tiêu đề chưa có dòng nào. Hãy điền rồi tải lên lại.", field="file")
    return ImportDraft.objects.create(
        organisation=organisation,
        owner_id=actor.user_id,
        kind=kind,
        file_name=PurePath(file_name).name[-200:],
        rows=[{"number": row.number, "values": row.values} for row in rows],
    )


def checked_rows(draft: ImportDraft) -> list[CheckedRow]:
    """Return the draft's rows checked against the database as it is now."""
    rows = [SheetRow(row["number"], row["values"]) for row in draft.rows]
    check = check_people if draft.kind == ImportKind.PEOPLE else check_schools
    return check(rows, draft.organisation)


def confirm_import(*, actor: Actor, draft: ImportDraft) -> Job:
    """Start the job that writes everything; raises Problem where a row is faulty or the draft is confirmed already."""
    require(actor, PERMISSIONS[ImportKind(draft.kind)], organisation_id=draft.organisation_id)
    refuse_faulty(checked_rows(draft))
    with transaction.atomic():
        taken = ImportDraft.objects.filter(pk=draft.pk, state=ImportState.CHECKED).update(
            state=ImportState.APPLYING, owner=actor.user_id, updated_at=timezone.now()
        )
        if not taken:
            raise Problem("Tệp này đã được xác nhận rồi.")
        job = start_job(actor=actor, kind=JOB_KIND, title=f"Nhập {draft.file_name}", draft_id=draft.pk)
        ImportDraft.objects.filter(pk=draft.pk).update(job_id=job.pk)
    return job


def refuse_faulty(rows: list[CheckedRow]) -> None:
    """Raise Problem where any row is faulty: all rows are written or none."""
    faulty = [row.number for row in rows if row.status == RowStatus.FAULTY]
    if faulty:
        raise Problem(f"Còn {len(faulty)} dòng cần sửa (dòng đầu: {faulty[0]}), nên chưa ghi dòng nào.")


def hand_out_passwords(*, actor: Actor, draft: ImportDraft) -> list[tuple[str, str, str, str]]:
    """Make first passwords for the accounts of an import that nobody has used yet; return what to hand out.

    Returns (organisation, full name, username, password). Nothing keeps the passwords: they are made here, so that a
    list that got lost is replaced by a new one, which takes away the lost one's validity.
    """
    require(actor, Permission.PEOPLE_MANAGE, organisation_id=draft.organisation_id)
    unused = User.objects.filter(pk__in=draft.created_ids, last_login__isnull=True, is_active=True)
    people = list(unused.filter(must_change_password=True).order_by("sort_key", "id"))
    if not people:
        raise Problem(
            "Mọi tài khoản của lần nhập này đã được dùng; hãy đặt lại mật khẩu cho từng người khi cần."
        )
    places = _places(people)
    handed: list[tuple[str, str, str, str]] = []
    for person in people:
        password = new_first_password()
        person.password = encode_first_password(password)
        handed.append((places.get(person.pk, ""), person.full_name, person.username, password))
    with transaction.atomic():
        User.objects.bulk_update(people, ["password"], batch_size=500)
        ImportDraft.objects.filter(pk=draft.pk).update(passwords_given_at=timezone.now())
        record(
            actor=actor,
            code=actions.PASSWORDS_HANDED_OUT,
            target=f"organisations.ImportDraft:{draft.pk}",
            count=len(people),
            file=draft.file_name,
        )
    return sorted(handed, key=lambda row: row[0])


def _places(people: list[User]) -> dict[int, str]:
    rows = Membership.objects.filter(user__in=people, ended=False).select_related("organisation")
    return {row.user_id: row.organisation.name for row in rows.order_by("-id")}
