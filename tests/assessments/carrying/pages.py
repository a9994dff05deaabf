"""Opening the pages of carrying as a person of the school."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from minhdinh.access.permissions import Role
from tests.assessments.carrying.years import Years


def got(years: Years, rest: str, role: str = Role.SECRETARY, status: int = 200) -> str:
    response = years.new.client(role).get(years.url(rest))
    assert response.status_code == status
    return response.content.decode()


def post(years: Years, rest: str, role: str = Role.SECRETARY, **data: object) -> HttpResponse:
    response: HttpResponse = years.new.client(role).post(years.url(rest), data)
    return response


def source(years: Years) -> int:
    return years.old.assessment.pk


def upload(content: bytes, name: str = "bao-cao-2025.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def hidden(html: str, name: str) -> str:
    """Return the value of a hidden field of a page."""
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', html)
    assert found, name
    return found[1]
