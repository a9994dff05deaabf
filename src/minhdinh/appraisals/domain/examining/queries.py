"""Reads of the examiner's room: own slips, what others sent, how far the work is. All need an opened scope."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from minhdinh.appraisals.domain.examining.slips import LABELS, SHARED, assigned, is_empty
from minhdinh.appraisals.enums import PaperKind
from minhdinh.appraisals.models import Body, BodyMember, Case, MemberPaper, Slip
from minhdinh.appraisals.rules.reading import Place


@dataclass(frozen=True, slots=True)
class ReadSlip:
    """A slip as others of the body read it once it was sent; without the private note."""

    name: str
    place: Place
    level: int | None
    parts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PlaceProgress:
    """How far one criterion is: who examines it, who has sent, the reader's own slip ("", "draft" or "sent")."""

    place: Place
    mine: bool
    own: str
    people: list[str]
    sent_by: list[str]


@dataclass(frozen=True, slots=True)
class MemberProgress:
    """How far one member is; ``given`` counts the own criteria, ``sent`` the slips sent."""

    member: BodyMember
    given: int
    sent: int
    preliminary: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work of a body is."""

    places: list[PlaceProgress]
    members: list[MemberProgress]

    @property
    def done(self) -> int:
        """How many criteria have a slip that was sent."""
        return sum(1 for one in self.places if one.sent_by)

    @property
    def waiting(self) -> int:
        """How many of the reader's own slips are written and not sent."""
        return sum(1 for one in self.places if one.own == "draft")


def case_with_seal(school_id: int, case_id: int) -> Case | None:
    """Return a registration of a school with everything that its sealed report is read with (one query)."""
    return (
        Case.objects.select_related(
            "school", "department", "intake", "assessment__standard_set", "seal__blob"
        )
        .filter(school_id=school_id, pk=case_id)
        .first()
    )


def case_examined_by(school_id: int, user_id: int | None) -> int | None:
    """Return the registration of a school that a person examines today; None for anybody else."""
    if user_id is None:
        return None
    today = timezone.localdate()
    row = BodyMember.objects.filter(
        school_id=school_id,
        user_id=user_id,
        ended_at__isnull=True,
        body__dissolved_at__isnull=True,
        body__starts_on__lte=today,
        body__ends_on__gte=today,
    )
    found: int | None = row.order_by("-body_id").values_list("body__case_id", flat=True).first()
    return found


def own_slip(member: BodyMember, place: Place) -> Slip | None:
    """Return the member's own slip on a criterion."""
    return Slip.objects.filter(member=member, track=place[0], criterion=place[1]).first()


def others_slips(member: BodyMember, place: Place) -> list[ReadSlip]:
    """Return what the other members of the body have sent on a criterion, by name (two queries).

    A member whose criterion it is too reads them after sending the own slip, so that each judges alone; leader and
    secretary read all that was sent.
    """
    if assigned(member, place) and not member.is_leading:
        own = own_slip(member, place)
        if own is None or own.sent_at is None:
            return []
    rows = Slip.objects.filter(
        member__body=member.body_id, track=place[0], criterion=place[1], sent_at__isnull=False
    ).exclude(member=member)
    return [read_slip(row) for row in rows.select_related("member").order_by("member_id")]


def read_slip(slip: Slip) -> ReadSlip:
    """Return a slip as others read it."""
    parts = [(str(LABELS[name]), text) for name in SHARED if (text := getattr(slip, name))]
    return ReadSlip(slip.member.name, (slip.track, slip.criterion), slip.level, parts)


def own_preliminary(member: BodyMember) -> MemberPaper | None:
    """Return the member's own preliminary report."""
    return MemberPaper.objects.filter(member=member, kind=PaperKind.PRELIMINARY).first()


def others_preliminary(member: BodyMember) -> list[MemberPaper]:
    """Return the preliminary reports that the other members of the body have sent (one query)."""
    rows = MemberPaper.objects.filter(
        member__body=member.body_id, kind=PaperKind.PRELIMINARY, sent_at__isnull=False
    ).exclude(member=member)
    return list(rows.select_related("member").order_by("member_id"))


def progress_of(member: BodyMember, places: list[Place]) -> Progress:
    """Return how far the body of a member is with these criteria (three queries)."""
    people = list(BodyMember.objects.filter(body=member.body_id, ended_at__isnull=True).order_by("id"))
    sent, own = _slips(member)
    papers = set(
        MemberPaper.objects.filter(
            member__body=member.body_id, kind=PaperKind.PRELIMINARY, sent_at__isnull=False
        ).values_list("member_id", flat=True)
    )
    rows = [
        PlaceProgress(
            place,
            assigned(member, place),
            own.get(place, ""),
            [one.name for one in people if _given(one, place)],
            [row.member.name for row in sent[place]],
        )
        for place in places
    ]
    members = [
        MemberProgress(
            one,
            sum(1 for place in places if _given(one, place)),
            sum(1 for found in sent.values() for row in found if row.member_id == one.pk),
            one.pk in papers,
        )
        for one in people
    ]
    return Progress(rows, members)


def places_without_slip(body: Body, places: list[Place]) -> list[tuple[Place, list[str]]]:
    """Return the criteria on which nobody of a body has sent a slip, each with who examines it (two queries)."""
    sent = set(
        Slip.objects.filter(member__body=body, sent_at__isnull=False).values_list("track", "criterion")
    )
    people = list(body.members.filter(ended_at__isnull=True).order_by("id"))
    return [
        (place, [one.name for one in people if _given(one, place)]) for place in places if place not in sent
    ]


def _given(member: BodyMember, place: Place) -> bool:
    return f"{place[0]}:{place[1]}" in member.criteria


def _slips(member: BodyMember) -> tuple[defaultdict[Place, list[Slip]], dict[Place, str]]:
    sent: defaultdict[Place, list[Slip]] = defaultdict(list)
    own: dict[Place, str] = {}
    for row in (
        Slip.objects.filter(member__body=member.body_id).select_related("member").order_by("member_id")
    ):
        place = (row.track, row.criterion)
        if row.sent_at is not None:
            sent[place].append(row)
        if row.member_id == member.pk and (row.sent_at or not is_empty(row)):
            own[place] = "sent" if row.sent_at else "draft"
    return sent, own
