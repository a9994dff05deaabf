"""A registration under way: sent, received, a council formed, its members reading."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from minhdinh.access.scope import school_scope
from minhdinh.appraisals.domain.bodies.declaring import declare_no_interest
from minhdinh.appraisals.domain.bodies.forming import Decision, Named, examine, form_body
from minhdinh.appraisals.domain.cases.conditions import say_condition
from minhdinh.appraisals.domain.cases.editing import mark_of
from minhdinh.appraisals.domain.cases.letters import Letter, letter_mark, save_letter
from minhdinh.appraisals.domain.cases.opening import Wanted, open_registration
from minhdinh.appraisals.domain.cases.people import own_member
from minhdinh.appraisals.domain.cases.queries import case_of_school
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.domain.examining.sealed import sealed_report
from minhdinh.appraisals.domain.examining.slips import Written, save_slip, send_slip
from minhdinh.appraisals.domain.intake.accepting import accept_case, proposed_number
from minhdinh.appraisals.domain.questions.asking import Asked, ask_question
from minhdinh.appraisals.domain.visits.planning import Wanted as Planned
from minhdinh.appraisals.domain.visits.planning import plan_visit
from minhdinh.appraisals.enums import Act, ConditionState, VisitKind
from minhdinh.appraisals.models import Case
from minhdinh.assessments.domain.queries import assessment_of_year
from minhdinh.demo.content import read_yaml
from minhdinh.demo.loading.actors import Cast, DemoContentError, acting, organisation, person
from minhdinh.organisations.models import Organisation

WORK_DAY = (dt.time(8, 0), dt.time(16, 30))


def load_registration() -> None:
    """Take the registration of registration.yaml from the school's desk to the council's reading."""
    content = read_yaml("registration.yaml")
    school = organisation(content["school"])
    with school_scope(school.pk):
        case = _prepared(content, school)
        case = _received(content, school, case)
        _form(content, school, case)
        _examine(content, school, _fresh(school, case))


def _prepared(content: dict[str, Any], school: Organisation) -> Case:
    cast = Cast(school)
    secretary = cast[content["secretary"]]
    assessment = assessment_of_year(school.pk, content["year"])
    if assessment is None:
        raise DemoContentError(f"self-assessment of {school.code}")
    wanted = Wanted(wish=content["wish"], level=content["level"])
    case = open_registration(actor=secretary, assessment=assessment, wanted=wanted)
    letter = Letter(wanted, content["letter"]["number"], timezone.localdate(), content["letter"]["note"])
    save_letter(actor=secretary, case=case, letter=letter, mark=letter_mark(case))
    for key, note in content["conditions"].items():
        unsaid = mark_of(ConditionState.UNKNOWN, "")
        say_condition(actor=secretary, case=case, key=key, state=ConditionState.MET, note=note, mark=unsaid)
    return take_step(actor=cast[content["principal"]], case=case, act=Act.SEND, version=case.version)


def _received(content: dict[str, Any], school: Organisation, case: Case) -> Case:
    commune = content["commune"]
    officer = acting(commune["by"], organisation(commune["office"]))
    case = take_step(actor=officer, case=case, act=Act.FORWARD, version=case.version, note=commune["opinion"])
    today = timezone.localdate()
    return accept_case(
        actor=acting(content["department"]["by"], case.department),
        case=_fresh(school, case),
        version=case.version,
        number=proposed_number(case.department_id, today.year),
        received_on=today,
    )


def _form(content: dict[str, Any], school: Organisation, case: Case) -> None:
    part, today = content["council"], timezone.localdate()
    [track] = school.profile.education_levels
    members = [
        Named(
            user_id=person(one["username"]).pk,
            role=one["role"],
            criteria=tuple(f"{track}:{code}" for code in one["criteria"]),
            task=one["task"],
        )
        for one in part["members"]
    ]
    case = _fresh(school, case)
    days = (today, today + dt.timedelta(days=part["days"]))
    form_body(
        actor=acting(content["department"]["by"], case.department),
        case=case,
        version=case.version,
        decision=Decision(part["number"], today, *days, part["issuer"], part["signer"]),
        members=members,
        acknowledged=[one.key for one in examine(case, days, members).doubts],
    )


def _examine(content: dict[str, Any], school: Organisation, case: Case) -> None:
    for username in content["declared"]:
        member = own_member(case, person(username).pk)
        if member is None:
            raise DemoContentError(f"{username} in the council of {school.code}")
        declare_no_interest(actor=acting(username, school), member=member)
    for slip in content["slips"]:
        _write(slip, school, case)
    [track] = school.profile.education_levels
    question = content["question"]
    asked = Asked(question["text"], track, question["criterion"])
    ask_question(actor=acting(question["by"], school), case=case, asked=asked)
    _plan(content["visit"], school, case)


def _write(slip: dict[str, Any], school: Organisation, case: Case) -> None:
    actor, member = acting(slip["by"], school), own_member(case, person(slip["by"]).pk)
    if member is None:
        raise DemoContentError(f"{slip['by']} in the council of {school.code}")
    [track] = school.profile.education_levels
    place = (track, slip["criterion"])
    texts = {name: text for name, text in slip.items() if name not in {"by", "criterion", "level", "sent"}}
    written = Written(texts, slip.get("level", ""))
    report = sealed_report(case)
    save_slip(actor=actor, case=case, member=member, report=report, place=place, written=written)
    if slip["sent"]:
        send_slip(actor=actor, case=case, member=member, place=place)


def _plan(visit: dict[str, Any], school: Organisation, case: Case) -> None:
    day = timezone.localdate() + dt.timedelta(days=visit["days_ahead"])
    begins, ends = (timezone.make_aware(dt.datetime.combine(day, hour)) for hour in WORK_DAY)
    planned = Planned(VisitKind.MAIN, begins, ends, visit["place"], visit["plan"])
    plan_visit(actor=acting(visit["by"], school), case=case, wanted=planned)


def _fresh(school: Organisation, case: Case) -> Case:
    found = case_of_school(school.pk, case.pk)
    if found is None:
        raise DemoContentError(f"registration of {school.code}")
    return found
