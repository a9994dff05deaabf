"""The level engine: from levels per criterion to the level of a school, with reasons. Pure: no database, no clock.

Three values everywhere: a criterion or item of Mức 4 that nobody has judged (None) is neither đạt nor chưa đạt, and
while one is open the school's level is None. The bounds then come from judging all open ones as worst and as best,
which is exact because no rule of any circular lowers a school for a better criterion.

Items of Mức 4 count as open only once every criterion is judged and the level below is reached: before that Mức 4 is
not assessed, and where it is not assessed at all the level stops below it.
"""

from __future__ import annotations

from collections.abc import Mapping

from minhdinh.standards.catalogue import StandardSet
from minhdinh.standards.enums import RuleKind
from minhdinh.standards.rules.gates import compile_gates
from minhdinh.standards.rules.reasons import Explainer, school_label
from minhdinh.standards.rules.result import Case, Result, Step
from minhdinh.standards.rules.standing import Reader, Standing
from minhdinh.standards.rules.steps import blockers, smallest_changes
from minhdinh.standards.rules.tracks import combine


class Engine:
    """Evaluates cases of one standard set; made once, used for any number of cases."""

    def __init__(self, standard_set: StandardSet) -> None:
        self.set = standard_set
        self.gates = compile_gates(standard_set)
        self.computable = standard_set.level_rule.kind is not RuleKind.NOT_COMPUTABLE
        self.reader = Reader(standard_set, self.gates)
        self.explainer = Explainer(standard_set)

    def evaluate(self, case: Case) -> Result:
        """Return the result of one school or track; raises ValueError for a case that the set does not allow."""
        standing = self.reader.read(case)
        decided = self.computable and standing.complete and standing.lower == standing.upper
        level = standing.lower if decided else None
        grade, degree = self._recognition(level)
        target = standing.lower + 1
        ahead = standing.up_to(target) if standing.gate(target) else ()
        return Result(
            level=level,
            label=school_label(self.set, level, complete=standing.complete),
            complete=standing.complete,
            counts=self.reader.counts(standing, reached=True),
            failed=self.reader.counts(standing, reached=False),
            reasons=tuple(self.explainer.reasons(standing, grade, degree)),
            blockers=blockers(ahead, standing.levels, standing.answers),
            grade=grade,
            degree=degree,
            bounds=(standing.lower, standing.upper) if self.computable else None,
            target=target if ahead else None,
            changes=smallest_changes(ahead, standing.levels, standing.answers),
        )

    def evaluate_tracks(self, cases: Mapping[str, Case]) -> Result:
        """Return the result of a school of several cấp học: each on its own, the school at the lowest of them.

        Raises ValueError for a track that the set does not declare, and for none at all.
        """
        declared = self.set.tracks.education_levels
        if not cases or not set(cases) <= set(declared):
            raise ValueError(f"cấp học phải thuộc {', '.join(declared)}: {', '.join(cases) or 'không có'}")
        ordered = [track for track in declared if track in cases]
        results = {track: self.evaluate(cases[track]) for track in ordered}
        levels = [result.level for result in results.values()]
        known = [level for level in levels if level is not None]
        lowest = min(known) if len(known) == len(levels) else None
        return combine(self.explainer, results, lowest, self._recognition(lowest))

    def what_if(
        self, case: Case, changes: Mapping[str, int | None], items: Mapping[str, bool | None] | None = None
    ) -> Result:
        """Return the result as it would be with some criteria (and items of Mức 4) judged otherwise."""
        answers = {**(case.level_4 or {}), **(items or {})}
        return self.evaluate(Case({**case.levels, **changes}, answers or None))

    def changes_to(self, case: Case, level: int) -> tuple[Step, ...]:
        """Return the smallest set of changes that reaches a level, also one further than the next.

        Raises ValueError for a level that the set does not have. Items of Mức 4 are among the steps where asked for.
        """
        standing: Standing = self.reader.read(case)
        if level not in {gate.level for gate in self.gates}:
            raise ValueError(f"bộ {self.set.id} không có mức {level}")
        ahead = tuple(gate for gate in self.gates if gate.level <= level)
        return smallest_changes(ahead, standing.levels, standing.answers)

    def _recognition(self, level: int | None) -> tuple[int | None, int | None]:
        recognition = self.set.recognition
        if level is None or recognition is None or not recognition.automatic:
            return None, None
        return recognition.grades.get(level), recognition.degrees.get(level)


def evaluate(standard_set: StandardSet, case: Case) -> Result:
    """Return the result of one case of a set (see ``Engine.evaluate``)."""
    return Engine(standard_set).evaluate(case)


def evaluate_tracks(standard_set: StandardSet, cases: Mapping[str, Case]) -> Result:
    """Return the result of a school of several cấp học (see ``Engine.evaluate_tracks``)."""
    return Engine(standard_set).evaluate_tracks(cases)
