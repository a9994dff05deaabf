"""What tests of a registration's pages at the school stand in."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from minhdinh.appraisals.domain.cases.letters import letter_mark
from minhdinh.lib.text import vn_date
from tests.appraisals.registered import World
from tests.assessments.cases import PDF

HIDDEN = r'name="{}" value="([^"]*)"'


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def hidden(page: str, name: str) -> str:
    found = re.search(HIDDEN.format(name), page)
    assert found is not None, name
    return found[1]


def principal(world: World) -> Client:
    return world.client(world.principal())


def secretary(world: World) -> Client:
    return world.client(world.secretary())


def listing(world: World) -> str:
    return f"/truong/{world.school.code}/dang-ky/"


def letter(world: World, **values: Any) -> dict[str, Any]:
    case = world.fresh()
    given = {
        "wish": case.wish,
        "kind": case.kind,
        "level": 1,
        "number": "12/CV",
        "date": vn_date(timezone.localdate()),
    }
    return {**given, "note": "", "mark": letter_mark(case), **values}


def upload(name: str = "cong-van.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
