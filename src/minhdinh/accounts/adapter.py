"""How sign-in behaves: accounts are issued by organisations, nobody signs up alone."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from minhdinh.accounts.domain.person import set_own_password


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Closed sign-up; a password that a person chose is recorded and never asked for again."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth gives it)
        """Refuse self sign-up."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """Return the subject with the program's name in front."""
        return f"[Minh Định] {subject}"

    def set_password(self, user: Any, password: str) -> None:
        """Store a password that the person chose on the change or reset page."""
        set_own_password(user=user, password=password)
