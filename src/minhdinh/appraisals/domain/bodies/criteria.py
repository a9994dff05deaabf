"""The criteria that a team or council divides: those of the sealed report, in its order."""

from __future__ import annotations

from dataclasses import dataclass

from minhdinh.appraisals.models import Case
from minhdinh.assessments.domain.seal_contents import sealed_dossier


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of one cấp học; ``key`` is "<track>:<criterion>" as members' rows hold it."""

    key: str
    label: str
    title: str


def criteria_of(case: Case) -> list[Criterion]:
    """Return the criteria of the sealed report; raises Problem where its bytes do not match the seal."""
    dossier = sealed_dossier(case.seal)
    standards = dossier["standard_set"]["standards"]
    titles = {one["code"]: one["title"] for standard in standards for one in standard["criteria"]}
    several = len(dossier["tracks"]) > 1
    return [
        Criterion(
            f"{track['education_level']}:{code}",
            f"{code} ({track['label']})" if several else code,
            titles.get(code, ""),
        )
        for track in dossier["tracks"]
        for code in (sheet["criterion"] for sheet in track["sheets"])
    ]
