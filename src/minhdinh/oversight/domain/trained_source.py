"""The register of trained people as plain data, for the rooms that name people to examine schools."""

from __future__ import annotations

from collections.abc import Iterable

from minhdinh.appraisals.domain.bodies.sources import Trained
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.training_queries import RegisterFilter, register_seen_by

MOST = 5000


def trained_people(department: Organisation) -> Iterable[Trained]:
    """Return whom a department sees in the registers, the newest training first (one query)."""
    rows = register_seen_by(department, RegisterFilter()).order_by("-completed_on", "-pk")
    wanted = ("name", "user_id", "organisation_id", "position", "completed_on", "course")
    return [Trained(*row) for row in rows.select_related(None).values_list(*wanted)[:MOST]]
