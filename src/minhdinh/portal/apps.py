from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What the public sees without signing in."""

    name = "minhdinh.portal"
