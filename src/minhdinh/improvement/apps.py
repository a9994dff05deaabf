from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """The improvement plan of a school, its actions, how they go and how they are monitored."""

    name = "minhdinh.improvement"
