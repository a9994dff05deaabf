"""Opinion slips: every member's own, unseen by the others until they have sent theirs; the tally of the body."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require, system_actor
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.people import own_member, require_as
from minhdinh.appraisals.domain.concluding.queries import members_of, opinions_of
from minhdinh.appraisals.domain.concluding.results import proposal_mark
from minhdinh.appraisals.domain.concluding.writing import inner, kept_text
from minhdinh.appraisals.enums import Holder, PaperKind, Verdict
from minhdinh.appraisals.models import BodyMember, Case, MemberPaper
from minhdinh.appraisals.rules.concluding import Tally, Voice, is_written_at, tally
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale

REASON, ABSENT, NOTED_BY = "reason", "absent", "noted_by"  # keys of the texts of an opinion slip
BASIS = "basis"  # the mark of what was proposed when it was sent: on another proposal it does not count


@dataclass(frozen=True, slots=True)
class ShownOpinion:
    """A member's opinion slip as one reader may see it: ``paper`` is None where it is not for these eyes."""

    member: BodyMember
    paper: MemberPaper | None
    sent: bool
    absent: str

    @property
    def reason(self) -> str:
        """The reasons, where they may be read."""
        return str(self.paper.texts.get(REASON, "")) if self.paper else ""


def save_opinion(*, actor: Actor, case: Case, verdict: str, reason: str, version: int) -> MemberPaper:
    """Keep the draft of a member's own opinion slip.

    Raises NotAllowed for whoever is no member now, NotHere where the regime has no votes, Stale, Problem once sent.
    """
    with school_scope(case.school_id), transaction.atomic():
        member = _member(actor, case)
        if verdict and verdict not in Verdict.values:
            raise Problem(_("Hãy chọn ý kiến."), field="verdict")
        paper = _own_paper(member, case)
        words = kept_text(reason, "reason")
        texts = {**{key: value for key, value in paper.texts.items() if key != REASON}, REASON: words}
        told = {"verdict": verdict, "texts": texts, "version": F("version") + 1, "updated_at": timezone.now()}
        if not MemberPaper.objects.filter(pk=paper.pk, version=version, sent_at__isnull=True).update(**told):
            raise Stale(_("Phiếu này vừa được lưu ở nơi khác. Hãy mở lại trang; chữ vẫn còn trong ô."))
        paper.refresh_from_db()
    return paper


def send_written(*, actor: Actor, case: Case, verdict: str, reason: str, version: int) -> MemberPaper:
    """Save what the page holds and send it at once; an autosave that came first with the same words is no hindrance.

    Raises what saving and sending raise; then nothing was sent.
    """
    with school_scope(case.school_id), transaction.atomic():
        paper = _own_paper(_member(actor, case), case)
        if (paper.verdict, paper.texts.get(REASON, "")) != (verdict, kept_text(reason, "reason")):
            paper = save_opinion(actor=actor, case=case, verdict=verdict, reason=reason, version=version)
        return send_opinion(actor=actor, case=case, version=paper.version)


def send_opinion(*, actor: Actor, case: Case, version: int) -> MemberPaper:
    """Send a member's own slip on what is proposed now; it stays as it is while that does.

    Raises Problem without a verdict, or a disagreement without reasons.
    """
    with school_scope(case.school_id), transaction.atomic():
        member = _member(actor, case)
        paper = _own_paper(member, case)
        if paper.version != version:
            raise Stale(_("Phiếu này vừa được lưu ở nơi khác. Hãy mở lại trang; chữ vẫn còn trong ô."))
        if not paper.verdict:
            raise Problem(_("Hãy chọn ý kiến trước khi gửi."), field="verdict")
        if paper.verdict != Verdict.AGREE and not paper.texts.get(REASON):
            raise Problem(_("Hãy ghi lý do của ý kiến trước khi gửi."), field="reason")
        paper.sent_at = timezone.now()
        paper.texts = {**paper.texts, BASIS: proposal_mark(case)}
        paper.save(update_fields=["sent_at", "texts", "updated_at"])
        record(
            actor=inner(actor, case),
            code=actions.CASE_OPINION_SENT,
            target=f"appraisals.Case:{case.pk}",
            name=member.name,
            school=case.school.name,
        )
    return paper


def note_absent(*, actor: Actor, case: Case, member_id: int, reason: str) -> MemberPaper:
    """Note that a member does not send an opinion slip, and why; an empty reason takes the note back.

    Raises NotAllowed for anybody but leader and secretary, NotHere for no member, Problem once the slip was sent.
    """
    with school_scope(case.school_id), transaction.atomic():
        current = _votes(case)
        require_as(actor, current, Holder.LEAD)
        member = next((one for one in members_of(current) if one.pk == member_id), None)
        if member is None:
            raise NotHere(_("Không có thành viên này."))
        words = kept_text(reason, "reason")[:400]
        paper = _paper(member)
        if paper.sent_at is not None and paper.texts.get(BASIS) == proposal_mark(case):
            raise Problem(_("%(name)s đã gửi phiếu ý kiến.") % {"name": member.name})
        paper.texts = {**paper.texts, ABSENT: words, NOTED_BY: actor.name if words else ""}
        paper.save(update_fields=["texts", "updated_at"])
        record(
            actor=inner(actor, case),
            code=actions.CASE_MEMBER_ABSENT,
            target=f"appraisals.Case:{case.pk}",
            name=member.name,
            reason=words or "—",
        )
    return paper


def tally_of(case: Case) -> Tally:
    """Return how the standing body's opinion slips stand; one given on another proposal counts as not sent."""
    papers = _counting(case)
    return tally(_voice(one, papers.get(one.pk)) for one in members_of(case))


def to_renew(case: Case) -> list[str]:
    """Return the names of the members whose slip was given on another proposal."""
    papers, counting = opinions_of(case), _counting(case)
    return [
        one.name
        for one in members_of(case)
        if one.pk in papers and papers[one.pk].sent_at and not counting[one.pk].sent_at
    ]


def reopen_opinions(case: Case) -> None:
    """Let every member of the standing body write and send the slip again: what they spoke of came back."""
    papers = {key: paper for key, paper in opinions_of(case).items() if paper.sent_at}
    if not papers:
        return
    MemberPaper.objects.filter(pk__in=[one.pk for one in papers.values()]).update(
        sent_at=None, version=F("version") + 1, updated_at=timezone.now()
    )
    record(
        actor=system_actor(case.department_id),
        code=actions.CASE_OPINIONS_REOPENED,
        target=f"appraisals.Case:{case.pk}",
        school=case.school.name,
        names=", ".join(one.name for one in members_of(case) if one.pk in papers),
    )


def shown_opinions(case: Case, reader: BodyMember) -> list[ShownOpinion]:
    """Return every member's slip as ``reader`` may see it: others' only when both are sent; absences are no secret."""
    papers = _counting(case)
    own = papers.get(reader.pk)
    reader_sent = own is not None and own.sent_at is not None
    shown = []
    for member in members_of(case):
        paper = papers.get(member.pk)
        sent = paper is not None and paper.sent_at is not None
        visible = member.pk == reader.pk or (sent and reader_sent)
        absent = str(paper.texts.get(ABSENT, "")) if paper and not sent else ""
        shown.append(ShownOpinion(member, paper if visible else None, sent, absent))
    return shown


def _counting(case: Case) -> dict[int, MemberPaper]:
    """Return the slips by member; those given on another proposal as not sent (in memory only)."""
    papers = opinions_of(case)
    if any(one.sent_at for one in papers.values()):
        mark = proposal_mark(case)
        for paper in papers.values():
            if paper.texts.get(BASIS) != mark:
                paper.sent_at = None
    return papers


def _voice(member: BodyMember, paper: MemberPaper | None) -> Voice:
    if paper is None:
        return Voice(member.name)
    return Voice(member.name, paper.verdict if paper.sent_at else "", bool(paper.texts.get(ABSENT)))


def _member(actor: Actor, case: Case) -> BodyMember:
    """Return the actor as a member of the standing body; the registration is held for this transaction."""
    require(actor, Permission.CASE_EXAMINE, organisation_id=case.school_id)
    current = _votes(case)
    member = own_member(current, actor.user_id)
    if member is None:
        raise NotAllowed(_("Thầy/Cô không phải thành viên của hội đồng, hoặc đã hết thời gian làm việc."))
    return member


def _votes(case: Case) -> Case:
    """Return the registration, held; raises NotHere without votes, Problem once the body's work is over."""
    current = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    law = law_of(current)
    if not law.votes:
        raise NotHere(_("Quy định này không dùng phiếu ý kiến."))
    if not is_written_at(law, current.stage):
        raise Problem(_("Hồ sơ không còn ở bước ghi phiếu ý kiến."))
    return current


def _own_paper(member: BodyMember, case: Case) -> MemberPaper:
    """Return the own slip to be written; one given on another proposal is taken back for that."""
    paper = _paper(member)
    if paper.sent_at is not None:
        if paper.texts.get(BASIS) == proposal_mark(case):
            raise Problem(_("Thầy/Cô đã gửi phiếu ý kiến nên không sửa được nữa."))
        paper.sent_at = None
        paper.save(update_fields=["sent_at", "updated_at"])
    return paper


def _paper(member: BodyMember) -> MemberPaper:
    return MemberPaper.objects.get_or_create(
        member=member, kind=PaperKind.OPINION, defaults={"school_id": member.school_id}
    )[0]
