"""Texts go along when two items of evidence become one: citations in live texts name the survivor.

A text keeps its version: no word of it changes, and whoever is writing it goes on without a conflict, because a save
that still names the merged item is followed too (``followed``). Earlier versions and sealed dossiers stay as they were
written; the merged item's address leads on from there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.naming import track_label
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Passage, SelfAssessment, SuggestedText, SuggestionEvidence
from minhdinh.evidence.models import Citation, EvidenceUse
from minhdinh.evidence.moves.following import Follower, Moved
from minhdinh.evidence.moves.merged import recited, survivors
from minhdinh.lib.richtext import citations

WAITING = (State.SUBMITTED, State.APPROVED)
PASSAGE = "passage:"


def locks(school_id: int, items: Sequence[int] | None, held: bool) -> list[str]:  # noqa: FBT001 (a hook's shape)
    """Return a sentence for each report that waits for its approval and rests on one of the items."""
    rows = SelfAssessment.objects.filter(school_id=school_id).order_by("pk")
    reports = list(rows.select_for_update(no_key=True) if held else rows)
    waiting = [one for one in reports if one.state in WAITING]
    if waiting and items is not None:
        waiting = [one for one in waiting if one.pk in _assessments_of(items)]
    return [
        f"Báo cáo tự đánh giá năm học {one.year} đang ở bước “{State(one.state).label}” và có dẫn minh chứng này. "
        "Hãy chờ xong, hoặc đề nghị trả lại báo cáo, rồi làm tiếp."
        for one in waiting
    ]


def places(item: int) -> list[str]:
    """Return in words where an item is cited, offered as proof or serves, of all years."""
    years = dict(SelfAssessment.objects.filter(pk__in=_assessments_of([item])).values_list("pk", "year"))
    cited = Citation.objects.filter(item_id=item).order_by("-assessment_id", "track", "criterion", "id")
    used = EvidenceUse.objects.filter(item_id=item).order_by("-assessment_id", "track", "criterion", "id")
    return [
        *(f"trích dẫn: {_place(one, years)}" for one in cited),
        *(f"phục vụ: {_place(one, years)}" for one in used),
    ]


def follow(actor: Actor, gone: int, survivor: int) -> Moved:
    """Let texts, their citations and offered proofs name the survivor; needs the school's reports held."""
    del actor  # the evidence room records who merged
    sources = list(Citation.objects.filter(item_id=gone).values_list("source", flat=True))
    names = {str(gone): str(survivor)}
    before: dict[str, Any] = {}
    for passage in _passages(sources):
        before[str(passage.pk)] = passage.body
        _rewrite(passage, recited(passage.body, names))
    return {
        "sources": _move_citations(gone, survivor),
        "texts": before,
        "doubled": _drop_doubled_proofs(gone, survivor),
        "proofs": _move_proofs(gone, survivor),
        "drafted": _rename_drafted(sources, names),
    }


def unfollow(actor: Actor, gone: int, survivor: int, moved: Moved) -> list[str]:
    """Let texts that read as the merge left them name ``gone`` again; return in words which others do not."""
    del actor
    names, left = {str(gone): str(survivor)}, []
    back: set[str] = set()
    for passage in Passage.objects.filter(pk__in=[int(pk) for pk in moved["texts"]]).order_by("pk"):
        before = moved["texts"][str(passage.pk)]
        if passage.body == recited(before, names):
            _rewrite(passage, before)
            back.add(f"{PASSAGE}{passage.pk}")
        else:
            left.append(f"đoạn “{passage.slot}” đã được sửa từ khi gộp nên vẫn dẫn minh chứng giữ lại")
    for source, is_new in moved["sources"]:
        if source in back:
            _cite_again(source, gone, survivor, is_new=is_new)
    SuggestionEvidence.objects.filter(pk__in=moved["proofs"], item_id=survivor).update(item_id=gone)
    _prove_again(moved.get("doubled", []), gone, survivor)  # merges of earlier days do not know them
    for drafted in SuggestedText.objects.filter(pk__in=[int(pk) for pk in moved["drafted"]]):
        blocks = moved["drafted"][str(drafted.pk)]
        if drafted.blocks == [recited(block, names) for block in blocks]:
            drafted.blocks = blocks
            drafted.save(update_fields=["blocks", "updated_at"])
    return left


def followed(school_id: int, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a text to be saved with every merged item's survivor in its place; one query where it cites anything."""
    ids = [int(one) for one in citations(body)]
    standing = survivors(school_id, ids)
    return recited(body, {str(gone): str(one) for gone, one in standing.items()}) if standing else dict(body)


def rests_on(later: Moved, earlier: Moved, same_survivor: bool) -> bool:  # noqa: FBT001 (a hook's shape)
    """Tell whether a later merge wrote the same text or draft anew, or left out what the earlier one had brought."""
    if any(later[name].keys() & earlier[name].keys() for name in ("texts", "drafted")):
        return True
    if not same_survivor:
        return False
    brought = {source for source, is_new in earlier["sources"] if is_new}
    if any(source in brought for source, _is_new in later["sources"]):
        return True
    doubled = later.get("doubled", [])
    return SuggestionEvidence.objects.filter(pk__in=earlier["proofs"], choice_id__in=doubled).exists()


FOLLOWER = Follower(
    name="assessments", follow=follow, unfollow=unfollow, locks=locks, places=places, rests_on=rests_on
)


def _assessments_of(items: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for model in (Citation, EvidenceUse):
        found |= set(model.objects.filter(item_id__in=items).values_list("assessment_id", flat=True))
    return found


def _place(row: Citation | EvidenceUse, years: Mapping[int, str]) -> str:
    words = [f"năm học {years[row.assessment_id]}"] if row.assessment_id in years else []
    words += [f"tiêu chí {row.criterion}"] if row.criterion else ["nhận xét, báo cáo"]
    words += [f"yêu cầu {row.requirement}"] if row.requirement else []
    words += [track_label(row.track)] if row.track else []
    return ", ".join(words)


def _passages(sources: Sequence[str]) -> QuerySet[Passage]:
    ids = [int(one.removeprefix(PASSAGE)) for one in sources if one.startswith(PASSAGE)]
    return Passage.objects.filter(pk__in=ids).order_by("pk")


def _rewrite(passage: Passage, body: Mapping[str, Any]) -> None:
    passage.body = dict(body)
    passage.save(update_fields=["body", "updated_at"])


def _move_citations(gone: int, survivor: int) -> list[list[Any]]:
    """Return each source with whether it did not cite the survivor before."""
    rows = Citation.objects.filter(item_id=gone)
    sources = list(rows.order_by("id").values_list("source", flat=True))
    both = set(Citation.objects.filter(item_id=survivor, source__in=sources).values_list("source", flat=True))
    rows.filter(source__in=both).delete()
    rows.update(item_id=survivor)
    return [[source, source not in both] for source in sources]


def _cite_again(source: str, gone: int, survivor: int, *, is_new: bool) -> None:
    """Note that a text cites ``gone``, and the survivor no more where it only did so through the merge."""
    row = Citation.objects.filter(source=source, item_id=survivor).first()
    if row is None:
        return
    if not is_new:
        row.pk, row._state.adding = None, True  # noqa: SLF001 (Django's documented way to copy a row)
    row.item_id = gone
    row.save()


def _drop_doubled_proofs(gone: int, survivor: int) -> list[int]:
    """Let choices of suggestions that rest on both rest on the survivor alone; return these choices."""
    has = SuggestionEvidence.objects.filter(item_id=survivor).values_list("choice_id", flat=True)
    rows = SuggestionEvidence.objects.filter(item_id=gone, choice_id__in=list(has))
    choices = list(rows.values_list("choice_id", flat=True))
    rows.delete()
    return choices


def _prove_again(choices: Sequence[int], gone: int, survivor: int) -> None:
    """Let choices that rested on both, and still rest on the survivor, rest on ``gone`` again too."""
    for row in SuggestionEvidence.objects.filter(choice_id__in=choices, item_id=survivor):
        SuggestionEvidence.objects.get_or_create(
            choice_id=row.choice_id, item_id=gone, defaults={"school_id": row.school_id}
        )


def _move_proofs(gone: int, survivor: int) -> list[int]:
    """Let choices of suggestions rest on the survivor; return the rows that went over."""
    rows = SuggestionEvidence.objects.filter(item_id=gone)
    ids = list(rows.values_list("pk", flat=True))
    rows.update(item_id=survivor)
    return ids


def _rename_drafted(sources: Sequence[str], names: Mapping[str, str]) -> dict[str, Any]:
    """Rename citations in remembered drafts, so that a paragraph nobody edited is still known as such."""
    where = Q(pk__in=())
    for passage in _passages(sources):
        where |= Q(assessment_id=passage.assessment_id, slot=passage.slot)
    before: dict[str, Any] = {}
    for drafted in SuggestedText.objects.filter(where):
        renamed = [recited(block, names) for block in drafted.blocks]
        if renamed != drafted.blocks:
            before[str(drafted.pk)] = drafted.blocks
            drafted.blocks = renamed
            drafted.save(update_fields=["blocks", "updated_at"])
    return before
