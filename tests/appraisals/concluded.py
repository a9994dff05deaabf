"""A registration whose body writes its report: conclusions, parts, opinions, brought as far as a test wants."""

import datetime as dt

from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.domain.concluding.examined import examined
from minhdinh.appraisals.domain.concluding.opinions import save_opinion, send_opinion
from minhdinh.appraisals.domain.concluding.queries import conclusions_of, final_report, newest_draft, part_of
from minhdinh.appraisals.domain.concluding.responding import respond
from minhdinh.appraisals.domain.concluding.results import confirm_result
from minhdinh.appraisals.domain.concluding.writing import (
    ConclusionValues,
    save_conclusion,
    save_part,
    set_response_day,
)
from minhdinh.appraisals.enums import Act, BodyRole, PaperKind, ResponseKind, Verdict, VisitKind
from minhdinh.appraisals.models import Case, Conclusion, Draft, MemberPaper, ReportPart, Visit
from minhdinh.appraisals.rules.concluding import Place
from minhdinh.appraisals.rules.report_parts import RESPONSE_DAY, RESULT
from tests.appraisals.registered import DAY, TT57, TT2018, World, make_registered
from tests.assessments.cases import SMALL

LEADING_STAGE = {TT57: "meeting", TT2018: "drafting"}
STRENGTH, WEAKNESS = "Hồ sơ đầy đủ, có số liệu ba năm.", "Kế hoạch chưa nêu nguồn lực."
ADVICE = "Bổ sung nguồn lực vào kế hoạch."
REASON = "Minh chứng khảo sát tại trường chưa đủ."


def make_concluding(regime: str = TT57, *, level: int = 1, stage: str = "") -> World:
    """Return a registration at the stage where its body writes the report."""
    return make_registered(regime, level=level, stage=stage or LEADING_STAGE[regime])


def conclude(
    world: World, criterion: str, level: int | None = 1, *, actor: Actor | None = None, **texts: str
) -> Conclusion:
    """Save what the body holds of a criterion on top of whatever stands."""
    with scopes_disabled():
        case = world.fresh()
        row = conclusions_of(case).get(Place(world.case.track, criterion))
        said = {"strengths": STRENGTH, "weaknesses": WEAKNESS, "advice": ADVICE, **texts}
        return save_conclusion(
            actor=actor or world.examiner(),
            case=case,
            track=world.case.track,
            criterion=criterion,
            version=row.version if row else 0,
            values=ConclusionValues(level, said),
        )


def write_part(world: World, key: str = "proposal", text: str = "Đề nghị công nhận.") -> ReportPart:
    with scopes_disabled():
        case = world.fresh()
        row = part_of(case, key)
        version = row.version if row else 0
        return save_part(actor=world.examiner(), case=case, key=key, version=version, text=text)


def write_report(world: World, level: int = 1) -> None:
    """Conclude every criterion and write what a draft needs."""
    for criterion in SMALL:
        conclude(world, criterion, level)
    write_part(world)


def vote(world: World, role: str, verdict: str = Verdict.AGREE, reason: str = "") -> MemberPaper:
    """Let a member write and send the opinion slip."""
    with scopes_disabled():
        case, actor = world.fresh(), world.examiner(role)
        paper = MemberPaper.objects.filter(member=world.members[role], kind=PaperKind.OPINION).first()
        version = paper.version if paper else 0
        paper = save_opinion(actor=actor, case=case, verdict=verdict, reason=reason, version=version)
        return send_opinion(actor=actor, case=case, version=paper.version)


def vote_all(world: World) -> None:
    for role in (BodyRole.LEADER, BodyRole.SECRETARY, BodyRole.MEMBER):
        vote(world, role)


def confirm(world: World, level: int | None = None, reason: str = "") -> None:
    """Confirm the engine's result on the body's levels, or another with a reason."""
    with scopes_disabled():
        case = world.fresh()
        row = part_of(case, RESULT)
        report = examined(case)
        levels = {place: one.level for place, one in conclusions_of(case).items()}
        confirm_result(
            actor=world.examiner(),
            case=case,
            level=report.result(levels).level if level is None else level,
            reason=reason,
            version=row.version if row else 0,
        )


def step(world: World, act: Act, actor: Actor | None = None, note: str = "") -> Case:
    with scopes_disabled():
        case = world.fresh()
        return take_step(actor=actor or world.examiner(), case=case, act=act, version=case.version, note=note)


def ready_to_send(world: World, day: dt.date | None = None) -> None:
    """Hold the council's meeting and say until when the school may answer, where the regime asks for it."""
    if world.registered.regime != TT57:
        return
    with scopes_disabled():
        case, now = world.fresh(), timezone.now()
        Visit.objects.create(
            school=world.school, case=case, kind=VisitKind.MEETING, starts_at=now, ends_at=now, held_at=now
        )
        row = part_of(case, RESPONSE_DAY)
        set_response_day(
            actor=world.examiner(),
            case=case,
            day=day or timezone.localdate() + 10 * DAY,
            version=row.version if row else 0,
        )


def send_draft(world: World, level: int = 1) -> Draft:
    """Write the report and send it to the school."""
    write_report(world, level)
    ready_to_send(world)
    step(world, Act.SEND_DRAFT)
    with scopes_disabled():
        found = newest_draft(world.fresh())
    assert found is not None
    return found


def answer(world: World, kind: str = ResponseKind.AGREED, text: str = "") -> Case:
    """Let the principal send the school's answer."""
    with scopes_disabled():
        case = world.fresh()
        return respond(actor=world.principal(), case=case, kind=kind, text=text, version=case.version)


def finalise(world: World, level: int | None = None, reason: str = "") -> Draft:
    """Vote where the regime votes, confirm the result and finish the report."""
    if world.registered.regime == TT57:
        with scopes_disabled():
            waiting = not MemberPaper.objects.filter(sent_at__isnull=False).exists()
        if waiting:
            vote_all(world)
    confirm(world, level, reason)
    step(world, Act.FINALISE)
    with scopes_disabled():
        found = final_report(world.fresh())
    assert found is not None
    return found


def finished(regime: str = TT57, level: int = 1) -> World:
    """Return a registration whose report was sent, agreed and finished."""
    world = make_concluding(regime, level=level)
    send_draft(world, level)
    answer(world)
    finalise(world)
    return world


def shown(regime: str = TT57) -> World:
    """Return one whose final report the school may see."""
    world = finished(regime)
    step(world, Act.NOTIFY if regime == TT57 else Act.SUBMIT, world.specialist())
    return world
