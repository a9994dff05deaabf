"""A stranger who follows every link from the first page."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from django.test import Client

LINK = re.compile(r'(?<![\w-])(?:href|action|src)="([^"#]+)')
MOST = 400
REDIRECTS = (301, 302, 303)


def walked(start: str = "/") -> dict[str, tuple[int, str]]:
    """Return every address that a stranger reaches by links of this server, with status and text."""
    client, found, waiting = Client(), {}, [start]
    while waiting and len(found) < MOST:
        address = waiting.pop(0)
        if address in found:
            continue
        answer = client.get(address)
        content = answer.getvalue() if answer.streaming else answer.content
        text = content.decode(errors="replace")
        found[address] = (answer.status_code, text)
        links = [answer["Location"]] if answer.status_code in REDIRECTS else LINK.findall(text)
        for link in links:
            target = urlsplit(urljoin(f"http://testserver{address}", link.replace("&amp;", "&")))
            if target.netloc == "testserver" and not target.path.startswith("/static/"):
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    return found
