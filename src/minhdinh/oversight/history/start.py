"""What the import of earlier years tells the others at start-up."""

from minhdinh.jobs.registry import register
from minhdinh.oversight.history.importing import JOB_KIND
from minhdinh.oversight.history.tasks import run_history_import


def register_history_job() -> None:
    """Make the job known; doing it twice changes nothing."""
    register(JOB_KIND, run_history_import)
