"""A stranger who follows every link from the first page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client

LINK = re.compile(r'(?<![\w-])(?:href|action|src)="([^"#]+)')
MOST = 400
REDIRECTS = (301, 302, 303)


@dataclass(frozen=True)
class Seen:
    """What a stranger was answered at an address."""

    status: int
    text: str
    headers: dict[str, str]
    cookies: tuple[str, ...]


def walked(start: str = "/") -> dict[str, tuple[int, str]]:
    """Return every address that a stranger reaches by links of this server, with status and text."""
    return {address: (one.status, one.text) for address, one in seen(start).items()}


def seen(start: str = "/") -> dict[str, Seen]:
    """Return every address that a stranger reaches, a new one at each, with all of the answer."""
    found: dict[str, Seen] = {}
    waiting = [start]
    while waiting and len(found) < MOST:
        address = waiting.pop(0)
        if address in found:
            continue
        found[address] = one = ask(address)
        links = [one.headers["location"]] if one.status in REDIRECTS else LINK.findall(one.text)
        for link in links:
            target = urlsplit(urljoin(f"http://testserver{address}", link.replace("&amp;", "&")))
            if target.netloc == "testserver" and not target.path.startswith("/static/"):
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    return found


def ask(address: str, **headers: Any) -> Seen:
    """Return what somebody nobody knows is answered."""
    answer = Client().get(address, **headers)
    content = answer.getvalue() if answer.streaming else answer.content
    known = {name.lower(): value for name, value in answer.headers.items()}
    return Seen(answer.status_code, content.decode(errors="replace"), known, tuple(answer.cookies))
