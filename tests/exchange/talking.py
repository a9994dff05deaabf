"""A school where people talked about a sheet, and its talk as a package carries it."""

import json

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.comments import (
    About,
    add_comment,
    answer_comment,
    edit_comment,
    resolve_thread,
)
from minhdinh.assessments.domain.parallel import keep_parallel
from minhdinh.evidence.models import EvidenceItem
from minhdinh.exchange.domain.talk_part import talk_part
from minhdinh.exchange.references import References
from tests.assessments.cases import Case, item, make_case, rich, small_set, write


def talked_case() -> Case:
    """Return a school where a thread was answered, edited and resolved, and a text kept beside another."""
    case = make_case(standard_set=small_set())
    chair = case.user(Role.CHAIR)
    write(case, case.slot(), "Một", [item(case)])
    set_answer(actor=case.actor(), sheet=case.sheet(), requirement="1.3.1a", value="met")
    head = add_comment(
        actor=case.actor(), sheet=case.sheet(), text=f"@{chair.full_name} xem", about=About(slot=case.slot())
    )
    edit_comment(actor=case.actor(), comment=head, text=f"Nhờ @{chair.full_name} xem")
    answer_comment(actor=case.actor(Role.CHAIR), comment=head, text="Đã xem")
    resolve_thread(actor=case.actor(), comment=head)
    keep_parallel(
        actor=case.actor(), assessment=case.assessment, slot=case.slot(), version=0, save_id="parallel-1",
        body=rich("Hai", [item(case)]),
    )  # fmt: skip
    return case


def part_of(case: Case) -> dict[str, object]:
    people = References("p", [user.pk for user in case.people.values()])
    items = References("e", _items(case))
    return json.loads(json.dumps(talk_part(case.assessment, people, items)))


def _items(case: Case) -> list[int]:
    return list(EvidenceItem.objects.filter(school=case.school).order_by("pk").values_list("pk", flat=True))
