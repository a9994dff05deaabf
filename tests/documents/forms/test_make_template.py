"""The committed templates are what their scripts make, and every form keeps the manners of all forms."""

import importlib
import re

import pytest
from docx.oxml.ns import qn

from minhdinh.documents.options import Options
from minhdinh.documents.registry import forms
from minhdinh.documents.templating import docx_bytes
from tests.documents import sample
from tests.documents.docx_text import parts_of, text_of, xml_of
from tests.documents.making import make

FORMS = forms()


def ids(one):
    return one.id


@pytest.mark.parametrize("form", FORMS, ids=ids)
def test_the_template_is_what_its_script_makes(form):
    package = f"minhdinh.documents.forms.{form.folder.name}"
    made = importlib.import_module(f"{package}.make_template").make()
    assert parts_of(docx_bytes(made)) == parts_of(form.template())


@pytest.mark.parametrize("form", FORMS, ids=ids)
def test_the_template_is_small(form):
    assert len(form.template()) < 60_000


@pytest.mark.parametrize("form", FORMS, ids=ids)
def test_the_page_is_a4_with_the_margins_of_the_decree(form):
    document = form.fill(sample.dossier(), Options())
    for section in document.sections:
        assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
        assert 20 <= round(section.top_margin.mm) <= 25
        assert 20 <= round(section.bottom_margin.mm) <= 25
        if section.page_height > section.page_width:
            assert 30 <= round(section.left_margin.mm) <= 35
            assert 15 <= round(section.right_margin.mm) <= 20


@pytest.mark.parametrize("form", FORMS, ids=ids)
def test_only_times_new_roman_is_named(form):
    content = make(form.id, sample.dossier())
    for name, xml in parts_of(content).items():
        if name in {"word/document.xml", "word/styles.xml"} or "header" in name or "footer" in name:
            fonts = " ".join(re.findall(r"<w:rFonts [^>]*>", xml))
            named = set(re.findall(r'w:\w+="([^"]+)"', fonts))
            assert named <= {"Times New Roman"}, name


@pytest.mark.parametrize("form", FORMS, ids=ids)
def test_heads_repeat_and_rows_stay_whole(form):
    document = form.fill(sample.dossier(), Options())
    ruled = [
        table for table in document.tables if table.style is not None and table.style.name == "Table Grid"
    ]
    for table in ruled:
        rows = table._tbl.tr_lst
        flags = [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows]
        heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        statement_table = "Hiện trạng" in table.rows[0].cells[1].text
        assert all(flags) or statement_table
        assert heads[0] or "Tỉnh" in table.rows[0].cells[0].text


@pytest.mark.parametrize("form", FORMS, ids=ids)
def test_nothing_of_the_template_language_is_left(form):
    for dossier in (sample.dossier(), sample.unfinished(), sample.several_levels()):
        text = text_of(make(form.id, dossier))
        assert "{{" not in text
        assert "{%" not in text


@pytest.mark.parametrize("form", FORMS, ids=ids)
def test_the_document_is_vietnamese_and_names_no_machine(form):
    content = make(form.id, sample.dossier())
    core = xml_of(content, "docProps/core.xml")
    assert "<dc:language>vi-VN</dc:language>" in core
    assert f"{form.title} – Trường THCS Sao Mai – 2026-2027" in core
    assert "python-docx" not in core
    assert 'w:val="en-US"' not in xml_of(content, "word/styles.xml")
