"""What a worker runs for this room."""

from __future__ import annotations

from minhdinh.evidence.domain import rescanning
from minhdinh.evidence.health.jobs import JOB_KIND, run_round
from minhdinh.evidence.importing import drafts
from minhdinh.evidence.reading import jobs as reading
from minhdinh.evidence.store import arriving, checking
from minhdinh.jobs.registry import register


def register_jobs() -> None:
    """Make this room's kinds of jobs known."""
    register(JOB_KIND, run_round)
    register(drafts.JOB_KIND, drafts.run_import)
    register(reading.JOB_KIND, reading.run_reading)
    register(rescanning.JOB_KIND, rescanning.run_scanning)
    register(arriving.JOB_KIND, checking.run_checking)
