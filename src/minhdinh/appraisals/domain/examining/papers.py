"""The preliminary report of a member (báo cáo sơ bộ): texts of the whole report, the member's alone until sent.

The headings are a proposal of this program: the form in force was not found (see ``PRELIMINARY_NOTE``).
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minhdinh.access.actor import Actor
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.words import checked_text
from minhdinh.appraisals.domain.examining.entering import writing_member
from minhdinh.appraisals.enums import PaperKind
from minhdinh.appraisals.models import BodyMember, Case, MemberPaper
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem, Stale

LONGEST = 12000
PRELIMINARY_PARTS = {
    "overall": _("Nhận xét chung về báo cáo tự đánh giá"),
    "structure": _("Hình thức, cấu trúc, văn phong"),
    "content": _("Nội dung: mô tả hiện trạng, điểm mạnh, điểm yếu, kết quả tự đánh giá"),
    "plan": _("Kế hoạch cải tiến chất lượng"),
    "evidence": _("Minh chứng: đầy đủ, phù hợp, còn hiệu lực"),
    "clarify": _("Những vấn đề cần làm rõ, cần khảo sát tại trường"),
}
PRELIMINARY_NOTE = _(
    "Các mục dưới đây do phần mềm gợi ý theo quy trình của Điều 28 (2018); chưa tra được biểu chính thức."
)


class StalePaper(Stale):
    """The report was saved elsewhere meanwhile; ``standing`` is what the server holds."""

    def __init__(self, standing: MemberPaper) -> None:
        super().__init__(
            "Báo cáo sơ bộ vừa được lưu ở thẻ hoặc máy khác; bản vừa ghi chưa lưu. Hãy đối chiếu rồi lưu lại."
        )
        self.standing = standing


def has_preliminary(case: Case) -> bool:
    """Tell whether the regime of a registration asks its members for a preliminary report."""
    return PaperKind.PRELIMINARY in law_of(case).papers


def save_preliminary(
    *, actor: Actor, case: Case, member: BodyMember, texts: Mapping[str, str], version: int
) -> MemberPaper:
    """Keep a draft and return it; raises StalePaper, NotAllowed for another's, Problem when sent or not asked for."""
    kept = {
        key: checked_text(texts.get(key, ""), str(label), LONGEST, key)
        for key, label in PRELIMINARY_PARTS.items()
    }
    with transaction.atomic():
        paper = _standing(actor, case, member)
        if paper.sent_at is not None:
            raise Problem("Báo cáo sơ bộ đã gửi; hãy rút lại rồi sửa.")
        if paper.version != version:
            raise StalePaper(paper)
        paper.texts = {key: text for key, text in kept.items() if text}
        paper.version += 1
        paper.save()
    return paper


def send_preliminary(*, actor: Actor, case: Case, member: BodyMember) -> MemberPaper:
    """Show the report to the other members of the body; raises Problem for an empty one."""
    with transaction.atomic():
        paper = _standing(actor, case, member)
        if paper.sent_at is None:
            if not paper.texts:
                raise Problem("Báo cáo sơ bộ chưa ghi gì nên chưa gửi được.")
            paper.sent_at = timezone.now()
            _keep(actor, case, paper, actions.PRELIMINARY_SENT)
    return paper


def take_back_preliminary(*, actor: Actor, case: Case, member: BodyMember) -> MemberPaper:
    """Make a report that was sent a draft again, as long as the body still writes."""
    with transaction.atomic():
        paper = _standing(actor, case, member)
        if paper.sent_at is not None:
            paper.sent_at = None
            _keep(actor, case, paper, actions.PRELIMINARY_TAKEN_BACK)
    return paper


def _keep(actor: Actor, case: Case, paper: MemberPaper, code: str) -> None:
    paper.version += 1
    paper.save(update_fields=["sent_at", "version", "updated_at"])
    record(actor=actor, code=code, target=f"appraisals.Case:{case.pk}", name=paper.member.name)


def _standing(actor: Actor, case: Case, member: BodyMember) -> MemberPaper:
    current = Case.objects.select_for_update(of=("self",)).select_related("department").get(pk=case.pk)
    writing_member(actor, current, member)
    if not has_preliminary(current):
        raise Problem("Quy định của hồ sơ này không có báo cáo sơ bộ.")
    found = MemberPaper.objects.filter(member=member, kind=PaperKind.PRELIMINARY).first()
    return found or MemberPaper(school_id=case.school_id, member=member, kind=PaperKind.PRELIMINARY)
