"""First passwords: random, easy to copy from paper, to be changed at the first sign-in."""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher, make_password

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # without l, o, 0, 1, which a reader confuses
GROUPS, GROUP_LENGTH = 3, 4


class FirstPasswordHasher(Argon2PasswordHasher):
    """argon2 with little work, for random passwords only.

    The work of a password hash protects words that people choose. Sixty random bits need none, and thousands of
    accounts can be issued at once; Django hashes anew with full work at the first sign-in.
    """

    time_cost = 1
    memory_cost = 1024
    parallelism = 1


def new_first_password() -> str:
    """Return a new password such as ``kp7m-x4wq-9tzr``: 60 random bits."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def encode_first_password(password: str) -> str:
    """Return the stored form of a password made by ``new_first_password``."""
    if isinstance(get_hasher(), Argon2PasswordHasher):
        hasher = FirstPasswordHasher()
        return hasher.encode(password, hasher.salt())
    return make_password(password)
