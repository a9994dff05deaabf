from django.apps import AppConfig
from django.conf import settings

from minhdinh.accounts.passkeys import leave_unread


class AccountsConfig(AppConfig):
    """People and sign-in."""

    name = "minhdinh.accounts"

    def ready(self) -> None:
        if "webauthn" not in settings.MFA_SUPPORTED_TYPES:
            leave_unread()
