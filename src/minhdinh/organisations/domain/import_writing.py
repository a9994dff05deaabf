"""Writing a confirmed import: everything in one transaction, prepared before it begins."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from minhdinh.access.actor import Actor, require
from minhdinh.accounts.models import User
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.jobs.registry import Progress
from minhdinh.organisations import actions
from minhdinh.organisations.domain.importing import PERMISSIONS, checked_rows, refuse_faulty
from minhdinh.organisations.domain.new_schools import NewSchool, create_schools
from minhdinh.organisations.domain.queries import actor_for
from minhdinh.organisations.imports.checked import CheckedRow, RowStatus
from minhdinh.organisations.models import ImportDraft, ImportKind, ImportState, Membership

BATCH = 500
STEPS = 3
PROFILE_FIELDS = (
    "school_type", "education_levels", "ownership", "head_name", "province", "commune", "address", "phone", "email",
)  # fmt: skip


def write_import(*, draft_id: int, progress: Progress) -> ImportDraft:
    """Write a confirmed draft as its owner; where it fails or is cancelled nothing is written.

    Run a second time after a killed worker it finds every row there already and ends well. Raises Problem where a row
    is faulty by now or the owner may not do it any more; the draft can then be confirmed again.
    """
    draft = ImportDraft.objects.select_related("organisation__kind", "owner").get(pk=draft_id)
    if draft.state == ImportState.APPLIED:
        return draft
    try:
        _write(progress, draft)
    except IntegrityError as error:
        raise Problem(
            "Có người vừa ghi trùng một dòng của tệp; chưa ghi dòng nào, hãy xác nhận lại."
        ) from error
    finally:
        ImportDraft.objects.filter(pk=draft_id, state=ImportState.APPLYING).update(state=ImportState.CHECKED)
    return draft


def _write(progress: Progress, draft: ImportDraft) -> None:
    actor = actor_for(draft.owner, draft.organisation)
    if actor is None:
        raise NotAllowed("Thầy/Cô không còn vai trò ở đơn vị này.")
    require(actor, PERMISSIONS[ImportKind(draft.kind)], organisation_id=draft.organisation_id)
    progress.total(STEPS)
    progress.advance("Đang kiểm tra lại các dòng…")
    rows = checked_rows(draft)
    refuse_faulty(rows)
    wanted = [row for row in rows if row.status in {RowStatus.NEW, RowStatus.MORE}]
    progress.advance(f"Đang ghi {len(wanted)} dòng…")
    write = _write_people if draft.kind == ImportKind.PEOPLE else _write_schools
    with transaction.atomic():
        draft.created_ids = write(actor, draft, wanted)
        draft.new_count, draft.state = len(wanted), ImportState.APPLIED
        draft.save()


def _write_people(actor: Actor, draft: ImportDraft, rows: list[CheckedRow]) -> list[int]:
    """Create accounts and roles; return the ids of the new accounts, which get their passwords when handed out."""
    new = [row for row in rows if row.status == RowStatus.NEW]
    unusable = make_password(None)
    people = [_new_person(row, unusable) for row in new]
    User.objects.bulk_create(people, batch_size=BATCH)
    for row, person in zip(new, people, strict=True):
        row.data["person"] = person
    Membership.objects.bulk_create(
        [
            Membership(
                user=row.data["person"],
                organisation=row.data["organisation"],
                role=role,
                position=row.data["position"],
                source="import",
            )
            for row in rows
            for role in row.data["roles"]
        ],
        batch_size=BATCH,
    )
    _record_people(actor, draft, rows)
    return [person.pk for person in people]


def _new_person(row: CheckedRow, unusable: str) -> User:
    person = User(
        username=row.data["username"],
        full_name=row.data["full_name"],
        email=row.data["email"],
        phone=row.data["phone"],
        password=unusable,
        must_change_password=True,
    )
    person.derive_keys()
    return person


def _record_people(actor: Actor, draft: ImportDraft, rows: list[CheckedRow]) -> None:
    """Leave a trace in the record of every organisation that got people."""
    count: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        count[row.data["organisation"].pk] += 1
    for organisation_id, number in count.items():
        record(
            actor=replace(actor, organisation_id=organisation_id),
            code=actions.PEOPLE_IMPORTED,
            target=f"organisations.ImportDraft:{draft.pk}",
            count=number,
            file=draft.file_name,
        )


def _write_schools(actor: Actor, draft: ImportDraft, rows: list[CheckedRow]) -> list[int]:
    """Create schools with their place in the tree and their profile."""
    create_schools(
        [
            NewSchool(
                code=row.data["code"],
                name=row.data["name"],
                parent=row.data["parent"],
                profile={name: row.data[name] for name in PROFILE_FIELDS},
            )
            for row in rows
        ]
    )
    record(
        actor=actor,
        code=actions.ORGANISATIONS_IMPORTED,
        target=f"organisations.ImportDraft:{draft.pk}",
        count=len(rows),
        file=draft.file_name,
    )
    return []
