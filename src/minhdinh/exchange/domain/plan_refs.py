"""What a focal issue was drawn from, named so that it means the same on another server, or nothing at all there.

A plan names the source of an issue by keys of this server (``remark:12:1``: self-assessment 12, standard 1). What lies
in a self-assessment travels with that one's member of the package; what lies elsewhere (another school's comments)
stays behind, and its name travels as ``ngoai-…``, which no room ever proposes. Label and words of the source go along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from minhdinh.exchange.references import FOREIGN, once_each
from minhdinh.improvement.domain.proposals import OF_ASSESSMENT


def travelling_refs(refs: Sequence[str], assessments: Mapping[int, str]) -> dict[str, str]:
    """Return the names under which the sources of one plan's issues travel; no two become the same."""
    return {"": "", **once_each([one for one in refs if one], lambda ref: _abroad(ref, assessments))}


def ref_here(ref: str, assessments: Mapping[str, int]) -> str:
    """Return the name that a source has on this server; raises KeyError for a self-assessment that did not come."""
    kind, number, place = _parts(ref)
    if not ref or ref.startswith(FOREIGN):
        return ref
    return f"{kind}:{assessments[number]}:{place}" if kind in OF_ASSESSMENT else FOREIGN + ref


def _abroad(ref: str, assessments: Mapping[int, str]) -> str:
    kind, number, place = _parts(ref)
    known = assessments.get(int(number)) if kind in OF_ASSESSMENT and number.isdecimal() else None
    if known is not None:
        return f"{kind}:{known}:{place}"
    return ref if ref.startswith(FOREIGN) else FOREIGN + ref


def _parts(ref: str) -> tuple[str, str, str]:
    kind, _colon, rest = ref.partition(":")
    number, _colon, place = rest.partition(":")
    return kind, number, place
