from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Campaigns, boards, statistics, reminders, schedules and reports of offices."""

    name = "minhdinh.oversight"

    def ready(self) -> None:
        """Add this room's entries to the office's menu."""
        from minhdinh.appraisals.domain.bodies.sources import register_people_source  # noqa: PLC0415
        from minhdinh.assessments.panels import register_panel  # noqa: PLC0415 (apps loaded)
        from minhdinh.jobs.registry import register  # noqa: PLC0415
        from minhdinh.organisations.web import register_nav  # noqa: PLC0415 (apps loaded)
        from minhdinh.oversight.domain import campaign_notices, reminders  # noqa: PLC0415
        from minhdinh.oversight.domain.trained_source import trained_people  # noqa: PLC0415
        from minhdinh.oversight.history.start import register_history_job  # noqa: PLC0415
        from minhdinh.oversight.navigation import ENTRIES  # noqa: PLC0415
        from minhdinh.oversight.panel import school_panel  # noqa: PLC0415
        from minhdinh.oversight.tasks import run_announcement, run_reminder  # noqa: PLC0415

        register_nav(*ENTRIES)
        register_panel(school_panel)
        register_people_source(trained_people)
        register(reminders.JOB_KIND, run_reminder)
        register(campaign_notices.JOB_KIND, run_announcement)
        register_history_job()
