"""Reads of training: sessions, the register as an office sees it, schools where nobody is trained."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from minhdinh.lib.text import fold
from minhdinh.organisations.domain.placements import path_on, schools_on
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight.models import TrainedPerson, TrainingSession

REGISTER_ORDER = ("sort_key", "id")
SCHOOL_ORDER = ("school__sort_key", "id")
SESSION_ORDER = ("-held_on", "-id")


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What is looked for in the register: words of a name, course or certificate; a school by its code."""

    q: str = ""
    where: str = ""


def sessions_of(office: Organisation) -> QuerySet[TrainingSession]:
    """Return an office's sessions with ``attended`` counted; order by ``SESSION_ORDER``."""
    return TrainingSession.objects.filter(office=office).annotate(attended=Count("people"))


def session_of(office: Organisation, session_id: int) -> TrainingSession | None:
    """Return one session of an office."""
    return TrainingSession.objects.filter(office=office, pk=session_id).first()


def people_of(session: TrainingSession) -> QuerySet[TrainedPerson]:
    """Return who attended, by name."""
    rows = TrainedPerson.objects.filter(session=session)
    return rows.select_related("organisation").order_by(*REGISTER_ORDER)


def register_seen_by(office: Organisation, wanted: RegisterFilter) -> QuerySet[TrainedPerson]:
    """Return the people trained that an office sees: whoever comes from it or from below, and its own register."""
    rows = TrainedPerson.objects.filter(Q(organisation__path__startswith=office.path) | Q(office=office))
    for word in fold(wanted.q).split():
        rows = rows.filter(search_text__contains=word)
    if wanted.where:
        rows = rows.filter(organisation__code=wanted.where)
    return rows.select_related("organisation", "office")


def schools_below(office: Organisation, day: dt.date | None = None) -> QuerySet[Placement]:
    """Return the active schools below an office on a day."""
    counted = day or timezone.localdate()
    rows = schools_on(path_on(office, counted), counted).filter(school__active=True)
    return rows.select_related("school")


def untrained_schools(office: Organisation, school_type: str = "") -> QuerySet[Placement]:
    """Return the schools below an office today from which nobody is in any register."""
    trained = TrainedPerson.objects.filter(organisation=OuterRef("school_id"))
    rows = schools_below(office).filter(~Exists(trained))
    return rows.filter(school_type=school_type) if school_type else rows
