"""What people said and did around the sheets, as it arrives on a server."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from minhdinh.assessments.models import (
    Comment,
    CommentWording,
    Mention,
    ParallelText,
    SelfAssessment,
    Sheet,
    SheetChange,
)
from minhdinh.exchange import rows
from minhdinh.exchange.domain.talk_part import CARRIED, with_mentions
from minhdinh.exchange.references import key_of
from minhdinh.exchange.rows import Row, values

Place = tuple[str, str]


class TalkImport:
    """Writes the talk of one self-assessment; packages that are older than it bring none."""

    def __init__(
        self, assessment: SelfAssessment, sheets: Mapping[Place, Sheet], people: Mapping[str, int]
    ) -> None:
        self.assessment = assessment
        self.sheets = sheets
        self.people = people

    def write(self, content: Row, body_of: Callable[[Row], Row]) -> None:
        """Write comments, changes and parallel texts; ``body_of`` gives a text its citations of this server."""
        threads: list[Comment] = []
        for entry in content.get("comments", []):
            threads.append(self._comment(entry, threads))
        SheetChange.objects.bulk_create([self._change(entry) for entry in content.get("changes", [])])
        ParallelText.objects.bulk_create(
            [
                ParallelText(
                    school_id=self.assessment.school_id,
                    assessment=self.assessment,
                    author_id=key_of(self.people, entry["author"]),
                    body=body_of(entry["body"]),
                    **values(ParallelText, entry, rows.PARALLEL_TEXT),
                )
                for entry in content.get("parallel_texts", [])
            ]
        )

    def _comment(self, entry: Row, earlier: list[Comment]) -> Comment:
        school_id = self.assessment.school_id
        comment = Comment(
            school_id=school_id,
            sheet=self._sheet(entry),
            thread=_head(entry["thread"], earlier),
            author_id=key_of(self.people, entry["author"]),
            resolved_by_id=key_of(self.people, entry["resolved_by"]),
            text=self._text(entry["text"]),
            **values(Comment, entry, rows.COMMENT),
        )
        comment.save()
        people = [key_of(self.people, one) for one in entry["mentions"]]
        Mention.objects.bulk_create(
            [
                Mention(school_id=school_id, comment=comment, person_id=one)
                for one in people
                if one is not None
            ]
        )
        CommentWording.objects.bulk_create(
            [
                CommentWording(
                    school_id=school_id,
                    comment=comment,
                    text=self._text(one["text"]),
                    **values(CommentWording, one, rows.WORDING),
                )
                for one in entry["wordings"]
            ]
        )
        return comment

    def _change(self, entry: Row) -> SheetChange:
        return SheetChange(
            school_id=self.assessment.school_id,
            sheet=self._sheet(entry),
            author_id=key_of(self.people, entry["author"]),
            **values(SheetChange, entry, rows.CHANGE),
        )

    def _sheet(self, entry: Row) -> Sheet:
        return self.sheets[entry["track"], entry["criterion"]]

    def _text(self, text: str) -> str:
        def key(reference: str) -> str | None:
            return str(self.people[reference]) if reference in self.people else None

        return with_mentions(text, CARRIED, key)


def _head(number: int | None, earlier: list[Comment]) -> Comment | None:
    """Return the first comment of a thread, which stands before its answers; raises KeyError where it does not."""
    if number is None:
        return None
    if not number < len(earlier) or earlier[number].thread_id is not None:
        raise KeyError(f"góp ý {number}")
    return earlier[number]
