"""Jobs of this room are known to the workers by the names that the verbs use."""

from minhdinh.jobs.registry import runner_of
from minhdinh.oversight.domain import campaign_notices, reminders
from minhdinh.oversight.tasks import run_announcement, run_reminder


def test_the_kinds_are_registered() -> None:
    assert runner_of(reminders.JOB_KIND) is run_reminder
    assert runner_of(campaign_notices.JOB_KIND) is run_announcement
