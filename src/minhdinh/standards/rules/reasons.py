"""The Vietnamese sentences that explain a result: what holds, what is missing, what nobody has judged yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from minhdinh.lib.text import two_digits
from minhdinh.standards.catalogue import StandardSet
from minhdinh.standards.rules.gates import ENTERED_BY_HAND, Gate, Quota
from minhdinh.standards.rules.result import Result, cached_percent
from minhdinh.standards.rules.standing import Standing

LISTED = 12


def listing(names: Sequence[str]) -> str:
    """Return names separated by commas, the tail of a long list as a number."""
    if len(names) <= LISTED:
        return ", ".join(names)
    return f"{', '.join(names[:LISTED])} và {len(names) - LISTED} mục khác"


def lowered(text: str) -> str:
    """Return a label as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def school_label(standard_set: StandardSet, level: int | None, *, complete: bool) -> str:
    """Return what the school's result is called, also while there is none."""
    if level is not None:
        return standard_set.labels.school_results[level]
    return "Không tự tính" if complete else "Chưa xét xong"


class Explainer:
    """Writes the reasons of one set; holds its words and nothing of a case."""

    def __init__(self, standard_set: StandardSet) -> None:
        self.set = standard_set
        self.labels = standard_set.labels
        self.top = standard_set.criterion_levels[-1]

    def reasons(self, standing: Standing, grade: int | None, degree: int | None) -> Iterator[str]:
        """Yield the sentences for one school or track, the most urgent first, the legal basis last."""
        yield from self._open(standing)
        if standing.gates:
            yield from self._computed(standing)
            yield from self._final_level(standing)
            yield from self._recognised(grade, degree)
        else:
            yield self.set.level_rule.note or f"Quy định chưa rõ: {ENTERED_BY_HAND}."
        yield f"Căn cứ: {self.set.level_rule.legal_reference}."

    def track_reasons(
        self,
        results: Mapping[str, Result],
        names: Mapping[str, str],
        recognised: tuple[int | None, int | None],
    ) -> Iterator[str]:
        """Yield the sentences for a school of several cấp học."""
        each = "; ".join(f"{names.get(track, track)}: {result.label}" for track, result in results.items())
        yield f"Kết quả của trường là kết quả thấp nhất trong các cấp học. {each}."
        yield from self._recognised(*recognised)
        yield f"Căn cứ: {self.set.level_rule.legal_reference}."

    def _open(self, standing: Standing) -> Iterator[str]:
        if standing.unjudged:
            count, total = two_digits(len(standing.unjudged)), len(standing.levels)
            yield f"Còn {count}/{total} tiêu chí chưa xét: {listing(standing.unjudged)}."
        if standing.open_items:
            count = two_digits(len(standing.open_items))
            yield f"Còn {count} yêu cầu của Mức 4 chưa xét: {listing(standing.open_items)}."

    def _computed(self, standing: Standing) -> Iterator[str]:
        if not standing.complete:
            low, high = (self.labels.school_results[level] for level in (standing.lower, standing.upper))
            spread = f"thấp nhất là: {low}, cao nhất là: {high}" if low != high else f"kết quả sẽ là: {low}"
            yield f"Chưa kết luận khi còn nội dung chưa xét; theo phần đã xét, {spread}."
        reached, ahead = standing.gate(standing.lower), standing.gate(standing.upper + 1)
        if reached:
            yield from self._met(reached, standing)
        doubtful = next(
            (gate for gate in standing.gates if gate.unknown and gate.level <= standing.upper), None
        )
        if doubtful and doubtful.level > standing.lower:
            yield self._unknown(doubtful, standing.lower)
        if ahead:
            yield from self._unmet(ahead, standing)

    def _met(self, gate: Gate, standing: Standing) -> Iterator[str]:
        for floor in gate.floors:
            total = len(floor.codes)
            yield f"{total}/{total} {floor.name} {self._reach(floor.level)}."
        if gate.quota:
            share, wanted, _ = self._share(gate.quota, standing)
            yield f"{share}; cần {wanted}."
        if gate.items:
            yield f"Đạt cả {len(gate.items)} yêu cầu của Mức 4."

    def _unmet(self, gate: Gate, standing: Standing) -> Iterator[str]:
        """Only what is judged and not enough: what is still chưa xét has its own sentence."""
        start = f"Chưa đạt {self._school_level(gate.level)}:"
        for floor in gate.floors:
            below = [code for code in floor.codes if standing.best[code] < floor.level]
            if below:
                named = listing([f"{code} ({self._stands(standing.best[code])})" for code in below])
                share = f"{len(below)}/{len(floor.codes)} {floor.name}"
                yield f"{start} {share} chưa {self.labels.phrase(floor.level)}: {named}."
        if gate.quota:
            share, wanted, short = self._share(gate.quota, standing)
            if short > 0:
                missing_at = "còn thiếu" if standing.complete else "còn thiếu ít nhất"
                yield f"{start} mới có {share}, cần {wanted}, {missing_at} {two_digits(short)}."
        missing = [item for item in gate.items if standing.answers.get(item) is False]
        if missing:
            yield f"{start} {len(missing)}/{len(gate.items)} yêu cầu của Mức 4 chưa đạt: {listing(missing)}."

    def _unknown(self, gate: Gate, lower: int) -> str:
        sure = f"Chắc chắn đạt {self._school_level(lower)}. " if lower else ""
        return f"{sure}{self._school_level(gate.level)}: {gate.unknown}."

    def _final_level(self, standing: Standing) -> Iterator[str]:
        if not self.set.level_4 or standing.unjudged:
            return
        if standing.items is None and standing.lower == self.top:
            yield f"Chưa đánh giá các yêu cầu của Mức 4 nên kết quả dừng ở Mức {self.top}."
        if standing.items is not None and standing.upper < self.top:
            yield f"Mức 4 chỉ được xét khi trường đã đạt Mức {self.top}."

    def _recognised(self, grade: int | None, degree: int | None) -> Iterator[str]:
        recognition = self.set.recognition
        parts = [f"cấp độ {grade} kiểm định chất lượng"] if grade else []
        parts += [f"mức độ {degree} chuẩn quốc gia"] if degree else []
        if recognition and parts:
            yield f"Kết quả này ứng với {' và '.join(parts)} ({recognition.legal_reference})."
            if recognition.note:
                yield recognition.note

    def _share(self, quota: Quota, standing: Standing) -> tuple[str, str, int]:
        """Return how many of a quota reach it, how many must, and how many are missing at best."""
        reached = sum((standing.levels[code] or 0) >= quota.level for code in quota.codes)
        at_best = sum(standing.best[code] >= quota.level for code in quota.codes)
        share = f"{reached}/{len(quota.codes)} {quota.name} {self._reach(quota.level)}"
        if not quota.percent:
            return share, f"ít nhất {two_digits(quota.needed)}", quota.needed - at_best
        share += f" ({cached_percent(reached, len(quota.codes))}%)"
        return share, f"từ {quota.percent}%", quota.needed - at_best

    def _school_level(self, level: int) -> str:
        return f"{self.labels.school_result} {level}"

    def _stands(self, level: int) -> str:
        return lowered(self.labels.criterion_result(level))

    def _reach(self, level: int) -> str:
        phrase = self.labels.phrase(level)
        return phrase if level >= self.top else f"{phrase} trở lên"
