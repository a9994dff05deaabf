from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Campaigns, boards, statistics, reminders, schedules and reports of offices."""

    name = "minhdinh.oversight"
