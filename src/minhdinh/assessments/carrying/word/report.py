"""A report from Word on its way into a year: read and kept, shown with every piece's fate, then written once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments import actions
from minhdinh.assessments.carrying.carry import require_carrier
from minhdinh.assessments.carrying.choices import routes_between
from minhdinh.assessments.carrying.pieces import ALL_TRACKS, Fate, Piece, Placed, place
from minhdinh.assessments.carrying.target import target_of
from minhdinh.assessments.carrying.texts import fits, place_words, write_texts
from minhdinh.assessments.carrying.word.citing import CodeBook, body_of, code_book, unknown_codes
from minhdinh.assessments.carrying.word.reading import Line, read_lines
from minhdinh.assessments.carrying.word.splitting import Part, WordPiece, split
from minhdinh.assessments.domain.guards import require_open
from minhdinh.assessments.domain.holding import hold_open
from minhdinh.assessments.domain.support import recount
from minhdinh.assessments.models import CarriedFrom, SelfAssessment, WordReport
from minhdinh.assessments.slots import sheet_slot, statement_slot
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.hashing import sha256
from minhdinh.lib.text import clean
from minhdinh.standards.catalogue import Requirement, StandardSet
from minhdinh.standards.domain.queries import newest_version

NO_CRITERION = "Không thuộc tiêu chí nào."
QUOTED = "Câu chữ của quy định, không phải mô tả của trường."
RATING = "Kết quả tự đánh giá cũ không mang sang; mức phải xét lại."
STRANGE = "Bộ tiêu chuẩn của báo cáo không có tiêu chí này."
TOO_LONG = "Đoạn quá dài cho một yêu cầu; hãy chép từng phần."
NO_LEVEL = "Báo cáo không ghi mức; đưa vào Mức 1."
NO_LETTER = "Báo cáo không chia theo a), b), c); cả đoạn đưa vào yêu cầu đầu tiên của mức."
OTHER_LETTER = "Mức này không có chữ cái đó; đưa vào yêu cầu đầu tiên của mức."


@dataclass(frozen=True)
class WordPlan:
    """What would be written from a file: every piece with its fate, and the codes that no item has."""

    report: WordReport
    texts: list[Placed]
    unknown: list[str]

    def count(self, fate: Fate) -> int:
        """How many pieces have this fate."""
        return sum(one.fate is fate for one in self.texts)


@in_vietnamese
def read_report(
    *, actor: Actor, assessment: SelfAssessment, name: str, content: bytes, source_set: str, track: str = ""
) -> WordReport:
    """Read a DOCX into pieces and keep them for the preview; nothing of the report is written yet.

    ``source_set`` is the set the file was written by, ``track`` the cấp học it is about (empty for all). The same file
    read again gives the same row, with its pieces anew as long as they are not in the report. Raises Problem for a file that cannot be read or speaks of no criterion.
    """
    require_carrier(actor, assessment.school_id)
    require_open(assessment)
    catalogue = catalogue_of(source_set)
    pieces = split(read_lines(content))
    if not any(piece.criterion for piece in pieces):
        raise Problem(
            "Không thấy dòng “Tiêu chí 1.1…” nào trong tệp. Hãy chọn tệp báo cáo tự đánh giá đầy đủ.",
            field="file",
        )
    known = [piece for piece in pieces if catalogue.has_criterion(piece.criterion)]
    if not known:
        raise Problem("Các tiêu chí trong tệp không thuộc bộ tiêu chuẩn đã chọn.", field="source_set")
    entries = [_as_json(piece, track or ALL_TRACKS) for piece in pieces]
    report, is_new = WordReport.objects.get_or_create(
        school_id=assessment.school_id,
        assessment=assessment,
        sha256=sha256(content),
        source_set=source_set,
        defaults={
            "file_name": clean(name)[:200] or "bao-cao.docx",
            "pieces": entries,
            "owner_id": actor.user_id,
        },
    )
    if not is_new and report.applied_at is None:  # the same file may be said to be about another cấp học
        WordReport.objects.filter(pk=report.pk, applied_at__isnull=True).update(pieces=entries)
        report.refresh_from_db()
    if is_new:
        record(
            actor=actor,
            code=actions.WORD_READ,
            target=f"assessments.SelfAssessment:{assessment.pk}",
            file=report.file_name,
            count=len(pieces),
        )
    return report


def report_of(assessment: SelfAssessment, report_id: int) -> WordReport:
    """Return a file that was read for this year; raises NotHere."""
    found = WordReport.objects.filter(assessment=assessment, pk=report_id).first()
    if found is None:
        raise NotHere("Không có tệp này.")
    found.assessment = assessment
    return found


def reports_of(assessment: SelfAssessment) -> list[WordReport]:
    """Return the files that were read for a year, newest first, without their pieces."""
    return list(WordReport.objects.filter(assessment=assessment).defer("pieces"))


def plan_word(report: WordReport) -> WordPlan:
    """Return every piece of a file with its fate; writes nothing. A constant number of queries."""
    target = target_of(report.assessment)
    source = catalogue_of(report.source_set)
    pieces = [(number, entry, _from_json(entry)) for number, entry in enumerate(report.pieces, start=1)]
    texts = [piece.text for _number, _entry, piece in pieces]
    book = code_book(report.school_id, texts)
    routes = routes_between(source, target)
    placed = []
    for number, entry, piece in pieces:
        found, why_not = _addressed(report, source, number, piece, entry["track"], book)
        one = Placed(found, (), why=why_not) if why_not else place([found], routes.way_of, target.taken)[0]
        placed.append(one)
    return WordPlan(report, placed, unknown_codes(texts, book))


@in_vietnamese
def carry_word(*, actor: Actor, report: WordReport) -> int:
    """Write the pieces that have a free place as inherited texts; return how many. Again writes nothing."""
    assessment = report.assessment
    require_carrier(actor, assessment.school_id)
    with transaction.atomic():
        hold_open(assessment)
        plan = plan_word(report)
        count = len(write_texts(actor, assessment, plan.texts, CarriedFrom.WORD))
        if count:
            report.applied_at = timezone.now()
            report.save(update_fields=["applied_at", "updated_at"])
            recount(actor, assessment)
            record(
                actor=actor,
                code=actions.WORD_CARRIED,
                target=f"assessments.SelfAssessment:{assessment.pk}",
                file=report.file_name,
                count=count,
            )
    return count


def catalogue_of(set_id: str) -> StandardSet:
    """Return the newest loaded version of a set; raises Problem for an unknown one."""
    version = newest_version(set_id)
    if version is None:
        raise Problem("Không có bộ tiêu chuẩn này.", field="source_set")
    return version.catalogue


def _addressed(
    report: WordReport, source: StandardSet, number: int, piece: WordPiece, track: str, book: CodeBook
) -> tuple[Piece, str]:
    """Return a piece with the slot it would have had in the old report, or why it has none."""
    body = body_of(piece.lines, book)
    slot, note, why_not = _slot(source, piece, track)
    if not why_not and not fits(body):
        why_not = TOO_LONG
    place_named = place_words(source, slot) if slot else _words(piece)
    origin = f"{report.file_name}: {place_named}"
    return Piece(f"w{report.sha256[:32]}:{number}", slot, origin, body, None, note), why_not


def _slot(source: StandardSet, piece: WordPiece, track: str) -> tuple[str, str, str]:
    """Return (slot, what had to be assumed, why there is none)."""
    reasons = {Part.OUTSIDE: NO_CRITERION, Part.QUOTE: QUOTED, Part.RATING: RATING}
    if piece.part in reasons:
        return "", "", reasons[piece.part]
    if not source.has_criterion(piece.criterion):
        return "", "", STRANGE
    if piece.part is not Part.STATEMENT:
        return sheet_slot(track, piece.criterion, piece.part.value), "", ""
    asked, note = _requirement(source, piece)
    if asked is None:
        return "", "", STRANGE
    return statement_slot(track, piece.criterion, asked.level, asked.id), note, ""


def _requirement(source: StandardSet, piece: WordPiece) -> tuple[Requirement | None, str]:
    """Return the requirement that a piece speaks of, the level's first where the report does not say."""
    level = source.criterion(piece.criterion).level(piece.level or 1)
    if level is None:
        return None, ""
    notes = [] if piece.level else [NO_LEVEL]
    found = next((one for one in level.requirements if one.label == piece.letter), None)
    if found is None and len(level.requirements) > 1:
        notes.append(OTHER_LETTER if piece.letter else NO_LETTER)
    return found or level.requirements[0], " ".join(notes)


def _words(piece: WordPiece) -> str:
    """Return where a piece without a slot stood, in words."""
    return f"tiêu chí {piece.criterion}" if piece.criterion else "phần ngoài các tiêu chí"


def _as_json(piece: WordPiece, track: str) -> dict[str, Any]:
    return {
        "part": piece.part.value,
        "criterion": piece.criterion,
        "level": piece.level,
        "letter": piece.letter,
        "track": track,
        "lines": [
            {"rows": [list(cells) for cells in one.rows]} if one.rows else one.text for one in piece.lines
        ],
    }


def _from_json(entry: dict[str, Any]) -> WordPiece:
    return WordPiece(
        Part(entry["part"]), entry["criterion"], entry["level"], entry["letter"], list(_lines(entry["lines"]))
    )


def _lines(entries: Iterable[Any]) -> Iterable[Line]:
    for one in entries:
        yield (
            Line(one) if isinstance(one, str) else Line("", rows=tuple(tuple(cells) for cells in one["rows"]))
        )
