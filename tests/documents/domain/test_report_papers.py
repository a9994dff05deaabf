"""Mẫu số 7 out of a department's yearly report: the same words and figures as the report's page."""

import io

import pytest
from django.utils import timezone
from docx import Document

from minhdinh.access.permissions import Role
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.report_papers import make_report_form, report_dossier
from minhdinh.documents.domain.templates import replace_template
from minhdinh.documents.forms.mau_so_7.form import FORM
from minhdinh.oversight.domain.reports import issue_report, start_report, write_report
from minhdinh.oversight.enums import ReportKind
from minhdinh.oversight.statistics import make_table
from minhdinh.oversight.statistics.shown import shown_row
from tests.documents.docx_text import text_of
from tests.factories import acting, make_world, member
from tests.recognition.register import recognise

YEAR = "2026-2027"


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def writer(world):
    return member(world.department, Role.DEPARTMENT_SPECIALIST)


@pytest.fixture
def report(world, writer):
    recognise(world.school)
    actor = acting(writer, world.department)
    begun = start_report(actor=actor, office=world.department, year=YEAR, kind=ReportKind.YEAR)
    values = {"number": "15/BC-SGDĐT", "dated": timezone.localdate(), "proposals": "Sớm có hướng dẫn."}
    return write_report(actor=actor, report=begun, values=values)


def test_it_prints_the_figures_of_the_statistics(world, report):
    made = make_report_form(report=report, suffix="docx")
    assert made.name == f"mau-so-7-{world.department.code}-{YEAR}.docx".lower()
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in Document(io.BytesIO(made.content)).tables
    ]
    told = make_table("self-assessment-by-level", world.department, YEAR)
    assert next(row for table in tables for row in table if row[0] == "Trường THCS") == [
        *shown_row(next(one for one in told.rows if one.label == "Trường THCS"), told)
    ]
    plan = make_table("recognition-plan", world.department, YEAR)
    years = [shown_row(one, plan) for one in plan.rows]
    assert next(table[1:] for table in tables if table[0][0] == "Năm học") == years
    assert "Sớm có hướng dẫn." in text_of(made.content)


def test_offices_below_stand_in_the_annex(world, report):
    text = text_of(make_report_form(report=report, suffix="docx").content)
    body, annex = text.split("PHỤ LỤC\n")
    assert "Theo cấp học" in body
    assert "Theo đơn vị" not in body
    assert world.commune.name in annex


def test_an_issued_report_goes_on_saying_the_same(world, writer, report):
    actor = acting(writer, world.department)
    issue_report(actor=actor, report=report)
    report.refresh_from_db()
    before = report_dossier(report)
    recognise(world.school, number="99/QĐ")
    assert report_dossier(report) == before
    assert before["office_report"]["issued"]


def test_other_reports_have_no_such_form(world, writer):
    actor = acting(writer, world.department)
    other = start_report(actor=actor, office=world.department, year=YEAR, kind=ReportKind.FIRST)
    with pytest.raises(NotHere):
        make_report_form(report=other, suffix="docx")


def test_a_department_replaces_the_template(world, report):
    content = Document(io.BytesIO(FORM.template()))
    content.paragraphs[0].insert_paragraph_before("Mẫu riêng của Sở")
    out = io.BytesIO()
    content.save(out)
    actor = acting(world.manager, world.department)
    replace_template(
        actor=actor, organisation=world.department, form=FORM.id, content=out.getvalue(), name="mau.docx"
    )
    assert "Mẫu riêng của Sở" in text_of(make_report_form(report=report, suffix="docx").content)
