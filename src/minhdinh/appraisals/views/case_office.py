"""A registration as an office sees it: the dossier, what to check, the steps taken, what may be done."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import P
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.links import CaseLink
from minhdinh.appraisals.domain.cases.people import acts_as
from minhdinh.appraisals.domain.cases.steps import acts_open
from minhdinh.appraisals.domain.intake.accepting import proposed_number
from minhdinh.appraisals.domain.intake.checklist import Dossier, Group, dossier_of
from minhdinh.appraisals.domain.intake.links import office_links
from minhdinh.appraisals.domain.intake.listing import case_below
from minhdinh.appraisals.enums import Act, CaseKind, ConditionState, Holder, Wish
from minhdinh.appraisals.forms.intake import AcceptForm, DueForm, StepForm
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.regimes import Regime
from minhdinh.appraisals.rules.stages import INNER_NOTES, NEEDS_REASON
from minhdinh.appraisals.tables import due_pill, turn_pill
from minhdinh.common.problems import NotHere
from minhdinh.lib.text import vn_date
from minhdinh.organisations.models import Organisation
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.standards.enums import Confidence

# The steps that an office takes on this page; forming a body and deciding have pages of their own.
OWN_ACTS = (Act.FORWARD, Act.ACCEPT, Act.GIVE_BACK, Act.NOTIFY, Act.SUBMIT, Act.SEND_BACK, Act.STOP)
MAIN_ACTS = frozenset({Act.FORWARD, Act.ACCEPT, Act.NOTIFY, Act.SUBMIT})
ICONS = {
    Act.FORWARD: "send",
    Act.ACCEPT: "inbox",
    Act.GIVE_BACK: "arrow-back-up",
    Act.NOTIFY: "send",
    Act.SUBMIT: "gavel",
    Act.SEND_BACK: "arrow-back-up",
    Act.STOP: "player-pause",
}
STATES = {
    ConditionState.MET: ("ok", "circle-check"),
    ConditionState.UNMET: ("bad", "alert-circle"),
    ConditionState.UNKNOWN: ("wait", "help-circle"),
}


@office_view(P.CASE_VIEW)
@never_cache
@require_safe
def page(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Show where a registration stands, what is in it and what this person may do with it."""
    return show_page(request, found_case(request, case_id))


def found_case(request: OfficeRequest, case_id: int) -> Case:
    """Return a registration of a school below the office; raises NotHere."""
    case = case_below(request.organisation, case_id)
    if case is None:
        raise NotHere(_("Không có hồ sơ đăng ký này."))
    return case


def show_page(
    request: OfficeRequest, case: Case, *, bound: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Answer the page; ``bound`` are forms by act (or "due") that could not be carried out, with what was written."""
    law, today = law_of(case), timezone.localdate()
    dossier = dossier_of(case, law, today)
    failed = bound or {}
    context = {
        "code": request.organisation.code,
        "case": case,
        "law": law,
        "stage": law.stage(case.stage),
        "turn": turn_pill(case, request.organisation),
        "due": due_pill(case, today),
        "certainty": certainty_of(law.stage(case.stage).days.confidence),
        "facts": _facts(case),
        "conditions": _with_looks(dossier.conditions),
        "groups": _groups(dossier),
        "files": dossier.files,
        "may_read": request.actor.can(P.CASE_VIEW),
        "papers": _papers(request, case),
        "links": [*office_links(case, request.actor, request.organisation), *_body_link(request, case, law)],
        "acts": [_act(one, request, case, dossier, failed) for one in _acts(request, case)],
        "due_form": _due_form(request, case, failed),
        "failed": list(failed.values()),
        "steps": _steps(case, law, request.organisation),
        "crumbs": [
            {
                "label": _("Hồ sơ đăng ký"),
                "url": reverse("appraisals:case", args=[request.organisation.code]),
            },
            {"label": case.school.name},
        ],
    }
    return render(request, "appraisals/intake/case.html", context, status=status)


def certainty_of(confidence: str) -> dict[str, str]:
    """Return how sure a value is, in words and as a tone; a value of an office's own paper is as sure as the paper."""
    tones = {Confidence.HIGH: "ok", Confidence.MEDIUM: "wait", Confidence.LOW: "edit"}
    try:
        known = Confidence(confidence)
    except ValueError:
        return {"label": _("Sở đã đặt"), "tone": "ok"}
    return {"label": _(known.label), "tone": tones[known]}


def _facts(case: Case) -> list[tuple[str, str]]:
    letter = ""
    if case.letter_number or case.letter_date:
        letter = f"{case.letter_number} {vn_date(case.letter_date)}".strip()
    rows = [
        (_("Loại đăng ký"), str(CaseKind(case.kind).label)),
        (_("Nguyện vọng"), str(Wish(case.wish).label)),
        (_("Mức tự nhận"), _numbered(_("Mức %(n)s"), case.declared_level)),
        (_("Cấp độ đề nghị"), _numbered(_("Cấp độ %(n)s"), case.declared_grade)),
        (_("Mức độ đề nghị"), _numbered(_("Mức độ %(n)s"), case.declared_degree)),
        (_("Công văn đăng ký"), letter),
        (_("Cơ quan nhận đầu tiên"), case.intake.name if case.intake else case.department.name),
        (_("Số tiếp nhận"), case.number),
        (_("Ngày tiếp nhận"), vn_date(case.received_on)),
    ]
    return [(label, value) for label, value in rows if value]


def _numbered(words: str, number: int | None) -> str:
    return words % {"n": number} if number else ""


def _with_looks(found: list[Any]) -> list[dict[str, Any]]:
    return [
        {
            "one": one,
            "tone": STATES[one.state][0],
            "icon": STATES[one.state][1],
            "certainty": certainty_of(one.rule.confidence) if hasattr(one, "rule") else None,
        }
        for one in found
    ]


def _groups(dossier: Dossier) -> list[dict[str, Any]]:
    return [
        {"label": group.label, "checks": _with_looks([one for one in dossier.checks if one.group == group])}
        for group in Group
    ]


def _papers(request: OfficeRequest, case: Case) -> list[dict[str, str]]:
    """Return the pages of the school where the sealed report is read, for those who may."""
    place = [case.school.code, case.year]
    found = []
    if request.actor.can(P.DOCUMENT_MAKE):
        url = reverse("documents:list", args=place)
        found.append({"label": _("Báo cáo niêm phong và biểu mẫu"), "url": url, "icon": "file-certificate"})
    if request.actor.can(P.SHEET_VIEW):
        url = reverse("assessments:report", args=place)
        found.append({"label": _("Báo cáo tự đánh giá của trường"), "url": url, "icon": "file-text"})
    return found


def _body_link(request: OfficeRequest, case: Case, law: Regime) -> list[CaseLink]:
    """Return the way to the team or council, once the registration has come so far."""
    places = [one.id for one in law.stages]
    if places.index(case.stage) < places.index("accepted") or not request.actor.can(P.CASE_VIEW):
        return []
    try:
        url = reverse("appraisals:body", args=[request.organisation.code, case.pk])
    except NoReverseMatch:
        return []
    pressing = Act.FORM in acts_open(request.actor, case)
    return [CaseLink(law.body.title, url, "users-group", pressing=pressing)]


def _acts(request: OfficeRequest, case: Case) -> list[Act]:
    allowed = acts_open(request.actor, case)
    return [one for one in OWN_ACTS if one in allowed]


def _act(
    act: Act, request: OfficeRequest, case: Case, dossier: Dossier, failed: dict[str, Any]
) -> dict[str, Any]:
    form = failed.get(act) or step_form(act, case, dossier)
    return {
        "act": act,
        "label": _("Trả lại để bổ sung") if act is Act.GIVE_BACK else act.label,
        "icon": ICONS[act],
        "main": act in MAIN_ACTS,
        "form": form,
        "url": reverse(
            "appraisals:case-office-accept" if act is Act.ACCEPT else "appraisals:case-office-act",
            args=[request.organisation.code, case.pk, *(() if act is Act.ACCEPT else (act.value,))],
        ),
    }


def step_form(act: Act, case: Case, dossier: Dossier | None = None, data: Any = None) -> StepForm:
    """Return the form of an act: empty with what is proposed, or filled with what was sent."""
    today = timezone.localdate()
    initial: dict[str, Any] = {"version": case.version}
    if act is Act.GIVE_BACK and dossier is not None:
        initial["note"] = "\n".join(f"- {one}" for one in dossier.missing)
    prefix = {"auto_id": f"{act}-%s"}
    if act is Act.ACCEPT:
        if data is None:
            initial |= {"received_on": today, "number": proposed_number(case.department_id, today.year)}
        form: StepForm = AcceptForm(data, initial=initial, **prefix)  # type: ignore[arg-type]
    else:
        form = StepForm(data, initial=initial, **prefix)  # type: ignore[arg-type]
    form.about(act, needed=act in NEEDS_REASON)
    return form


def _due_form(request: OfficeRequest, case: Case, failed: dict[str, Any]) -> DueForm | None:
    if not case.is_open or not acts_as(request.actor, case, Holder.DEPARTMENT):
        return None
    bound: DueForm | None = failed.get("due")
    return bound or DueForm(
        initial={"version": case.version, "was": case.due_on, "due_on": case.due_on}, auto_id="due-%s"
    )


def _steps(case: Case, law: Regime, office: Organisation) -> list[dict[str, Any]]:
    """Return the steps, the newest first; remarks between the department and the body are not for the first office."""
    rows = list(case.steps.order_by("-sequence"))
    for one in rows:
        if one.act in INNER_NOTES and office.pk != case.department_id:
            one.note = ""
    return [{"step": one, "act": Act(one.act).label, "to": law.stage(one.to_stage).title} for one in rows]
