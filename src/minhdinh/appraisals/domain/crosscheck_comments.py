"""Comments of a cross-check: drafts of the reviewer, sent once, answered by the school."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.crosscheck_notices import tell_sent
from minhdinh.appraisals.enums import CrossCheckState
from minhdinh.appraisals.models import CrossCheck, CrossComment, CrossReviewer
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotAllowed, Problem

LONGEST = 4000
PARTS = ("strength", "question", "suggestion")


def save_comment(
    *, actor: Actor, reviewer: CrossReviewer, track: str, criterion: str, words: dict[str, str]
) -> CrossComment:
    """Keep a reviewer's draft on one criterion; ``words`` holds strength, question and suggestion.

    The caller has seen to it that the criterion is in the report. Raises Problem once sent or closed.
    """
    _require_reviewer(actor, reviewer)
    values = {part: _checked(words.get(part, "")) for part in PARTS}
    with transaction.atomic():
        _writable(reviewer)
        comment, _is_new = CrossComment.objects.update_or_create(
            reviewer=reviewer,
            track=track,
            criterion=criterion,
            defaults=values,
            create_defaults={**values, "school_id": reviewer.school_id},
        )
    return comment


def send_comments(*, actor: Actor, reviewer: CrossReviewer) -> int:
    """Send what a reviewer has written and return how many comments; the school is told. Empty ones are not sent.

    The check counts as sent when every person named for it has sent.
    """
    _require_reviewer(actor, reviewer)
    with transaction.atomic():
        crosscheck = _writable(reviewer)
        comments = CrossComment.objects.filter(reviewer=reviewer)
        comments.filter(**dict.fromkeys(PARTS, "")).delete()
        count = comments.count()
        if not count:
            raise Problem("Chưa có góp ý nào để gửi. Hãy ghi ít nhất một góp ý ở một tiêu chí.")
        reviewer.sent_at = timezone.now()
        reviewer.save(update_fields=["sent_at", "updated_at"])
        if not crosscheck.reviewers.filter(sent_at__isnull=True, dropped_at__isnull=True).exists():
            crosscheck.state = CrossCheckState.SENT
            crosscheck.save(update_fields=["state", "updated_at"])
        record(
            actor=actor,
            code=actions.CROSSCHECK_SENT,
            target=f"appraisals.CrossCheck:{crosscheck.pk}",
            name=reviewer.name,
            count=count,
        )
        tell_sent(reviewer, count)
    return count


def answer_comment(*, actor: Actor, comment: CrossComment, answer: str) -> CrossComment:
    """Write the school's answer to a comment that was sent; it may be changed until the check is closed."""
    require(actor, Permission.REPORT_WRITE, organisation_id=comment.school_id)
    words = _checked(answer)
    with transaction.atomic():
        reviewer = comment.reviewer
        if reviewer.sent_at is None:
            raise NotAllowed("Góp ý này chưa được gửi.")
        if CrossCheck.objects.select_for_update().get(pk=reviewer.crosscheck_id).is_closed:
            raise Problem("Việc kiểm tra chéo đã kết thúc nên không trả lời thêm được.")
        comment.answer = words
        comment.answered_by_id, comment.answered_by_name = actor.user_id, actor.name
        comment.answered_at = timezone.now() if words else None
        comment.save()
        record(
            actor=actor,
            code=actions.CROSSCHECK_ANSWERED,
            target=f"appraisals.CrossCheck:{reviewer.crosscheck_id}",
            criterion=comment.criterion,
        )
    return comment


def _require_reviewer(actor: Actor, reviewer: CrossReviewer) -> None:
    require(actor, Permission.CROSSCHECK_REVIEW, organisation_id=reviewer.school_id)
    if reviewer.user_id != actor.user_id:
        raise NotAllowed("Góp ý này do người khác viết.")


def _writable(reviewer: CrossReviewer) -> CrossCheck:
    """Return the check, held for this transaction, while this reviewer may still write; raises Problem."""
    crosscheck = CrossCheck.objects.select_for_update().get(pk=reviewer.crosscheck_id)
    reviewer.refresh_from_db()
    if reviewer.sent_at is not None:
        raise Problem("Thầy/Cô đã gửi góp ý nên không sửa được nữa.")
    today = timezone.localdate()
    if (
        crosscheck.is_closed
        or reviewer.dropped_at is not None
        or not crosscheck.starts_on <= today <= crosscheck.ends_on
    ):
        raise Problem("Ngoài thời gian kiểm tra chéo nên không ghi góp ý được.")
    return crosscheck


def _checked(words: str) -> str:
    kept = words.replace("\r\n", "\n").strip()
    if len(kept) > LONGEST:
        raise Problem(f"Mỗi ô dài nhất {LONGEST} ký tự; phần đã ghi vẫn còn trong ô.")
    return kept
