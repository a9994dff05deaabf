import pytest

from minhdinh.documents.form import common_context
from minhdinh.documents.registry import form, forms
from minhdinh.documents.wordml import MISSING
from tests.documents import sample, sample_2018
from tests.documents.docx_text import text_of
from tests.documents.making import make, options

REPORT, DECISION = form("bieu-1"), form("quyet-dinh-hoi-dong")


def test_what_every_template_may_use():
    context = common_context(sample.dossier(), options())
    assert set(context) == {"school", "year", "closing_year", "words", "set", "draft", "seal"}
    assert (context["year"], context["closing_year"]) == ("2026-2027", "2027")
    assert context["set"]["legal_basis"].startswith("Thông tư 57/2026/TT-BGDĐT")
    assert context["draft"] is True
    assert context["seal"] == ""


def test_a_seal_ends_the_draft():
    context = common_context(sample.dossier(), options(seal=sample.SEAL))
    assert context["draft"] is False
    assert context["seal"]["revision"] == "01"


def test_a_dossier_without_set_or_year_still_has_the_places():
    context = common_context({"school": {"name": "A"}}, options())
    assert (context["year"], context["closing_year"]) == ("", "")
    assert context["set"] == {"title": "", "legal_basis": ""}


def test_the_name_a_reader_sees():
    assert REPORT.name(sample.dossier()) == "Báo cáo tự đánh giá – Trường THCS Sao Mai – 2026-2027"


@pytest.mark.parametrize(
    ("set_id", "fits"),
    [
        ("tt57-2026-pho-thong", True),
        ("tt57-2026-gdtx", True),
        ("tt18-2018-trung-hoc", False),
        ("tt57", False),
    ],
)
def test_the_sets_of_the_report(set_id, fits):
    assert REPORT.fits(set_id) is fits
    assert DECISION.fits(set_id)


def test_formats():
    assert {one.id: one.formats for one in forms() if "xlsx" in one.formats} == {
        "danh-muc-minh-chung": ("docx", "pdf", "xlsx"),
        "danh-muc-minh-chung-2018": ("docx", "pdf", "xlsx"),
    }


def test_working_papers_are_signed_before_the_seal():
    assert [one.id for one in forms() if one.sealed] == [
        "danh-muc-minh-chung",
        "danh-muc-minh-chung-2018",
        "bieu-1",
        "bao-cao-tu-danh-gia-2018",
    ]


@pytest.mark.parametrize("one", [one for one in forms() if not one.sealed], ids=lambda one: one.id)
def test_a_complete_working_paper_has_no_watermark_and_a_lacking_one_has(one):
    complete = sample_2018.dossier() if one.sets else sample.dossier()
    for row in complete["case"]["asked_content"]["criteria"]:  # one is not judged yet in the sample
        row["level"] = 1
    assert "<watermark>" not in text_of(make(one.id, complete))
    lacking = text_of(make(one.id, sample.unfinished()))
    assert MISSING in lacking
    assert "<watermark>" in lacking


@pytest.mark.parametrize("one", [one for one in forms() if one.sealed], ids=lambda one: one.id)
def test_a_sealed_paper_is_a_draft_until_it_is_sealed(one):
    assert "<watermark>" in text_of(make(one.id, sample.dossier()))
    assert "<watermark>" not in text_of(make(one.id, sample.unfinished(), seal=sample.SEAL))


@pytest.mark.parametrize("one", forms(), ids=lambda one: one.id)
def test_the_template_is_read_once(one):
    assert one.template() is one.template()


def test_older_sets_print_their_own_convention():
    dossier = sample.dossier()
    dossier["standard_set"]["code_convention"] = {"open": "[", "close": "]", "separator": "; ", "each": True}
    for item in dossier["evidence"]:
        item["code"] = item["code"].replace("MC.", "H1-")
    dossier["plan"]["purpose"] = sample.rich("Căn cứ đầy đủ. {1.1.1}{1.1.2}")
    text = text_of(make("ke-hoach-tu-danh-gia", dossier, base_url=""))
    assert "Căn cứ đầy đủ [H1-1.1.01]; [H1-1.1.02]." in text


@pytest.mark.parametrize("convention", [None, {}])
def test_a_set_without_a_convention_prints_that_of_2026(convention):
    dossier = sample.dossier()
    dossier["standard_set"]["code_convention"] = convention
    assert "hạnh phúc (MC.1.1.01)." in text_of(make("bieu-1", dossier, base_url=""))
