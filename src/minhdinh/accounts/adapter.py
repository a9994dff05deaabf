"""How sign-in behaves: accounts are issued by organisations, nobody signs up alone."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Closed sign-up; users are shown by full name."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse self sign-up."""
        return False
