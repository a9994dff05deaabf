"""Reads of the legal library."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission, Role
from minhdinh.lib.text import fold
from minhdinh.standards.enums import LegalLink
from minhdinh.standards.models import LegalAttachment, LegalDocument, LegalRelation, StandardSetVersion
from minhdinh.standards.rules.legal_citations import Finding, Known, check_text, library_of

ROOT_KIND = "ministry"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks for: words, a kind, a standard set, in force or not on a day."""

    words: str = ""
    kind: str = ""
    set_id: str = ""
    validity: str = ""
    day: dt.date | None = None


def documents(wanted: Wanted) -> QuerySet[LegalDocument]:
    """Return the documents that have all the words (without diacritics) and are of the kind, set and validity."""
    rows = LegalDocument.objects.select_related("office")
    for word in fold(wanted.words).split():
        rows = rows.filter(search_text__contains=word)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.set_id:
        rows = rows.filter(attachments__set_id=wanted.set_id)
    if wanted.validity and wanted.day:
        started = Q(effective_from__lte=wanted.day) | Q(
            effective_from__isnull=True, issued_on__lte=wanted.day
        )
        unknown = Q(effective_from__isnull=True, issued_on__isnull=True)
        over = Q(effective_to__lte=wanted.day)
        rows = rows.filter(started | unknown).exclude(over) if wanted.validity == "yes" else rows.filter(over)
    return rows


def document_by_id(document_id: int) -> LegalDocument | None:
    """Return a document, or None."""
    return LegalDocument.objects.select_related("office").filter(pk=document_id).first()


def relations_of(document: LegalDocument) -> list[tuple[str, list[LegalRelation]]]:
    """Return what a document does to others and what others do to it, under a Vietnamese heading each."""
    acts = LegalRelation.objects.filter(source=document).select_related("target")
    suffers = LegalRelation.objects.filter(target=document).select_related("source")
    found: defaultdict[str, list[LegalRelation]] = defaultdict(list)
    for row in acts:
        found[LegalLink(row.kind).label].append(row)
    for row in suffers:
        found[LegalLink(row.kind).passive].append(row)
    return list(found.items())


def sets_of(document: LegalDocument) -> list[StandardSetVersion]:
    """Return the standard sets that a document belongs to."""
    ids = LegalAttachment.objects.filter(document=document).values("set_id")
    return list(StandardSetVersion.objects.filter(set_id__in=ids).defer("content"))


def set_ids_of(document: LegalDocument) -> list[str]:
    """Return the ids of the standard sets that a document belongs to."""
    return list(LegalAttachment.objects.filter(document=document).values_list("set_id", flat=True))


def relation_by_id(document: LegalDocument, relation_id: int) -> LegalRelation | None:
    """Return a relation in which a document acts, or None."""
    rows = LegalRelation.objects.filter(source=document, pk=relation_id)
    return rows.select_related("source", "target").first()


def set_choices() -> list[tuple[str, str]]:
    """Return the ids and titles of the loaded standard sets, each once."""
    rows = StandardSetVersion.objects.order_by("-effective_from", "set_id").values_list("set_id", "title")
    return list(dict(rows).items())


def documents_of_set(set_id: str) -> list[LegalDocument]:
    """Return the documents that belong to a standard set."""
    return list(LegalDocument.objects.filter(attachments__set_id=set_id))


def may_edit(actor: Actor, document: LegalDocument, *, at_the_ministry: bool = False) -> bool:
    """Tell whether the actor looks after a document: the own office's, or the package's by administrators and the ministry."""
    if not actor.can(Permission.LEGAL_MANAGE):
        return False
    if actor.user_id is None or Role.SYSTEM_ADMIN in actor.roles:
        return True
    if document.office_id is None:
        return at_the_ministry
    return document.office_id == actor.organisation_id


def library() -> dict[str, Known]:
    """Return the whole library as the checker of citations takes it: two reads."""
    instead: defaultdict[int, list[str]] = defaultdict(list)
    replacing = LegalRelation.objects.filter(kind=LegalLink.REPLACES)
    for target_id, number in replacing.values_list("target_id", "source__number"):
        instead[target_id].append(number)
    rows = LegalDocument.objects.order_by("order_key", "id")
    return library_of(
        Known(row.number, row.issued_on, row.effective_from, row.effective_to, tuple(instead[row.pk]))
        for row in rows.only("number", "issued_on", "effective_from", "effective_to")
    )


def check_citations(text: str, day: dt.date) -> list[Finding]:
    """Return what has to be looked at in a text of a day."""
    return check_text(text, library(), day)
