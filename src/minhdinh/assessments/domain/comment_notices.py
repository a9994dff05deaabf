"""Telling people of comments: those named, those in charge of the sheet, those who talk in the thread."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.changes import address_of
from minhdinh.assessments.domain.naming import criterion_name
from minhdinh.assessments.domain.people import people_who_see, responsible_ids
from minhdinh.assessments.models import Comment, Mention, Sheet
from minhdinh.common.language import in_vietnamese
from minhdinh.notifications.domain.notify import Message, deliver
from minhdinh.notifications.enums import NoticeKind


@in_vietnamese
def tell_of_comment(
    actor: Actor, comment: Comment, named: Iterable[int], *, only_named: bool = False
) -> None:
    """Tell each person once: who is named, that he or she is; the others, that there is a comment or an answer."""
    sheet, mentions = comment.sheet, set(named)
    others = set() if only_named else _around(comment) - mentions
    values = {"who": actor.name, "criterion": criterion_name(sheet)}
    said = _("%(who)s nhắc tới Thầy/Cô trong góp ý tiêu chí %(criterion)s.") % values
    heard = _heard(comment) % values
    messages = [_message(comment, one, said, "named") for one in mentions]
    messages += [_message(comment, one, heard, "said") for one in others]
    deliver(one for one in messages if one.person_id != actor.user_id)


@in_vietnamese
def tell_of_resolution(actor: Actor, head: Comment) -> None:
    """Tell who began a thread that it was resolved, or taken up again."""
    if head.author_id is None or head.author_id == actor.user_id:
        return
    done = head.resolved_at is not None
    words = (
        _("%(who)s đánh dấu đã xong góp ý của Thầy/Cô ở tiêu chí %(criterion)s.")
        if done
        else _("%(who)s mở lại góp ý của Thầy/Cô ở tiêu chí %(criterion)s.")
    )
    text = words % {"who": actor.name, "criterion": criterion_name(head.sheet)}
    key = f"comment:{head.pk}:{'done' if done else 'open'}:{head.updated_at:%Y%m%d%H%M%S}"
    deliver([_notice(head.sheet, head.author_id, text, f"#gop-y-{head.pk}", key)])


def _heard(comment: Comment) -> str:
    if comment.thread_id is not None:
        return _("%(who)s trả lời góp ý ở tiêu chí %(criterion)s.")
    if comment.must_mend:
        return _("%(who)s ghi điều cần sửa ở tiêu chí %(criterion)s.")
    return _("%(who)s góp ý tiêu chí %(criterion)s.")


def _around(comment: Comment) -> set[int]:
    """Return who is in charge of the sheet and who talks in the thread, as far as they may still see it."""
    people = set(responsible_ids(comment.sheet))
    if comment.thread_id is not None:
        said = Comment.objects.filter(thread_id=comment.thread_id).values_list("author_id", flat=True)
        head = Comment.objects.filter(pk=comment.thread_id).values_list("author_id", flat=True)
        named = Mention.objects.filter(comment_id=comment.thread_id).values_list("person_id", flat=True)
        people |= {one for one in (*said, *head, *named) if one is not None}
    return people & {one.id for one in people_who_see(comment.school_id)}


def _message(comment: Comment, person_id: int, text: str, why: str) -> Message:
    head = comment.thread_id or comment.pk
    return _notice(comment.sheet, person_id, text, f"#gop-y-{head}", f"comment:{comment.pk}:{why}")


def _notice(sheet: Sheet, person_id: int, text: str, place: str, key: str) -> Message:
    url = f"{address_of(sheet)}{place}"
    return Message(person_id, text, url, NoticeKind.COMMENT, key, sheet.school_id)
