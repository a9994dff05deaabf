from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Campaigns, boards, statistics, reminders, schedules and reports of offices."""

    name = "minhdinh.oversight"

    def ready(self) -> None:
        """Add this room's entries to the office's menu."""
        from minhdinh.organisations.web import register_nav  # noqa: PLC0415 (apps loaded)
        from minhdinh.oversight.navigation import ENTRIES  # noqa: PLC0415

        register_nav(*ENTRIES)
