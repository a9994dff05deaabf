"""What is said about a sheet, as the panel beside the text shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.comment_queries import comments_of
from minhdinh.assessments.domain.comments import may_discuss, may_follow
from minhdinh.assessments.domain.guards import may_write
from minhdinh.assessments.domain.parallel import unsettled_of_sheet
from minhdinh.assessments.domain.people import people_who_see, rank_of
from minhdinh.assessments.domain.queries import passages_of_sheet
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Comment, ParallelText, Passage, Sheet
from minhdinh.assessments.rules.mentions import Person, Piece, handle, pieces, typed
from minhdinh.assessments.slots import SHEET_LABELS, parse_slot


@dataclass(frozen=True, slots=True)
class CommentView:
    """One comment: its words with names in them, the words to edit, and what the person may do with it."""

    row: Comment
    pieces: list[Piece]
    typed: str
    own: bool
    earlier: list[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A thread: what it is about, and its comments, the first one ahead."""

    head: CommentView
    answers: list[CommentView]
    place: str
    url: str
    moved_on: bool
    may_resolve: bool

    @property
    def is_open(self) -> bool:
        """Whether nobody has marked it as done."""
        return self.head.row.resolved_at is None


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place that a comment can be about: what the form sends, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class ParallelView:
    """A text that waits beside another one, and the page that shows both."""

    label: str
    author: str
    row: ParallelText
    url: str


@dataclass(frozen=True, slots=True)
class CommentPanel:
    """Everything that is said about a sheet; ``visible`` is False for people from outside the school."""

    visible: bool
    writable: bool
    may_demand: bool
    open: list[ThreadView]
    done: list[ThreadView]
    places: list[PlaceChoice]
    people: list[dict[str, str]]
    parallel: list[ParallelView]
    counts: dict[str, int]


def build_comments(actor: Actor, sheet: Sheet) -> CommentPanel:
    """Return the panel; a constant number of queries however much was said."""
    if not may_follow(actor):
        return CommentPanel(False, False, False, [], [], [], [], [], {})
    people = people_who_see(sheet.school_id)
    passages = passages_of_sheet(sheet)
    threads = _threads(actor, sheet, people, passages)
    open_ones = [one for one in threads if one.is_open]
    return CommentPanel(
        visible=True,
        writable=may_discuss(actor) and sheet.assessment.state != State.SEALED,
        may_demand=rank_of(actor, sheet) > 0,
        open=open_ones,
        done=[one for one in threads if not one.is_open],
        places=place_choices(sheet, passages),
        people=[
            {"name": one.name, "handle": handle(one, people)} for one in people if one.id != actor.user_id
        ],
        parallel=_parallel(sheet),
        counts=dict(Counter(one.head.row.requirement for one in open_ones)),
    )


def place_choices(sheet: Sheet, passages: dict[str, Passage]) -> list[PlaceChoice]:
    """Return what a comment or a return can name: the sheet, its requirements, the texts that have words."""
    criterion = sheet.assessment.standard_set.catalogue.criterion(sheet.criterion)
    choices = [PlaceChoice("", _("Cả phiếu"))]
    written = {row.requirement: row for row in passages.values() if row.text and row.requirement}
    for one in criterion.iter_requirements():
        choices.append(PlaceChoice(one.id, _("Yêu cầu %(id)s") % {"id": one.id}))
        row = written.get(one.id)
        if row is not None:
            choices.append(PlaceChoice(f"{row.slot}@{row.version}", _("Đoạn mô tả %(id)s") % {"id": one.id}))
    parts = [row for row in passages.values() if row.text and not row.requirement]
    choices += [PlaceChoice(f"{row.slot}@{row.version}", slot_label(row.slot)) for row in parts]
    return choices


def slot_label(slot: str) -> str:
    """Return what a text of a sheet is called."""
    address = parse_slot(slot)
    if address.requirement:
        return _("Đoạn mô tả %(id)s") % {"id": address.requirement}
    return SHEET_LABELS.get(address.key, slot)


def _threads(
    actor: Actor, sheet: Sheet, people: Sequence[Person], passages: dict[str, Passage]
) -> list[ThreadView]:
    rows = list(comments_of(sheet))
    may_close = may_write(actor, sheet) or rank_of(actor, sheet) > 0
    answers: dict[int, list[CommentView]] = {}
    for row in rows:
        if row.thread_id is not None:
            answers.setdefault(row.thread_id, []).append(_comment(actor, row, people))
    return [
        ThreadView(
            head=_comment(actor, row, people),
            answers=answers.get(row.pk, []),
            place=_place(row),
            url=_place_url(sheet, row),
            moved_on=bool(row.slot) and row.slot in passages and passages[row.slot].version != row.version,
            may_resolve=may_close or _is_own(actor, row),
        )
        for row in rows
        if row.thread_id is None
    ]


def _comment(actor: Actor, row: Comment, people: Iterable[Person]) -> CommentView:
    names = {mention.person_id: mention.person.full_name for mention in row.mentions.all()}
    return CommentView(
        row=row,
        pieces=pieces(row.text, names),
        typed=typed(row.text, people),
        own=_is_own(actor, row),
        earlier=[
            ("".join(piece.words for piece in pieces(one.text, names)), one.until)
            for one in row.wordings.all()
        ],
    )


def _is_own(actor: Actor, row: Comment) -> bool:
    return actor.user_id is not None and row.author_id == actor.user_id


def _place(row: Comment) -> str:
    if row.slot:
        return slot_label(row.slot)
    return _("Yêu cầu %(id)s") % {"id": row.requirement} if row.requirement else _("Cả phiếu")


def _place_url(sheet: Sheet, row: Comment) -> str:
    """Return where on the criterion's page the place of a comment stands; "" for the whole sheet."""
    if not row.requirement:
        return ""
    criterion = sheet.assessment.standard_set.catalogue.criterion(sheet.criterion)
    level = next((one.level for one in criterion.iter_requirements() if one.id == row.requirement), 1)
    return f"?muc={level}#yc-{row.requirement}"


def _parallel(sheet: Sheet) -> list[ParallelView]:
    base = {"code": sheet.assessment.school.code, "year": sheet.assessment.year}
    page = reverse("assessments:passage-history", kwargs=base)
    return [
        ParallelView(slot_label(row.slot), row.author_name, row, f"{page}?{urlencode({'slot': row.slot})}")
        for row in unsettled_of_sheet(sheet)
    ]
