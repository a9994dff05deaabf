from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Background work."""

    name = "minhdinh.jobs"
