"""Papers of a decision in the register: what they print, and the making of them; nothing is kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere
from minhdinh.documents import actions
from minhdinh.documents.domain.templates import template_for
from minhdinh.documents.forms.giay_chung_nhan.form import FORM as CERTIFICATE
from minhdinh.documents.forms.quyet_dinh_cong_nhan.form import FORM as RECOGNISES
from minhdinh.documents.forms.quyet_dinh_thu_hoi.form import FORM as REVOKES
from minhdinh.documents.office.names import signature_of
from minhdinh.documents.options import Options
from minhdinh.documents.pdf import available, to_pdf
from minhdinh.documents.registry import MEDIA_TYPES, Rendered
from minhdinh.documents.templating import docx_bytes
from minhdinh.documents.wordml import MISSING
from minhdinh.organisations.domain.renaming import names_on
from minhdinh.organisations.models import Organisation
from minhdinh.recognition.domain.links import PaperLink
from minhdinh.recognition.domain.trace import at_school, target_of
from minhdinh.recognition.models import Decision
from minhdinh.recognition.models.decision import held
from minhdinh.recognition.rules.clock import span
from minhdinh.recognition.rules.regimes import Authority, Regime, law

Data = dict[str, Any]
KINDS = ("degree", "grade")
WORDS = {
    "grade": "đạt kiểm định chất lượng giáo dục cấp độ {}",
    "degree": "đạt chuẩn quốc gia mức độ {}",
}


def papers_of(decision: Decision) -> list[tuple[str, str]]:
    """Return the papers of a decision, as (name in addresses, title): one certificate for each recognition."""
    found = [("quyet-dinh", RECOGNISES.title)]
    regime = _regime(decision)
    for kind in KINDS:
        if getattr(decision, kind):
            authority = regime.authority(kind)
            found.append((f"chung-nhan-{kind}", authority.paper if authority else CERTIFICATE.title))
    if decision.revoked_on:
        found.append(("thu-hoi", REVOKES.title))
    return found


def paper_links(decision: Decision, office: Organisation) -> list[PaperLink]:
    """Return where an office gets the papers of a decision, for the decision's page."""

    def address(name: str, suffix: str) -> str:
        return reverse("documents:decision-paper", args=[office.code, decision.pk, name, suffix])

    formats = [("Word", "docx"), *([("PDF", "pdf")] if available() else [])]
    return [
        PaperLink(title, tuple((label, address(name, suffix)) for label, suffix in formats))
        for name, title in papers_of(decision)
    ]


@in_vietnamese
def make_paper(
    *, actor: Actor, office: Organisation, decision: Decision, paper: str, suffix: str
) -> Rendered:
    """Make a paper of a decision as ``docx`` or ``pdf`` by the office's template; needs an opened scope.

    Raises NotAllowed without the right to record recognitions at the office, NotHere for a paper that this decision
    has not, PdfUnavailable where no PDF can be made.
    """
    require(actor, Permission.RECOGNITION_RECORD, organisation_id=office.pk)
    if paper not in dict(papers_of(decision)) or suffix not in RECOGNISES.formats:
        raise NotHere("Không có giấy tờ này.")
    kind = paper.removeprefix("chung-nhan-") if paper.startswith("chung-nhan-") else ""
    form = CERTIFICATE if kind else {"quyet-dinh": RECOGNISES, "thu-hoi": REVOKES}[paper]
    options = Options(template=template_for(office, form.id), base_url=settings.MINHDINH_PUBLIC_URL)
    dossier = decision_dossier(decision, office, kind)
    word = docx_bytes(form.fill(dossier, options))
    content = to_pdf(word) if suffix == "pdf" else word
    record(
        actor=at_school(actor, decision.school),
        code=actions.DECISION_PAPER,
        target=target_of(decision),
        form=dict(papers_of(decision))[paper],
        number=decision.number,
    )
    return Rendered(content, f"{form.file_stem(dossier, options)}.{suffix}", MEDIA_TYPES[suffix])


def decision_dossier(decision: Decision, office: Organisation, kind: str = "") -> Data:
    """Return a decision as plain content; ``kind`` names the recognition a certificate is for."""
    regime = _regime(decision)
    kinds = [one for one in KINDS if getattr(decision, one)]
    authority = next((regime.authority(one) for one in ([kind] if kind else kinds)), None)
    profile = getattr(decision.school, "profile", None)
    return {
        "school": {
            "code": decision.school.code,
            "name": _signed_name(decision),
            "commune": profile.commune if profile else "",
            "province": profile.province if profile else "",
        },
        "year": decision.year,
        "decision": {
            **_said(decision, regime),
            "certificate_number": _certificate_number(decision, kind),
            **_signed(office, authority, regime.title),
            "paper": authority.paper if authority else CERTIFICATE.title,
            "certified": f"Trường {_recognised(decision, kind)}" if kind else "",
        },
    }


def _signed_name(decision: Decision) -> str:
    """Return the school's name on the day the decision was signed, whatever it is called today."""
    school = decision.school
    return names_on([school], decision.decided_on)[school.pk] if decision.decided_on else school.name


def _certificate_number(decision: Decision, kind: str) -> str:
    """Return the number of one certificate where a decision that recognises both keeps theirs in order."""
    numbers = [one.strip() for one in decision.certificate_number.split(";")]
    kinds = [one for one in ("grade", "degree") if getattr(decision, one)]  # as the register joins them
    if kind not in kinds or len(numbers) != len(kinds):
        return decision.certificate_number
    return numbers[kinds.index(kind)]


def _said(decision: Decision, regime: Regime) -> Data:
    ends = span(held(decision))[1]
    ground = law().ground(decision.revoked_ground)
    case = decision.case
    return {
        "number": decision.number,
        "decided_on": _iso(decision.decided_on),
        "signer": decision.signer,
        "what": ", ".join(_recognised(decision, one) for one in KINDS if getattr(decision, one)),
        "law": regime.title,
        "certificate_on": _iso(decision.certificate_on),
        "ends_on": _iso(ends),
        "case": {"number": f"số {case.number}" if case.number else "của trường", "examined": _examined(case)}
        if case
        else None,
        "revoked": {
            "number": decision.revoked_number,
            "day": _iso(decision.revoked_on),
            "reason": decision.revoked_reason,
            "ground": ground.title if ground else "",
            "basis": ground.legal_reference if ground else "",
        }
        if decision.revoked_on
        else None,
        "verify_url": f"{settings.MINHDINH_PUBLIC_URL.rstrip('/')}/xac-minh/{decision.token}/",
    }


def _recognised(decision: Decision, kind: str) -> str:
    return WORDS[kind].format(getattr(decision, kind))


def _examined(case: Any) -> str:
    return "đánh giá ngoài" if law_of(case).body.kind == "team" else "thẩm định"


def _signed(office: Organisation, authority: Authority | None, law_title: str) -> Data:
    """Return who signs: the department, or the people's committee of the province above it."""
    signs = signature_of(office)
    if authority is not None and authority.office == "province":
        above, name, title = "", signs.above or MISSING, "CHỦ TỊCH"
    else:
        above, name, title = signs.above, signs.name, signs.titles[-1]
    return {
        "office": {"above": above, "name": name, "place": signs.place},
        "authority": f"{title} {name}",
        "titles": title,
        "basis": [authority.legal_reference if authority else law_title],
    }


def _regime(decision: Decision) -> Regime:
    return law().regime(decision.regime, decision.starts_on)


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
