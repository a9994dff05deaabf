from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Permissions, roles, scopes."""

    name = "minhdinh.access"
