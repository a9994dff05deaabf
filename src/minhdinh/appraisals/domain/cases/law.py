"""The regime of a registration, with what its department set for its schools."""

from __future__ import annotations

from minhdinh.appraisals.models import Case, RegimeChange
from minhdinh.appraisals.rules.regimes import Regime, Value, changed, regime
from minhdinh.organisations.models import Organisation

BY_OFFICE = "office"  # the confidence of a value that an office set on a paper of its own


def law_of(case: Case) -> Regime:
    """Return the regime a registration goes by, with its department's values (one query)."""
    return law_at(case.department, case.regime)


def law_at(department: Organisation, name: str) -> Regime:
    """Return a regime as it holds for a department's schools (one query); raises KeyError for an unknown one."""
    rows = RegimeChange.objects.filter(office=department, regime=name, ended_at__isnull=True)
    values = {row.place: Value(row.value, row.legal_reference, BY_OFFICE, department.name) for row in rows}
    return changed(regime(name), values)
