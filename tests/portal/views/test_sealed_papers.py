"""The public page behind the QR: genuine, altered, reopened, unknown; nothing of the content shows."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from minhdinh.assessments.domain.signed_copies import attach_signed_copy
from minhdinh.assessments.models import Seal
from minhdinh.documents.domain.make import make_document
from minhdinh.documents.domain.sealed import sealed_document, verify_url
from minhdinh.documents.models import MadeDocument
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.evidence.models import Blob
from tests.assessments.cases import PDF
from tests.documents.office import CATALOGUE, DECISION, REPORT, Desk, content_of, reopened


@pytest.fixture
def paper(desk: Desk, seal: Seal) -> MadeDocument:
    return sealed_document(actor=desk.case.system, seal=seal, form=REPORT, file_format="docx")


def address(seal: Seal) -> str:
    return f"/xac-minh/{seal.token}/"


def compare(seal: Seal, content: bytes, name: str = "tep.docx") -> str:
    answer = Client().post(address(seal), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_anybody_sees_whose_report_it_is(seal: Seal) -> None:
    answer = Client().get(address(seal))
    page = answer.content.decode()
    printed = " ".join(seal.sha256[at : at + 4] for at in (0, 4, 8))
    for words in ("Trường THCS An Bình", "2026-2027", seal.sha256, printed):
        assert words in page
    assert "mở lại" not in page
    assert answer["Cache-Control"] == "private, max-age=60"
    assert Client().head(address(seal)).status_code == 200


def test_the_address_on_the_paper_is_this_page(seal: Seal) -> None:
    path = verify_url(seal).split("//", 1)[1].partition("/")[2]
    assert Client().get(f"/{path}").status_code == 200


def test_nothing_of_the_content_shows(desk: Desk, seal: Seal, paper: MadeDocument) -> None:
    page = Client().get(address(seal)).content.decode() + compare(seal, b"khac")
    for words in ("Nhà trường lập đủ hồ sơ", "Minh chứng", "MC.1.3", paper.name, "Mức 1", "/truong/"):
        assert words not in page


def test_a_genuine_paper_is_named(desk: Desk, seal: Seal, paper: MadeDocument) -> None:
    page = compare(seal, content_of(paper), "ten-khac.bin")
    assert f"Đúng nguyên bản: {paper.name}, lần 1." in page
    catalogue = sealed_document(actor=desk.case.system, seal=seal, form=CATALOGUE, file_format="xlsx")
    assert catalogue.name in compare(seal, content_of(catalogue))


def test_a_signed_copy_and_the_sealed_data_are_genuine_too(desk: Desk, seal: Seal) -> None:
    attach_signed_copy(
        actor=desk.case.system, seal=seal, stream=io.BytesIO(PDF), name="ban-ky.pdf", size=len(PDF)
    )
    assert "Đúng nguyên bản: ban-ky.pdf" in compare(seal, PDF)
    assert "Đúng nguyên bản: dữ liệu niêm phong" in compare(seal, read_blob(seal.blob))


def test_an_altered_paper_is_not(seal: Seal, paper: MadeDocument) -> None:
    content = content_of(paper)
    for altered in (content + b"\0", content[:-1], content.replace(b"PK", b"KP", 1)):
        page = compare(seal, altered)
        assert "không trùng với bản nào" in page
        assert "Đúng nguyên bản" not in page


def test_a_draft_is_not(desk: Desk, seal: Seal) -> None:
    draft = make_document(
        actor=desk.case.system, assessment=desk.case.assessment, form=DECISION, file_format="docx"
    )
    assert "không trùng với bản nào" in compare(seal, content_of(draft))


def test_a_reopened_seal_says_so_and_its_papers_stay_genuine(
    desk: Desk, seal: Seal, paper: MadeDocument
) -> None:
    reopened(desk.case, seal)
    page = compare(seal, content_of(paper))
    assert "đã được mở lại để làm lần sau" in page
    assert "Đúng nguyên bản" in page
    assert "Bổ sung minh chứng" not in page, "the reason is the school's own"


@pytest.mark.parametrize("token", ["khong-co", "a", "%00", "x" * 200])
def test_a_wrong_token_is_not_here(seal: Seal, token: str) -> None:
    answer = Client().get(f"/xac-minh/{token}/")
    assert answer.status_code == 404
    assert "THCS An Bình" not in answer.content.decode()


def test_without_a_file_or_with_too_big_a_one_it_says_so(seal: Seal, settings: Settings) -> None:
    assert "Chưa chọn tệp" in Client().post(address(seal)).content.decode()
    settings.MINHDINH_UPLOAD_LIMIT = 1024 * 1024
    assert "nặng quá 1 MB" in compare(seal, b"x" * (1024 * 1024 + 1))


def test_the_compared_file_is_thrown_away(seal: Seal) -> None:
    before = Blob.objects.count()
    compare(seal, b"noi dung la")
    assert Blob.objects.count() == before


def test_a_comparison_needs_no_token_and_leaves_nothing(seal: Seal) -> None:
    """It changes nothing here, so there is nothing to forge; a token would be a cookie for every visitor."""
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(address(seal))
    assert 'name="csrfmiddlewaretoken"' not in page.content.decode()
    assert page.cookies == {}
    with CaptureQueriesContext(connection) as queries:
        answer = strict.post(address(seal), {})
    assert answer.status_code == 200
    assert "Chưa chọn tệp" in answer.content.decode()
    assert [
        one["sql"]
        for one in queries
        if not one["sql"].lstrip().startswith(("SELECT", "SAVEPOINT", "RELEASE"))
    ] == []
