"""Usernames made from names: given name and the initials of the rest, then the organisation's code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.db.models.functions import Lower

from minhdinh.accounts.models import User
from minhdinh.lib.text import fold

UNFIT = re.compile(r"[^a-z0-9]+")
MOST = 60
ROOM_FOR_NAME = 30


def proposed(full_name: str, code: str, number: int = 1) -> str:
    """Return ``hantt.thcs-sao-mai`` for Nguyễn Thị Thu Hà; ``number`` above 1 stands behind the name."""
    words = [UNFIT.sub("", word) for word in fold(full_name).split()]
    words = [word for word in words if word] or ["nguoi-dung"]
    name = words[-1] + "".join(word[0] for word in words[:-1])
    place = UNFIT.sub("-", fold(code)).strip("-") or "don-vi"
    suffix = f"{number}" if number > 1 else ""
    return f"{name[:ROOM_FOR_NAME]}{suffix}.{place}"[:MOST].rstrip(".-")


def make_usernames(people: Sequence[tuple[str, str]], reserved: Iterable[str]) -> list[str]:
    """Return a free username for each (full name, organisation code), none twice and none of ``reserved``."""
    used, made = set(reserved), [""] * len(people)
    waiting, number = list(range(len(people))), 1
    while waiting:
        wanted = {index: proposed(*people[index], number) for index in waiting}
        used |= taken(wanted.values())
        waiting = []
        for index, username in wanted.items():
            if username in used:
                waiting.append(index)
            else:
                used.add(username)
                made[index] = username
        number += 1
    return made


def taken(usernames: Iterable[str]) -> set[str]:
    """Return which of these usernames (lower case) belong to somebody."""
    rows = User.objects.annotate(lower=Lower("username")).filter(lower__in=set(usernames))
    return set(rows.values_list("lower", flat=True))
