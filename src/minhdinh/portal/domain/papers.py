"""What stands behind the QR of a printed paper: a sealed report or a certificate, and how it stands today.

Public by the token on the paper, and only what is public: whose it is, what kind of document, its days, the level that
a decision recognises. Nothing of what a report says, no person's name.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.assessments.domain.seal_queries import seal_by_token
from minhdinh.assessments.models import Seal
from minhdinh.common.problems import Problem
from minhdinh.documents.domain.queries import seal_holds
from minhdinh.documents.domain.sealed import printed_seal
from minhdinh.lib.text import vn_date
from minhdinh.organisations.domain.renaming import names_on
from minhdinh.portal.enums import PaperState
from minhdinh.portal.models import PublishedReport
from minhdinh.recognition.domain.verifying import decision_by_token
from minhdinh.recognition.enums import Standing
from minhdinh.recognition.models import Decision
from minhdinh.recognition.tables import level_words

TOKEN = re.compile(r"[A-Za-z0-9_-]{1,32}")
OF_DECISIONS = {
    Standing.VALID: PaperState.VALID,
    Standing.EXPIRING: PaperState.VALID,
    Standing.EXPIRED: PaperState.EXPIRED,
    Standing.SUPERSEDED: PaperState.SUPERSEDED,
    Standing.REVOKED: PaperState.REVOKED,
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as anybody may know it: its kind, whose it is, how it stands, its facts line by line."""

    kind: str
    school: str
    state: PaperState
    lines: tuple[tuple[str, str], ...]
    note: str = ""
    digest: str = ""
    compares: bool = True
    _seal: Seal | None = field(default=None, repr=False)
    _decision: Decision | None = field(default=None, repr=False)

    def holds(self, sha256: str) -> str:
        """Return what a file of this hash is to the paper, "" where it is nothing of it."""
        if self._seal is not None:
            name = seal_holds(self._seal, sha256) or _published_part(self._seal, sha256)
            return (
                _("%(name)s, lần %(revision)s") % {"name": name, "revision": self._seal.revision}
                if name
                else ""
            )
        scan = self._decision.scan if self._decision else None
        if scan is None or self._decision is None or scan.sha256 != sha256:
            return ""
        return _("bản quét quyết định %(number)s") % {"number": self._decision.number}


def paper_with_token(token: str, today: dt.date | None = None) -> Paper | None:
    """Return the paper that carries a token, or None."""
    if not TOKEN.fullmatch(token):
        return None
    seal = seal_by_token(token)
    if seal is not None:
        return _sealed(seal)
    decision = decision_by_token(token, today or timezone.localdate())
    return _certificate(decision) if decision is not None else None


def _sealed(seal: Seal) -> Paper:
    """A seal is valid until its report is reopened; its papers stay genuine, only no longer the newest."""
    with scopes_disabled():
        newer = Seal.objects.filter(assessment=seal.assessment_id, revision__gt=seal.revision).exists()
    again = seal.reopened_at is not None or newer
    note = _("Bản này đã được mở lại để làm lần sau; bản in vẫn thật nhưng có thể không còn là bản mới nhất.")
    sealed_at = timezone.localtime(seal.sealed_at)
    printed = _printed_name(seal)
    named = (
        ((_("Tên trường ghi trên giấy"), printed),)
        if printed not in ("", seal.assessment.school.name)
        else ()
    )
    return Paper(
        kind=_("Báo cáo tự đánh giá"),
        school=seal.assessment.school.name,
        state=PaperState.SUPERSEDED if again else PaperState.VALID,
        lines=(
            *named,
            (
                _("Năm học"),
                _("%(year)s, lần %(revision)s") % {"year": seal.assessment.year, "revision": seal.revision},
            ),
            (_("Niêm phong lúc"), f"{sealed_at:%H:%M %d/%m/%Y}"),
            (_("Mã niêm phong in trên giấy, để so bằng mắt"), printed_seal(seal).short),
        ),
        note=note if again else "",
        digest=seal.sha256,
        _seal=seal,
    )


def _printed_name(seal: Seal) -> str:
    """Return the school's name as it was sealed, "" where the seal is damaged: the page says how the paper stands."""
    with scopes_disabled():
        try:
            return str(sealed_dossier(seal)["school"]["name"])
        except Problem:
            return ""


def _published_part(seal: Seal, sha256: str) -> str:
    """Return what the PDF of a publication is called, "" where the hash is none of this seal's."""
    with scopes_disabled():
        found = PublishedReport.objects.filter(seal=seal, paper__sha256=sha256).exists()
    return _("phần công bố của báo cáo tự đánh giá") if found else ""


def _certificate(decision: Decision) -> Paper:
    school = decision.school
    then = names_on([school], decision.decided_on)[school.pk] if decision.decided_on else school.name
    lines = (
        (_("Tên trường vào ngày quyết định"), then if then != school.name else ""),
        (_("Công nhận"), level_words(decision)),
        (_("Số quyết định"), decision.number),
        (_("Ngày quyết định"), vn_date(decision.decided_on)),
        (_("Cơ quan ban hành"), decision.issuer),
        (_("Số bằng, giấy chứng nhận"), decision.certificate_number),
        (_("Hiệu lực đến hết"), vn_date(decision.ends_on)),
        (_("Thu hồi từ ngày"), vn_date(decision.revoked_on)),
        (_("Số quyết định thu hồi"), decision.revoked_number),
    )
    return Paper(
        kind=_("Quyết định công nhận, bằng, giấy chứng nhận"),
        school=school.name,
        state=OF_DECISIONS[Standing(decision.standing)],  # type: ignore[attr-defined]  # annotated
        lines=tuple((label, value) for label, value in lines if value),
        digest=decision.scan.sha256 if decision.scan else "",
        compares=decision.scan is not None,
        _decision=decision,
    )
