"""Where a text of one set belongs in another: the same place, by a crosswalk, or nowhere and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from minhdinh.assessments.carrying.pieces import ALL_TRACKS, Way
from minhdinh.assessments.carrying.target import TargetYear
from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.slots import (
    Slot,
    SlotError,
    final_slot,
    parse_slot,
    remark_parts,
    sheet_parts,
    sheet_slot,
    statement_slot,
)
from minhdinh.standards.catalogue import Crosswalk, StandardSet

SHEET_TO_REMARK = {"strengths": "strengths", "weaknesses": "limits", "plan": "priorities"}
GONE = "Bộ tiêu chuẩn mới không còn yêu cầu này."
NO_CROSSWALK = "Chưa có bảng đối chiếu giữa hai bộ tiêu chuẩn."
NO_TRACK = "Năm học mới không có cấp học này."
CHOSEN = "Theo lựa chọn của trường."
LEFT_OUT = "Trường chọn không mang sang."
NOT_A_PLACE = "Không có chỗ tương ứng trong năm học mới."


class Routes:
    """The ways from one set into a year. ``choices`` are a school's own targets by older requirement."""

    def __init__(
        self,
        source: StandardSet,
        target: TargetYear,
        crosswalk: Crosswalk | None = None,
        choices: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.source = source
        self.target = target
        self.crosswalk = crosswalk
        self.choices = choices or {}
        self.same_set = source.id == target.set_id

    def way_of(self, slot: str) -> Way:
        """Return where a slot leads."""
        try:
            address = parse_slot(slot)
        except SlotError:
            return Way(why_not=NOT_A_PLACE)
        ways = {
            PassageKind.STATEMENT: self._statement,
            PassageKind.SHEET: self._sheet,
            PassageKind.FINAL: self._final,
            PassageKind.REMARK: self._remark,
        }
        return ways[address.kind](address) if address.kind in ways else Way((slot,))

    def requirements_for(self, requirement: str) -> Way:
        """Return the requirements of the receiving set for one of the older set (as targets, without tracks)."""
        if requirement in self.choices:
            chosen = tuple(one for one in self.choices[requirement] if one in self._known)
            return Way(chosen, CHOSEN if chosen else "", "" if chosen else LEFT_OUT)
        if self.same_set:
            found = (requirement,) if requirement in self._known else ()
            return Way(found, why_not="" if found else GONE)
        if self.crosswalk is None:
            return Way(why_not=NO_CROSSWALK)
        entry = self.crosswalk.by_requirement.get(requirement)
        if entry is None or not entry.targets:
            return Way(why_not=entry.why if entry else GONE)
        strength = entry.strength.label if entry.strength else ""
        return Way(tuple(one for one in entry.targets if one in self._known), f"{strength}. {entry.why}")

    def criterion_for(self, criterion: str) -> str:
        """Return the criterion that most of an older criterion's texts go to; "" where none does."""
        if not self.source.has_criterion(criterion):
            return ""
        if self.same_set:
            return criterion if self.target.catalogue.has_criterion(criterion) else ""
        times: Counter[str] = Counter()
        for one in self.source.criterion(criterion).iter_requirements():
            for target in self.requirements_for(one.id).targets:
                times[self.target.catalogue.requirement(target).criterion] += 1
        return times.most_common(1)[0][0] if times else ""

    def tracks_for(self, track: str) -> tuple[str, ...]:
        """Return the tracks that take the texts of a track: all of them where the older set was not divided."""
        if track == ALL_TRACKS or not self.source.tracks.divided or not self.target.catalogue.tracks.divided:
            return self.target.tracks
        return (track,) if track in self.target.tracks else ()

    @cached_property
    def _known(self) -> frozenset[str]:
        """The ids of what can be written about in the receiving set."""
        return frozenset(one.id for one in self.target.catalogue.iter_requirements() if not one.derived)

    def _statement(self, address: Slot) -> Way:
        way = self.requirements_for(address.requirement)
        tracks = self.tracks_for(address.track)
        if way.targets and not tracks:
            return Way(why_not=NO_TRACK)
        found = [self.target.catalogue.requirement(one) for one in way.targets]
        slots = tuple(
            statement_slot(track, one.criterion, one.level, one.id) for one in found for track in tracks
        )
        return Way(slots, way.note, way.why_not)

    def _sheet(self, address: Slot) -> Way:
        """A part of a criterion's sheet keeps its place, or joins the remarks on the standard where there is none."""
        criterion = self.criterion_for(address.criterion)
        if criterion and address.key in sheet_parts(self.target.set_id):
            slots = tuple(
                sheet_slot(track, criterion, address.key) for track in self.tracks_for(address.track)
            )
            return Way(slots, why_not="" if slots else NO_TRACK)
        part = SHEET_TO_REMARK.get(address.key, "")
        if not criterion or part not in remark_parts(self.target.set_id):
            return Way(why_not=NOT_A_PLACE)
        standard = self.target.catalogue.criterion(criterion).standard
        return Way((f"remark:{standard}:{part}",), "Gộp vào nhận xét của tiêu chuẩn.")

    def _final(self, address: Slot) -> Way:
        """A text of Mức 4 keeps its place in the same set; no other set has the same items."""
        known = {one.id for one in self.target.catalogue.level_4} if self.same_set else set()
        tracks = self.tracks_for(address.track) if address.requirement in known else ()
        slots = tuple(final_slot(track, address.requirement, address.key) for track in tracks)
        return Way(slots, why_not="" if slots else NOT_A_PLACE)

    def _remark(self, address: Slot) -> Way:
        standard = address.standard
        if not self.same_set:
            standard = self.crosswalk.standards.get(standard, "") if self.crosswalk else ""
        known = {one.code for one in self.target.catalogue.standards}
        if standard not in known or address.key not in remark_parts(self.target.set_id):
            return Way(why_not=NOT_A_PLACE)
        return Way((f"remark:{standard}:{address.key}",))
