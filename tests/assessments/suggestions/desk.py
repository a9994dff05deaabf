"""A school that fills in the proposition 1.3.1… of the TT57 library by hand: values and proof that open it."""

import datetime as dt
from typing import Any

from minhdinh.access.actor import Actor
from minhdinh.assessments.models import Passage, Sheet, SuggestionChoice
from minhdinh.assessments.slots import statement_slot
from minhdinh.assessments.suggestions.choosing import Given, choose
from minhdinh.assessments.suggestions.library import library_for
from minhdinh.assessments.suggestions.placing import put_in
from minhdinh.evidence.models import EvidenceItem
from minhdinh.standards.suggestions import Proposition, SlotType
from tests.assessments.cases import Case, item

CRITERION = "1.1"
FIRST = "1.1.1a-1"  # "tồn tại": a document with number, day and period
NOTHING = "1.1.1a-0"
REQUIREMENT = "1.1.1a"
RESULT = "1.1.2d-1"  # "kết quả": figures at two dates, Mức 2
VALUES = {
    "van_ban": "Kế hoạch chiến lược",
    "so": "12/KH-THCS",
    "ngay": "05/09/2026",
    "giai_doan": "2026-2030",
}


def sheet_of(case: Case) -> Sheet:
    return case.sheet(CRITERION)


def proposition(case: Case, name: str = FIRST) -> Proposition:
    return library_for(case.assessment).proposition(name)


def proof(case: Case, kind: str = "chien_luoc", **values: Any) -> EvidenceItem:
    """Return a verified item of a kind, issued by the school."""
    given = {"issued_on": dt.date(2026, 9, 5), "issuer": case.school.name, **values}
    return item(case, criterion=CRITERION, kind=kind, **given)


def pick(
    case: Case,
    name: str = FIRST,
    *,
    values: dict[str, str] | None = None,
    items: tuple[EvidenceItem, ...] | None = None,
    actor: Actor | None = None,
    wording: int = 0,
    direction: bool = False,
) -> SuggestionChoice:
    """Choose a proposition with everything that opens the first one."""
    proving = (proof(case),) if items is None else items
    return choose(
        actor=actor or case.system,
        sheet=sheet_of(case),
        proposition=name,
        given=Given(
            VALUES if values is None else values, wording, tuple(one.pk for one in proving), direction
        ),
    )


def chosen_and_put(case: Case, **given: Any) -> SuggestionChoice:
    choice = pick(case, **given)
    put_in(actor=case.system, choice=choice, version=version_of(case, choice.requirement))
    return choice


def slot(case: Case, requirement: str = REQUIREMENT) -> str:
    level = int(requirement.split(".")[2][0])
    return statement_slot(case.track, CRITERION, level, requirement)


def passage(case: Case, requirement: str = REQUIREMENT) -> Passage | None:
    return Passage.objects.filter(assessment=case.assessment, slot=slot(case, requirement)).first()


def version_of(case: Case, requirement: str = REQUIREMENT) -> int:
    found = passage(case, requirement)
    return found.version if found else 0


def sample_values(one: Proposition, year: str = "2026-2027") -> dict[str, str]:
    """Return a believable value for every slot of any proposition."""
    by_type = {
        SlotType.TEXT: "nội dung mẫu",
        SlotType.NUMBER: "12",
        SlotType.PERCENT: "95",
        SlotType.DATE: "05/09/2026",
        SlotType.SCHOOL_YEAR: year,
        SlotType.PERIOD: "2026-2030",
    }
    return {slot.name: by_type[slot.type] for slot in one.slots}
