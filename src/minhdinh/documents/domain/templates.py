"""Templates that offices put in place of a form's own."""

from __future__ import annotations

import io

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere
from minhdinh.documents import actions
from minhdinh.documents.models import FormTemplate
from minhdinh.documents.registry import form as form_of
from minhdinh.documents.template_check import validate_template
from minhdinh.evidence.domain.scanning import require_clean
from minhdinh.lib.hashing import sha256
from minhdinh.organisations.models import Organisation


def replace_template(
    *, actor: Actor, organisation: Organisation, form: str, content: bytes, name: str
) -> FormTemplate:
    """Put a checked Word template in place of a form's own, for this office and all below it."""
    require(actor, Permission.TEMPLATES_MANAGE, organisation_id=organisation.pk)
    require_clean(io.BytesIO(content), name=name[:250], organisation_id=organisation.pk, actor=actor)
    validate_template(content, form_of(form))
    with transaction.atomic():
        _hold(organisation)
        FormTemplate.objects.filter(organisation=organisation, form=form, active=True).update(active=False)
        row = FormTemplate.objects.create(
            organisation=organisation,
            form=form,
            content=content,
            sha256=sha256(content),
            file_name=name[:250],
            uploaded_by_id=actor.user_id,
        )
        record(
            actor=actor,
            code=actions.TEMPLATE_REPLACED,
            target=f"documents.FormTemplate:{row.pk}",
            form=form_of(form).title,
            file=name,
        )
    return row


def withdraw_template(*, actor: Actor, organisation: Organisation, form: str) -> None:
    """Go back to the form's own template; what was made stays as it was made."""
    require(actor, Permission.TEMPLATES_MANAGE, organisation_id=organisation.pk)
    with transaction.atomic():
        changed = FormTemplate.objects.filter(organisation=organisation, form=form, active=True).update(
            active=False
        )
        if not changed:
            raise NotHere("Đơn vị không có mẫu thay thế cho biểu này.")
        record(
            actor=actor,
            code=actions.TEMPLATE_WITHDRAWN,
            target=f"organisations.Organisation:{organisation.pk}",
            form=form_of(form).title,
        )


def template_for(organisation: Organisation, form: str) -> bytes | None:
    """Return the replacement nearest above an organisation, None for the form's own template."""
    ids = [int(step) for step in organisation.path.strip("/").split("/") if step]
    rows = {
        row.organisation_id: row
        for row in FormTemplate.objects.filter(organisation_id__in=ids, form=form, active=True)
    }
    nearest = next((rows[pk] for pk in reversed(ids) if pk in rows), None)
    return bytes(nearest.content) if nearest else None


def templates_of(organisation: Organisation) -> dict[str, FormTemplate]:
    """Return an office's own active replacements by form, without their bytes."""
    rows = FormTemplate.objects.filter(organisation=organisation, active=True).defer("content")
    return {row.form: row for row in rows}


def own_template(organisation: Organisation, form: str) -> FormTemplate:
    """Return an office's own active replacement; raises NotHere where it uses another's."""
    row = FormTemplate.objects.filter(organisation=organisation, form=form, active=True).first()
    if row is None:
        raise NotHere("Đơn vị không có mẫu thay thế cho biểu này.")
    return row


def _hold(organisation: Organisation) -> None:
    """Let one replacement of an office's templates happen after the other."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
