from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    """Registrations, external evaluations, cross-checks."""

    name = "minhdinh.appraisals"
