"""What people of the school say to each other about a sheet: threads, mentions, resolving; nothing is deleted."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.comment_notices import tell_of_comment, tell_of_resolution
from minhdinh.assessments.domain.guards import may_write
from minhdinh.assessments.domain.people import people_who_see, rank_of
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Comment, CommentWording, Mention, Passage, PassageRevision, Sheet
from minhdinh.assessments.rules.mentions import encode, mentioned
from minhdinh.assessments.slots import SlotError, parse_slot
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale

LONGEST = 4000
QUOTE = 300


@dataclass(frozen=True, slots=True)
class About:
    """What a comment is about: the sheet, one requirement of it, or one of its texts.

    ``version`` is the version of the text that was read, ``quote`` the words that were marked in it.
    """

    requirement: str = ""
    slot: str = ""
    version: int | None = None
    quote: str = ""


def may_discuss(actor: Actor) -> bool:
    """Tell whether somebody takes part in the talk: people of the school who work on sheets, no office above it."""
    return actor.can(Permission.SHEET_WRITE) and not actor.is_outside


def may_follow(actor: Actor) -> bool:
    """Tell whether somebody may read the talk: people of the school who may open its sheets."""
    return actor.can(Permission.SHEET_VIEW) and not actor.is_outside


@in_vietnamese
def add_comment(
    *, actor: Actor, sheet: Sheet, text: str, about: About | None = None, must_mend: bool = False
) -> Comment:
    """Begin a thread about a sheet or a place in it; ``must_mend`` is for those who review, as a reason to return it."""
    _require_talk(actor, sheet)
    if must_mend and not rank_of(actor, sheet):
        raise NotAllowed("Chỉ người duyệt phiếu mới ghi góp ý buộc sửa.")
    found = _placed(sheet, about or About())
    comment = Comment(
        school_id=sheet.school_id,
        sheet=sheet,
        requirement=found.requirement,
        slot=found.slot,
        version=found.version,
        quote=found.quote,
        must_mend=must_mend,
    )
    return _write(actor, comment, text)


@in_vietnamese
def answer_comment(*, actor: Actor, comment: Comment, text: str) -> Comment:
    """Answer in a thread, whichever comment of it was clicked."""
    sheet = comment.sheet
    _require_talk(actor, sheet)
    head = comment.thread or comment
    return _write(actor, Comment(school_id=sheet.school_id, sheet=sheet, thread=head), text)


@in_vietnamese
def edit_comment(*, actor: Actor, comment: Comment, text: str) -> Comment:
    """Change one's own words; the words before stay on record, and who is named now for the first time is told."""
    _require_own(actor, comment)
    with transaction.atomic():
        held = _held(comment)
        if held.withdrawn_at is not None:
            raise Stale("Góp ý này đã được rút lại.")
        people = people_who_see(held.school_id)
        kept = encode(_checked(text), people)
        if kept == held.text:
            return held
        now = timezone.now()
        CommentWording.objects.create(school_id=held.school_id, comment=held, text=held.text, until=now)
        held.text, held.edited_at = kept, now
        held.save(update_fields=["text", "edited_at", "updated_at"])
        known = set(Mention.objects.filter(comment=held).values_list("person_id", flat=True))
        named = [one for one in mentioned(kept, people) if one not in known]
        _mention(held, named)
        tell_of_comment(actor, held, named, only_named=True)
        _record(actor, held, actions.COMMENT_EDITED)
    return held


@in_vietnamese
def withdraw_comment(*, actor: Actor, comment: Comment) -> Comment:
    """Take one's own comment back: its place stays, with who took it back and when, and its words on record."""
    _require_own(actor, comment)
    with transaction.atomic():
        held = _held(comment)
        if held.withdrawn_at is None:
            held.withdrawn_at = timezone.now()
            if held.thread_id is None and held.resolved_at is None and not _answers(held):
                _resolve(actor, held)
            held.save()
            _record(actor, held, actions.COMMENT_WITHDRAWN)
    return held


@in_vietnamese
def resolve_thread(*, actor: Actor, comment: Comment) -> Comment:
    """Note that a thread is done: by whoever writes the sheet, reviews it, or began the thread."""
    head = comment.thread or comment
    _require_talk(actor, head.sheet)
    own = head.author_id is not None and head.author_id == actor.user_id
    if not (own or may_write(actor, head.sheet) or rank_of(actor, head.sheet)):
        raise NotAllowed("Người viết phiếu, người duyệt hoặc người góp ý mới đánh dấu đã xong.")
    with transaction.atomic():
        held = _held(head)
        if held.resolved_at is None:
            _resolve(actor, held)
            held.save()
            _record(actor, held, actions.COMMENT_RESOLVED)
            tell_of_resolution(actor, held)
    return held


@in_vietnamese
def reopen_thread(*, actor: Actor, comment: Comment) -> Comment:
    """Take a resolved thread up again."""
    head = comment.thread or comment
    _require_talk(actor, head.sheet)
    with transaction.atomic():
        held = _held(head)
        if held.withdrawn_at is not None:
            raise Problem("Góp ý này đã được rút lại nên không mở lại được.")
        if held.resolved_at is not None:
            held.resolved_at, held.resolved_by_id, held.resolved_by_name = None, None, ""
            held.save()
            _record(actor, held, actions.COMMENT_REOPENED)
            tell_of_resolution(actor, held)
    return held


def _require_talk(actor: Actor, sheet: Sheet) -> None:
    require(actor, Permission.SHEET_VIEW, organisation_id=sheet.school_id)
    if not may_discuss(actor):
        raise NotAllowed("Góp ý trong phiếu dành cho người làm tự đánh giá của trường.")
    if sheet.assessment.state == State.SEALED:
        raise Problem("Báo cáo đã niêm phong nên không thêm góp ý. Góp ý đã có vẫn xem được.")


def _require_own(actor: Actor, comment: Comment) -> None:
    _require_talk(actor, comment.sheet)
    if actor.user_id is None or comment.author_id != actor.user_id:
        raise NotAllowed("Mỗi người chỉ sửa hoặc rút góp ý của mình.")


def _checked(text: str) -> str:
    words = text.replace("\x00", "").strip()
    if not words:
        raise Problem("Hãy viết nội dung góp ý.", field="text")
    if len(words) > LONGEST:
        raise Problem("Góp ý dài quá 4.000 chữ cái. Hãy viết gọn hơn hoặc tách ra.", field="text")
    return words


def _placed(sheet: Sheet, about: About) -> About:
    """Return the place as it is: its text's version and the words quoted from it; raises NotHere for no such place."""
    criterion = sheet.assessment.standard_set.catalogue.criterion(sheet.criterion)
    known = {one.id for one in criterion.iter_requirements()}
    if about.requirement and about.requirement not in known:
        raise NotHere("Không có yêu cầu này trong tiêu chí.")
    if not about.slot:
        return About(requirement=about.requirement)
    try:
        slot = str(parse_slot(about.slot))
    except SlotError as error:
        raise NotHere("Không có đoạn này trong phiếu.") from error
    passage = Passage.objects.filter(sheet=sheet, slot=slot).first()
    if passage is None:
        raise NotHere("Đoạn này chưa có nội dung để góp ý.")
    version = about.version if about.version is not None else passage.version
    revision = PassageRevision.objects.filter(passage=passage, version=version).first()
    if revision is None:
        raise NotHere("Không có bản này của đoạn.")
    return About(passage.requirement, passage.slot, version, _quoted(revision.text, about.quote))


def _quoted(text: str, marked: str) -> str:
    """Return the marked words where they stand in the text, else its beginning."""
    plain, wanted = " ".join(text.split()), " ".join(marked.split())
    found = wanted if wanted and wanted in plain else plain
    return found if len(found) <= QUOTE else f"{found[: QUOTE - 1].rstrip()}…"


def _write(actor: Actor, comment: Comment, text: str) -> Comment:
    people = people_who_see(comment.school_id)
    comment.text = encode(_checked(text), people)
    comment.author_id, comment.author_name = actor.user_id, actor.name
    comment.written_at = timezone.now()
    with transaction.atomic():
        if comment.thread is not None:
            _held(comment.thread)
        comment.save()
        named = mentioned(comment.text, people)
        _mention(comment, named)
        _record(actor, comment, actions.COMMENTED)
        tell_of_comment(actor, comment, named)
    return comment


def _mention(comment: Comment, people: list[int]) -> None:
    Mention.objects.bulk_create(
        [Mention(school_id=comment.school_id, comment=comment, person_id=one) for one in people]
    )


def _held(comment: Comment) -> Comment:
    """Return the row as it is now, held until the transaction ends."""
    return Comment.objects.select_for_update().get(pk=comment.pk)


def _answers(comment: Comment) -> bool:
    return Comment.objects.filter(thread=comment, withdrawn_at__isnull=True).exists()


def _resolve(actor: Actor, head: Comment) -> None:
    head.resolved_at, head.resolved_by_id = timezone.now(), actor.user_id
    head.resolved_by_name = actor.name


def _record(actor: Actor, comment: Comment, code: str) -> None:
    criterion = comment.sheet.criterion
    record(actor=actor, code=code, target=f"assessments.Comment:{comment.pk}", criterion=criterion)
