"""The papers of a registration: which make sense now for who asks, and making one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.papers import case_paper, report_content, sealed_part
from minhdinh.appraisals.enums import LEADING, Act, VisitKind
from minhdinh.appraisals.models import BodyMember, Case
from minhdinh.appraisals.rules.concluding import is_final_shown
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere
from minhdinh.documents import actions
from minhdinh.documents.domain.templates import template_for
from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.registry import Rendered, case_forms, render

RECEIPT, LACKING, FORMING = "phieu-tiep-nhan-ho-so", "thong-bao-bo-sung-ho-so", "quyet-dinh-thanh-lap-doan"
PRELIMINARY, SLIPS, OPINION = "bao-cao-so-bo", "phieu-danh-gia-cua-doan", "phieu-y-kien-tham-dinh"
VISIT, MEETING, REPORT = "bien-ban-khao-sat", "bien-ban-tham-dinh", "bao-cao-danh-gia-ngoai"
NOTICE, SUBMISSION = "thong-bao-ket-qua-tham-dinh", "to-trinh-cong-nhan"
OF_REPORT = {MEETING, REPORT, NOTICE, SUBMISSION}
ASKED = {
    LACKING: "asked_step",
    PRELIMINARY: "asked_member",
    SLIPS: "asked_member",
    OPINION: "asked_member",
    VISIT: "asked_visit",
    MEETING: "asked_visit",
}


class Side(Enum):
    """From where a registration is looked at."""

    DEPARTMENT = "department"
    INTAKE = "intake"
    BODY = "body"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: the side, whether the law lets it see the final report now, and the member where it is one."""

    side: Side
    final_shown: bool
    member: int = 0

    def sees(self, *sides: Side) -> bool:
        """Tell whether the reader is of one of these sides."""
        return self.side in sides


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that may be had: the form, which one of several (``part``), and what tells it from its like.

    ``day`` is an ISO moment, ``draft`` says that it is not closed or sent yet, ``criteria`` which ones it is about.
    """

    form: str
    part: int = 0
    detail: str = ""
    day: str = ""
    draft: bool = False
    criteria: tuple[str, ...] = ()


INSIDE = (Side.DEPARTMENT, Side.BODY)
OFFICES = (Side.DEPARTMENT, Side.INTAKE)


def reader_of(case: Case, side: Side, member: BodyMember | None = None) -> Reader:
    """Return who asks, with what the regime lets this side see at the registration's stage (one query)."""
    return Reader(side, is_final_shown(law_of(case), case.stage), member.pk if member else 0)


def papers_of(case: Case, reader: Reader) -> list[tuple[Form, list[Offer]]]:
    """Return the papers offered to a reader, by form in the order of the work; a constant number of queries."""
    found = list(offers(_judged_alone(case_paper(case, own=reader.member or None), reader), reader))
    listed = case_forms(case.assessment.standard_set.set_id)
    grouped = [(form, [one for one in found if one.form == form.id]) for form in listed]
    return [(form, own) for form, own in grouped if own]


def offers(paper: Dossier, reader: Reader) -> Iterator[Offer]:
    """Yield what a reader may have of a registration as ``case_paper`` gives it."""
    yield from _intake(paper, reader)
    yield from _of_members(paper, reader)
    yield from _minutes(paper, reader)
    yield from _results(paper, reader)


def _intake(paper: Dossier, reader: Reader) -> Iterator[Offer]:
    acts = [step["act"] for step in paper["steps"]]
    if Act.SEND in acts and reader.sees(*OFFICES, Side.SCHOOL):
        yield Offer(RECEIPT, draft=not paper["number"])
        for step in paper["steps"]:
            if step["act"] == Act.GIVE_BACK:
                yield Offer(LACKING, step["sequence"], day=step["taken_at"])
    formed = Act.FORM in acts or reader.sees(*INSIDE)
    if paper["body"] and formed:
        yield Offer(FORMING)


def _of_members(paper: Dossier, reader: Reader) -> Iterator[Offer]:
    """Yield members' own papers: to the body what was sent and one's own, to the department what was sent.

    Opinions of others are hidden from a member until the own one is sent, and from the department until the report is
    finished.
    """
    if not reader.sees(*INSIDE):
        return
    members = (paper["body"] or {}).get("members") or ()
    own = next((one for one in members if one["id"] == reader.member), None)
    finished = any(one["final"] for one in paper["drafts"])
    votes = _is_sent(own, "opinion") if own else finished
    for one in members:
        mine = one["id"] == reader.member
        if mine or _is_sent(one, "preliminary"):
            yield Offer(PRELIMINARY, one["id"], one["name"], draft=not _is_sent(one, "preliminary"))
        if one["slips"]:
            waits = not all(slip["sent_at"] for slip in one["slips"])
            criteria = tuple(dict.fromkeys(slip["criterion"] for slip in one["slips"]))
            yield Offer(SLIPS, one["id"], one["name"], draft=waits, criteria=criteria)
        if mine or (votes and _is_sent(one, "opinion")):
            yield Offer(OPINION, one["id"], one["name"], draft=not _is_sent(one, "opinion"))


def _is_sent(member: Dossier, kind: str) -> bool:
    return bool(member[kind] and member[kind]["sent_at"])


def _minutes(paper: Dossier, reader: Reader) -> Iterator[Offer]:
    """Yield minutes: the body's own while they are written, to the school only those of a visit that are closed."""
    for one in paper["visits"]:
        closed = bool(one["held_at"])
        if one["kind"] == VisitKind.MEETING:
            if reader.sees(Side.BODY) or (closed and reader.sees(Side.DEPARTMENT)):
                yield Offer(MEETING, one["id"], one["kind_label"], one["starts_at"], not closed)
        elif reader.sees(Side.BODY) or (closed and reader.sees(Side.DEPARTMENT, Side.SCHOOL)):
            yield Offer(VISIT, one["id"], one["kind_label"], one["starts_at"], not closed)


def _results(paper: Dossier, reader: Reader) -> Iterator[Offer]:
    if reader.sees(Side.BODY) and paper["body"]:
        yield Offer(REPORT, 0, _("Bản đang soạn"), draft=True)
    final = next((one for one in paper["drafts"] if one["final"]), None)
    for one in paper["drafts"]:
        if one["sent"] and reader.sees(*INSIDE, Side.SCHOOL):
            title = _("Dự thảo lần %(number)s") % {"number": one["number"]}
            yield Offer(REPORT, one["number"], title, one["made_at"], draft=True)
    if final is None:
        return
    if reader.final_shown or reader.sees(*INSIDE):
        yield Offer(REPORT, final["number"], _("Bản hoàn thiện"), final["made_at"])
    if reader.sees(Side.DEPARTMENT) or reader.final_shown:
        yield Offer(NOTICE, final["number"], draft=not reader.final_shown)
    if reader.sees(Side.DEPARTMENT):
        yield Offer(SUBMISSION, final["number"])


@in_vietnamese
def make_case_paper(
    *, actor: Actor, case: Case, reader: Reader, offer: Offer, file_format: str = "docx", criterion: str = ""
) -> Rendered:
    """Make a paper of a registration now and return it; nothing is kept.

    A report, a notice and a submission are made from the report as it was kept, so that they say the same whenever
    they are made. Raises NotHere for a paper that is not offered to the reader or a format that there is not,
    PdfUnavailable without LibreOffice, TemplateProblem where a replaced template cannot be filled.
    """
    paper = _judged_alone(case_paper(case, own=reader.member or None), reader)
    form = next(
        (one for one in case_forms(case.assessment.standard_set.set_id) if one.id == offer.form), None
    )
    known = any((one.form, one.part) == (offer.form, offer.part) for one in offers(paper, reader))
    if form is None or not known or file_format not in form.formats:
        raise NotHere("Không có giấy tờ này.")
    options = Options(
        template=template_for(case.department, form.id),
        base_url=settings.MINHDINH_PUBLIC_URL,
        criterion=criterion if form.by_criterion else "",
    )
    rendered = render(form.id, _dossier(case, paper, offer, reader), file_format, options)
    if actor.organisation_id != case.school_id or actor.is_outside or reader.side is Side.BODY:
        target = f"appraisals.Case:{case.pk}"
        record(actor=actor, code=actions.OPENED_FROM_OUTSIDE, target=target, name=rendered.name)
    return rendered


def _judged_alone(paper: Dossier, reader: Reader) -> Dossier:
    """Return a registration without what others sent of criteria that the reader has yet to send a slip of.

    So each member judges alone; leader and secretary, and whoever is no member, read all that was sent.
    """
    members = (paper["body"] or {}).get("members") or ()
    own = next((one for one in members if one["id"] == reader.member), None)
    if own is None or own["role"] in LEADING:
        return paper
    sent = {_place(slip) for slip in own["slips"] if slip["sent_at"]}
    waits = set(own["criteria"]) - sent
    shown = [
        one if one is own else one | {"slips": [slip for slip in one["slips"] if _place(slip) not in waits]}
        for one in members
    ]
    return paper | {"body": paper["body"] | {"members": shown}}


def disclosed_to(case: Case, reader: Reader) -> set[str]:
    """Return marks of what a reader is shown now of what others wrote: who asks, and each thing sent with its moment.

    What was made for the reader may be handed out as long as all its marks are still among those of now.
    """
    paper = _judged_alone(case_paper(case, own=reader.member or None), reader)
    members = (paper["body"] or {}).get("members") or ()
    role = next((one["role"] for one in members if one["id"] == reader.member), "")
    found = {f"{reader.side.value}:{role}"}
    if _is_counted_for(paper, reader):
        found.add("counted")
    for one in members:
        if one["id"] == reader.member:
            continue
        found |= {f"slip:{one['id']}:{_place(slip)}:{slip['sent_at']}" for slip in one["slips"]}
        sent = (kind for kind in ("preliminary", "opinion") if _is_sent(one, kind))
        found |= {f"{kind}:{one['id']}:{one[kind]['sent_at']}" for kind in sent}
    return found


def _place(slip: Dossier) -> str:
    return f"{slip['track']}:{slip['criterion']}"


def _is_counted_for(paper: Dossier, reader: Reader) -> bool:
    """Tell whether the reader may see how the slips were cast: a member who has not sent may not."""
    members = (paper["body"] or {}).get("members") or ()
    own = next((one for one in members if one["id"] == reader.member), None)
    return reader.side is not Side.BODY or (own is not None and _is_sent(own, "opinion"))


def _dossier(case: Case, paper: Dossier, offer: Offer, reader: Reader) -> Dossier:
    """Return what the form prints: the sealed report's frame, the registration, and what of it is asked for."""
    asked: dict[str, Any] = {ASKED[offer.form]: offer.part} if offer.form in ASKED else {}
    if offer.form in OF_REPORT:
        number = _kept_after(paper, offer.part) if offer.form == MEETING else offer.part
        asked["asked_content"] = report_content(case, number)
        if not number and not _is_counted_for(paper, reader):
            asked["asked_content"] = asked["asked_content"] | {"opinions": None}
        kept = next((one for one in paper["drafts"] if one["number"] == number), None)
        if kept is not None and offer.form != MEETING:
            asked["asked_draft"] = kept
            paper = paper | {"body": _as_kept(paper, asked["asked_content"].get("body"))}
    sealed = sealed_part(case)
    labels = {one["education_level"]: one["label"] for one in sealed["tracks"]}
    return sealed | {"case": paper | asked | {"track_labels": labels}}


def _kept_after(paper: Dossier, meeting: int) -> int:
    """Return the first report kept after a meeting was closed, 0 for the one that stands now.

    So the minutes go on telling what the meeting found, whatever a later one changes. A final report that was sent back
    is no longer kept: what was found then is what the next one says.
    """
    held = next(one["held_at"] for one in paper["visits"] if one["id"] == meeting)
    kept = [one for one in paper["drafts"] if one["sent"] or one["final"]]
    return min((one["number"] for one in kept if held and one["made_at"] >= held), default=0)


def _as_kept(paper: Dossier, kept: Dossier | None) -> Dossier | None:
    """Return the body as a kept report names it, whoever left or joined since."""
    if not kept:
        return paper["body"] or None
    standing = paper["body"] or {}
    members = [
        {**one, "role_title": one["role_label"], "criteria": [], "task": "", "ended": False}
        for one in kept["members"]
    ]
    names = ("title", "decision_number", "decision_date")
    return standing | {name: kept[name] for name in names} | {"members": members}
