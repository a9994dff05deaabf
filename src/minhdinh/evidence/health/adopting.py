"""A file of the store that belongs to nothing becomes an item of the inbox, so that a person can look at it."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere
from minhdinh.evidence.domain.intake import Target, Upload, take_in
from minhdinh.evidence.domain.items import ItemValues
from minhdinh.evidence.health.round import last_round
from minhdinh.evidence.health.unheld import unheld
from minhdinh.evidence.models import Blob, EvidenceItem, StoreCheck

NAME_SHOWN = 12


@in_vietnamese
def adopt(*, actor: Actor, school_id: int, path: str, target: Target) -> EvidenceItem:
    """Take a file that the last round named as an orphan into the inbox; its bytes are kept.

    Raises NotHere for a path that the round did not name or that belongs to something by now, and Problem where its
    content is of no kind that is taken.
    """
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=school_id)
    found = last_round(school_id)
    if found is None or path not in found.orphans or not default_storage.exists(path):
        raise NotHere(_("Tệp này không còn trong danh sách. Hãy kiểm tra lại kho."))
    kept = Blob.objects.filter(school_id=school_id, path=path)
    if kept.exists() and not unheld(school_id).filter(path=path).exists():
        _forget(found, path)
        raise NotHere(_("Tệp này nay đã thuộc một minh chứng."))
    name = path.rpartition("/")[2]
    with default_storage.open(path, "rb") as stream:
        taken = take_in(
            actor=actor,
            school_id=school_id,
            target=target,
            values=ItemValues(name=_("Tệp chưa rõ của ai %(name)s") % {"name": name[:NAME_SHOWN]}),
            uploads=[Upload(stream, name, default_storage.size(path))],
        )
    item = taken.item or taken.duplicate_of
    if item is None:
        raise taken.refused[0]
    if not kept.all().exists():
        default_storage.delete(path)  # the same bytes are kept under their own hash now
    _forget(found, path)
    return item


def _forget(found: StoreCheck, path: str) -> None:
    found.orphans = [one for one in found.orphans if one != path]
    found.orphan_count = max(0, found.orphan_count - 1)
    found.save(update_fields=["orphans", "orphan_count", "updated_at"])
