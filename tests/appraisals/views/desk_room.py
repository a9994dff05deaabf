"""The examiner's room as its people open it."""

import re

from django.test import Client

from minhdinh.access.actor import Actor
from minhdinh.appraisals.enums import BodyRole
from tests.appraisals.domain.examining.examined import Examined

JSON = {"Accept": "application/json"}


def url(room: Examined, rest: str = "") -> str:
    return room.world.url(rest, room="danh-gia")


def criterion_url(room: Examined, rest: str = "", criterion: str = "1.3") -> str:
    return url(room, f"tieu-chi/{room.track}/{criterion}/{rest}")


def client(room: Examined, role: str = BodyRole.MEMBER) -> Client:
    return room.world.client(room.world.examiner(role))


def body(room: Examined, address: str, role: str = BodyRole.MEMBER, status: int = 200) -> str:
    response = client(room, role).get(address)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def strangers(room: Examined) -> list[Actor]:
    world = room.world
    return [world.principal(), world.secretary(), world.specialist(), world.officer()]


def said(page: str) -> str:
    """Return a page's content without tokens that change at every answer."""
    content = page.split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", content)
