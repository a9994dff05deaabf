"""The form of a plan."""

import datetime as dt

from minhdinh.improvement.domain.queries import possible_sources
from minhdinh.improvement.domain.texts import LABELS
from minhdinh.improvement.forms.plan import PlanForm
from tests.improvement.plans import Desk


def test_the_plans_form_has_a_field_for_every_text(desk: Desk) -> None:
    sources = possible_sources(desk.plan)
    filled = PlanForm(
        {"number": "1/KH", "date": "14/9/2026", "source_id": str(sources[0].pk)}, sources=sources
    )
    assert set(LABELS) <= set(filled.fields)
    assert filled.is_valid(), filled.errors
    values = filled.values()
    assert (values.number, values.date, values.source_id) == ("1/KH", dt.date(2026, 9, 14), sources[0].pk)
    assert set(values.texts) == set(LABELS)
