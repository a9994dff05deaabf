"""A department's yearly report in its form, fetched from the report's page."""

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.documents.pdf import available
from minhdinh.oversight.domain.reports import start_report, write_report
from minhdinh.oversight.enums import ReportKind
from tests.factories import acting, make_world, member

YEAR = "2026-2027"


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def writer(world):
    return member(world.department, Role.DEPARTMENT_SPECIALIST)


@pytest.fixture
def report(world, writer):
    actor = acting(writer, world.department)
    begun = start_report(actor=actor, office=world.department, year=YEAR, kind=ReportKind.YEAR)
    values = {"number": "15/BC-SGDĐT", "dated": timezone.localdate(), "proposals": "Sớm có hướng dẫn."}
    return write_report(actor=actor, report=begun, values=values)


def address(world, report, suffix="docx", year=YEAR):
    return f"/co-quan/{world.department.code}/{year}/bao-cao/{report.pk}/mau-so-7.{suffix}"


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def test_the_page_offers_it_and_a_stranger_finds_nothing(world, writer, report):
    client = client_of(writer)
    page = client.get(f"/co-quan/{world.department.code}/{YEAR}/bao-cao/{report.pk}/").content.decode()
    assert address(world, report) in page
    assert "nội dung mẫu chưa tra được" in page
    answer = client.get(address(world, report))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get(address(world, report, "exe")).status_code == 404
    assert client.get(address(world, report, year="2025-2026")).status_code == 404
    for user in (world.owner, member(world.commune, Role.COMMUNE_OFFICER)):
        assert client_of(user).get(address(world, report)).status_code == 404


def test_a_draft_is_not_for_readers(world, report):
    reader = member(world.department, Role.SUPERVISOR)
    assert client_of(reader).get(address(world, report)).status_code == 404


@pytest.mark.skipif(not available(), reason="PDF needs LibreOffice")
def test_it_is_had_as_pdf(world, writer, report):
    answer = client_of(writer).get(address(world, report, "pdf"))
    assert answer.content.startswith(b"%PDF")


def test_other_reports_have_no_such_address(world, writer):
    actor = acting(writer, world.department)
    other = start_report(actor=actor, office=world.department, year=YEAR, kind=ReportKind.FIRST)
    assert client_of(writer).get(address(world, other)).status_code == 404
    page = f"/co-quan/{world.department.code}/{YEAR}/bao-cao/{other.pk}/"
    assert "Mẫu số 7" not in client_of(writer).get(page).content.decode()
