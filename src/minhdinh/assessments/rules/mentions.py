"""People named in a comment: "@Họ và tên" as it is typed, ``@[12]`` as it is kept (pure)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TOKEN = re.compile(r"@\[([0-9]{1,18})\]")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be named: ``username`` tells two people of one name apart."""

    id: int
    name: str
    username: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a comment: plain words, or the name of a person."""

    words: str
    is_person: bool = False


def handle(person: Person, people: Iterable[Person]) -> str:
    """Return what is typed after "@" to name a person: the name, or the username where the name is not enough."""
    same = Counter(one.name.casefold() for one in people)
    return person.name if same[person.name.casefold()] == 1 else person.username


def encode(text: str, people: Iterable[Person]) -> str:
    """Return ``text`` with the people named in it by their ids; a name that two people bear names nobody."""
    known = list(people)
    handles = {handle(one, known).casefold(): one.id for one in known}
    handles |= {one.username.casefold(): one.id for one in known}
    if not handles:
        return text
    longest = sorted(handles, key=len, reverse=True)
    pattern = re.compile("@(" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE)
    return pattern.sub(lambda found: f"@[{handles[found[1].casefold()]}]", text)


def mentioned(text: str, people: Iterable[Person]) -> list[int]:
    """Return the ids of those of ``people`` who are named in a kept text, each once, in the order of the text."""
    known = {one.id for one in people}
    ids = [int(found[1]) for found in TOKEN.finditer(text)]
    return [one for one in dict.fromkeys(ids) if one in known]


def pieces(text: str, names: Mapping[int, str]) -> list[Piece]:
    """Return a kept text cut into words and names; an id that is not in ``names`` stays as it was typed."""
    found: list[Piece] = []
    at = 0
    for token in TOKEN.finditer(text):
        name = names.get(int(token[1]))
        if name is None:
            continue
        if token.start() > at:
            found.append(Piece(text[at : token.start()]))
        found.append(Piece(f"@{name}", is_person=True))
        at = token.end()
    if at < len(text):
        found.append(Piece(text[at:]))
    return found


def typed(text: str, people: Iterable[Person]) -> str:
    """Return a kept text as its author types it again."""
    known = list(people)
    by_id = {one.id: one for one in known}

    def name(found: re.Match[str]) -> str:
        person = by_id.get(int(found[1]))
        return f"@{handle(person, known)}" if person else found[0]

    return TOKEN.sub(name, text)
