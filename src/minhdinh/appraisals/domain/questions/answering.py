"""The school answers, with new evidence that stays apart from what is sealed; what was sent is only added to."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.files import Sent
from minhdinh.appraisals.domain.questions.notices import tell_answered
from minhdinh.appraisals.domain.visits.files import About, add_file
from minhdinh.appraisals.domain.visits.people import require_open
from minhdinh.appraisals.domain.visits.words import LONGEST, checked_words
from minhdinh.appraisals.enums import FileKind
from minhdinh.appraisals.models import Case, CaseFile, Question
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem, Stale
from minhdinh.evidence.domain.blobs import store_upload
from minhdinh.evidence.domain.files import file_name
from minhdinh.evidence.models import Blob

MOST_FILES = 10
LONGEST_ANSWER = 4000


@in_vietnamese
def answer_question(
    *, actor: Actor, case: Case, question: Question, text: str, seen: int, files: Sequence[Sent] = ()
) -> Question:
    """Answer a question, or add to its answer until it is closed; the member who asked is told.

    ``seen`` is the length of the answer that the page was drawn with: an answer is only ever added to, so its length
    tells whether somebody else wrote meanwhile (Stale). Raises Problem for a closed question, an empty first answer,
    nothing to add, more than ten files at once, and a file whose content is not taken; then nothing is kept.
    """
    require(actor, Permission.CASE_PREPARE, organisation_id=case.school_id)
    words = checked_words(text, "answer", LONGEST_ANSWER)
    with school_scope(case.school_id):
        _check(Question.objects.get(pk=question.pk), case, seen, words, files)
        stored = [(_stored(actor, case, one), file_name(one.name)) for one in files]
        with transaction.atomic():
            held = Case.objects.select_for_update().get(pk=case.pk)
            current = Question.objects.select_for_update().get(pk=question.pk)
            _check(current, held, seen, words, files)
            _write(actor, current, words)
            added = [_attach(actor, held, current, blob, name) for blob, name in stored]
            record(
                actor=actor,
                code=actions.QUESTION_ANSWERED,
                target=f"appraisals.Case:{case.pk}",
                criterion=current.criterion or "–",
                count=sum(added),
            )
            tell_answered(case, current)
    return current


def _check(current: Question, case: Case, seen: int, words: str, files: Sequence[Sent]) -> None:
    require_open(case)
    if current.closed_at is not None:
        raise Problem("Câu hỏi này đã khép lại nên không trả lời thêm được.")
    if len(current.answer) != seen:
        raise Stale("Người khác của trường vừa trả lời câu này; hãy xem lại rồi gửi phần còn thiếu.")
    if not words and current.answered_at is None:
        raise Problem("Hãy ghi câu trả lời.", field="answer")
    if not words and not files:
        raise Problem("Hãy ghi phần bổ sung hoặc chọn tệp.", field="answer")
    if len(files) > MOST_FILES:
        raise Problem("Mỗi lần gửi nhiều nhất 10 tệp; hãy gửi làm nhiều lần.", field="files")
    if len(current.answer) + len(words) > LONGEST * 2:
        raise Problem(
            "Câu trả lời đã quá dài; hãy đề nghị đoàn, hội đồng khép lại và hỏi câu mới.", field="answer"
        )


def _stored(actor: Actor, case: Case, sent: Sent) -> Blob:
    blob, _is_new = store_upload(
        school_id=case.school_id,
        stream=sent.stream,
        name=file_name(sent.name),
        size=sent.size,
        actor=actor,
    )
    return blob


def _write(actor: Actor, current: Question, words: str) -> None:
    now = timezone.localtime()
    if current.answered_at is None:
        current.answer = words
        current.answered_by_id, current.answered_by_name = actor.user_id, actor.name
        current.answered_at = now
    elif words:
        head = _("[Bổ sung %(time)s, %(name)s]") % {"time": f"{now:%d/%m/%Y %H:%M}", "name": actor.name}
        current.answer = f"{current.answer}\n\n{head}\n{words}"
    current.save()


def _attach(actor: Actor, case: Case, question: Question, blob: Blob, name: str) -> bool:
    """Attach a file and tell whether it is new: the same bytes stand under a question once."""
    if CaseFile.objects.filter(question=question, blob=blob).exists():
        return False
    add_file(actor, case, blob, About(FileKind.ANSWER, name, question=question))
    return True
