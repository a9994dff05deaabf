import re

import pytest

from minhdinh.common.problems import NotHere, Problem
from minhdinh.documents.form import CASE
from minhdinh.documents.registry import MEDIA_TYPES, case_forms, form, forms, render
from tests.documents import sample
from tests.documents.making import options

SETS = ("tt57-2026-mam-non", "tt57-2026-pho-thong", "tt57-2026-gdtx")


def test_the_forms_of_this_house():
    assert [one.id for one in forms()] == [
        "quyet-dinh-hoi-dong",
        "ke-hoach-tu-danh-gia",
        "ke-hoach-tu-danh-gia-2018",
        "bang-phan-cong",
        "phieu-giao-viec",
        "phieu-noi-ham",
        "phieu-danh-gia-tieu-chi",
        "danh-muc-minh-chung",
        "danh-muc-minh-chung-2018",
        "bien-ban-hop",
        "bieu-1",
        "bao-cao-tu-danh-gia-2018",
        "bieu-2",
        "ke-hoach-cai-tien",
        "bao-cao-cai-tien",
        "phieu-tiep-nhan-ho-so",
        "thong-bao-bo-sung-ho-so",
        "quyet-dinh-thanh-lap-doan",
        "bao-cao-so-bo",
        "phieu-danh-gia-cua-doan",
        "phieu-y-kien-tham-dinh",
        "bien-ban-khao-sat",
        "bien-ban-tham-dinh",
        "bao-cao-danh-gia-ngoai",
        "thong-bao-ket-qua-tham-dinh",
        "to-trinh-cong-nhan",
        "quyet-dinh-cong-nhan",
        "giay-chung-nhan",
        "quyet-dinh-thu-hoi",
        "mau-so-7",
    ]


@pytest.mark.parametrize("one", forms(), ids=lambda one: one.id)
def test_every_form_says_what_it_is(one):
    assert form(one.id) is one
    assert one.code
    assert one.title
    assert re.search(r"57/2026|28/12/2018|19/2018", one.legal_basis)
    assert one.needs
    assert set(one.needs) <= set(sample.dossier())
    assert (one.folder / "template.docx").is_file()


@pytest.mark.parametrize("set_id", SETS)
def test_the_forms_of_2026_fit_its_sets_and_those_of_2018_do_not(set_id):
    ids = [one.id for one in forms(set_id)]
    assert len(ids) == 11
    assert not [one for one in ids if "2018" in one]


@pytest.mark.parametrize("set_id", ["tt17-2018-tieu-hoc", "tt18-2018-trung-hoc", "tt19-2018-mam-non"])
def test_a_set_of_2018_has_its_own_plan_catalogue_sheets_and_report(set_id):
    ids = [one.id for one in forms(set_id)]
    assert {
        "ke-hoach-tu-danh-gia-2018",
        "phieu-danh-gia-tieu-chi",
        "danh-muc-minh-chung-2018",
        "bao-cao-tu-danh-gia-2018",
    } <= set(ids)
    assert not {"ke-hoach-tu-danh-gia", "danh-muc-minh-chung", "bieu-1"} & set(ids)
    assert {"quyet-dinh-hoi-dong", "phieu-noi-ham", "bien-ban-hop", "ke-hoach-cai-tien"} <= set(ids)


def test_an_older_set_keeps_the_working_papers():
    ids = {one.id for one in forms("tt42-2012-tieu-hoc")}
    assert "ke-hoach-tu-danh-gia" in ids
    assert not {one for one in ids if "2018" in one or one == "bieu-1"}


def test_the_report_of_2026_does_not_fit_older_sets():
    assert "bieu-1" not in [one.id for one in forms("tt18-2018-trung-hoc")]


@pytest.mark.parametrize("set_id", [*SETS, "tt18-2018-trung-hoc", "tt42-2012-tieu-hoc"])
def test_papers_of_a_registration_are_none_of_a_self_assessments(set_id):
    of_case = {one.id for one in case_forms(set_id)}
    assert not of_case & {one.id for one in forms(set_id)}
    assert all(one.about == CASE and not one.sealed for one in case_forms(set_id))
    assert "bien-ban-tham-dinh" in of_case
    assert ("thong-bao-ket-qua-tham-dinh" in of_case) == set_id.startswith("tt57")


def test_an_unknown_form_is_not_here():
    with pytest.raises(NotHere):
        form("bieu-99")
    with pytest.raises(NotHere):
        render("bieu-99", sample.dossier())


def test_a_format_the_form_does_not_have_is_named():
    with pytest.raises(Problem, match=r"không có bản xlsx\. Hãy chọn: docx, pdf"):
        render("bieu-1", sample.dossier(), "xlsx", options())


@pytest.mark.parametrize(
    ("form_id", "file_format", "choices", "name"),
    [
        ("bieu-1", "docx", {}, "bieu-1-bao-cao-tu-danh-gia-saomai-2026-2027-du-thao.docx"),
        ("bieu-1", "docx", {"seal": sample.SEAL}, "bieu-1-bao-cao-tu-danh-gia-saomai-2026-2027-lan-01.docx"),
        ("danh-muc-minh-chung", "xlsx", {}, "danh-muc-minh-chung-saomai-2026-2027-du-thao.xlsx"),
        ("phieu-noi-ham", "docx", {}, "phieu-noi-ham-saomai-2026-2027.docx"),
        ("phieu-noi-ham", "docx", {"criterion": "1.3"}, "phieu-noi-ham-1-3-saomai-2026-2027.docx"),
    ],
)
def test_what_is_made_has_a_name_and_a_type(form_id, file_format, choices, name):
    made = render(form_id, sample.dossier(), file_format, options(**choices))
    assert made.name == name
    assert made.media_type == MEDIA_TYPES[file_format]
    assert made.content.startswith(b"PK")


@pytest.mark.parametrize("code", ["../../etc/passwd", "Trường Đẹp", 'a"b\r\n', "", None])
def test_the_name_is_safe_whatever_the_schools_code(code):
    dossier = sample.dossier()
    dossier["school"]["code"] = code
    name = render("bang-phan-cong", dossier, "docx", options()).name
    assert name.isascii()
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert "--" not in name


def test_who_waits_hears_of_every_step():
    steps = []
    render("bang-phan-cong", sample.dossier(), "docx", options(progress=lambda *one: steps.append(one)))
    assert steps == [(10, "Đang dựng bản Word")]


@pytest.mark.parametrize("one", forms("tt19-2018-mam-non"), ids=lambda one: one.id)
def test_for_a_set_of_2018_only_the_papers_of_a_plan_rest_on_the_circular_of_2026(one):
    assert one.basis("tt57-2026-mam-non") == one.legal_basis
    if one.about == "assessment":
        assert "57/2026" not in one.basis("tt19-2018-mam-non")
