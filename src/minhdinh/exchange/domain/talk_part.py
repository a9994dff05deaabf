"""What people said and did around the sheets, as it leaves a server: comments, changes, texts beside each other."""

from __future__ import annotations

import re
from collections.abc import Callable

from minhdinh.assessments.models import Comment, ParallelText, SelfAssessment, Sheet, SheetChange
from minhdinh.assessments.rules.mentions import TOKEN
from minhdinh.exchange import rows
from minhdinh.exchange.references import References, with_citations
from minhdinh.exchange.rows import Row, plain

CARRIED = re.compile(r"@\[(p[0-9]{1,9})\]")


def talk_part(assessment: SelfAssessment, people: References, items: References) -> Row:
    """Return the comments, the changes and the parallel texts of a self-assessment, oldest first."""
    found = ParallelText.objects.filter(assessment=assessment).order_by("id")
    changes = SheetChange.objects.filter(sheet__assessment=assessment).select_related("sheet__track")
    return {
        "comments": _comments(assessment, people),
        "changes": [
            {**plain(one, rows.CHANGE), **_place(one.sheet), "author": people.of(one.author_id)}
            for one in changes.order_by("id")
        ],
        "parallel_texts": [
            {
                **plain(one, rows.PARALLEL_TEXT),
                "author": people.of(one.author_id),
                "body": with_citations(one.body, lambda key: items.by_key[int(key)]),
            }
            for one in found
        ],
    }


def with_mentions(text: str, pattern: re.Pattern[str], name_of: Callable[[str], str | None]) -> str:
    """Return a comment's text with the people named in it by ``name_of``; who is not known stays as it was."""
    return pattern.sub(lambda found: f"@[{name_of(found[1]) or found[1]}]", text)


def _comments(assessment: SelfAssessment, people: References) -> list[Row]:
    found = list(
        Comment.objects.filter(sheet__assessment=assessment)
        .select_related("sheet__track")
        .prefetch_related("mentions", "wordings")
        .order_by("id")
    )
    numbers = {one.pk: number for number, one in enumerate(found)}

    def carried(text: str) -> str:
        return with_mentions(text, TOKEN, lambda key: people.by_key.get(int(key)))

    return [
        {
            **plain(one, rows.COMMENT),
            **_place(one.sheet),
            "text": carried(one.text),
            "thread": numbers[one.thread_id] if one.thread_id is not None else None,
            "author": people.of(one.author_id),
            "resolved_by": people.of(one.resolved_by_id),
            "mentions": [people.of(mention.person_id) for mention in one.mentions.all()],
            "wordings": [
                {**plain(wording, rows.WORDING), "text": carried(wording.text)}
                for wording in one.wordings.all()
            ],
        }
        for one in found
    ]


def _place(sheet: Sheet) -> Row:
    return {"track": sheet.track.education_level, "criterion": sheet.criterion}
