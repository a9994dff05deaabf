from minhdinh.documents.forms.mau_so_7.form import FORM
from minhdinh.documents.options import Options
from minhdinh.documents.sample import sample_dossier
from minhdinh.documents.templating import docx_bytes
from tests.documents.docx_text import text_of


def test_it_belongs_to_no_standard_set():
    for set_id in ("tt57-2026-pho-thong", "tt18-2018-trung-hoc", ""):
        assert not FORM.fits(set_id)


def test_the_file_is_named_by_form_office_and_year():
    dossier = {"school": {"code": "Sở GD"}, "year": "2026-2027"}
    assert FORM.file_stem(dossier, Options()) == "mau-so-7-so-gd-2026-2027"
    assert FORM.file_stem({"school": {}, "year": ""}, Options()) == "mau-so-7"


def test_the_title_names_the_office_and_nothing_of_a_school_is_needed():
    dossier = sample_dossier()
    only = {"school": {"name": "Sở Mẫu"}, "year": "2026-2027", "office_report": dossier["office_report"]}
    document = FORM.fill(only, Options())
    assert document.core_properties.title == f"{FORM.title} – Sở Mẫu – 2026-2027"
    assert "SỞ GIÁO DỤC VÀ ĐÀO TẠO MẪU" in text_of(docx_bytes(document))


def test_names_the_form_does_not_give_are_collected():
    unknown: dict[str, None] = {}
    FORM.fill(sample_dossier(), Options(), unknown)
    assert unknown == {}
