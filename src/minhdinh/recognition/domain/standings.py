"""What a school is recognised for, told to the room of registrations: until when, from when the next one may be asked."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from minhdinh.appraisals.domain.cases.standing import Standing
from minhdinh.organisations.models import Organisation
from minhdinh.recognition.domain.queries import HistoryLine, history_of
from minhdinh.recognition.rules.regimes import Rule
from minhdinh.recognition.tables import level_words


def standings(school: Organisation, today: dt.date) -> list[Standing]:
    """Return the recognitions that count on a day, the national standard first; opens the rows it needs itself."""
    history = history_of(school, today)
    found = {one.decision.pk: one for name in ("degree", "grade") if (one := history.standing(name))}
    page = reverse("recognition:school", args=[school.code])
    return [_standing(one, page) for one in found.values()]


def _standing(line: HistoryLine, page: str) -> Standing:
    decision, clock = line.decision, line.clock
    rules: list[Rule] = [clock.regime.validity_years]
    if clock.upgrade_from:
        rules.append(clock.regime.upgrade_years)
    if clock.register_by:
        rules.append(clock.regime.register_months)
    return Standing(
        title=level_words(decision),
        grade=decision.grade,
        degree=decision.degree,
        decided_on=decision.decided_on,
        ends_on=clock.ends_on if clock.ends_on != dt.date.max else None,
        upgrade_from=clock.upgrade_from,
        renew_from=clock.window_from,
        register_by=clock.register_by,
        legal_reference="; ".join(dict.fromkeys(one.legal_reference for one in rules)),
        certain=all(one.confidence == "high" for one in rules),
        url=page,
    )
