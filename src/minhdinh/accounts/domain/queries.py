"""Reads of people."""

from __future__ import annotations

from collections.abc import Iterable

from minhdinh.accounts.models import User


def active_user(username: str) -> User | None:
    """Return an account that can sign in, by user name in any case, or None."""
    return User.objects.filter(username__iexact=username, is_active=True).first()


def active_usernames(usernames: Iterable[str]) -> set[str]:
    """Return which of these accounts exist and can sign in."""
    found = User.objects.filter(username__in=list(usernames), is_active=True)
    return set(found.values_list("username", flat=True))


def user_named(username: str) -> User | None:
    """Return an account by user name in any case, also one that cannot sign in, or None."""
    return User.objects.filter(username__iexact=username.strip()).first()
