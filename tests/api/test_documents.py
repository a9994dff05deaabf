from __future__ import annotations

import io
import zipfile

from tests.api.conftest import YEAR

DOCUMENTS = f"/assessments/{YEAR}/documents"


def test_the_forms_of_the_year_are_listed(caller):
    forms = {row["id"]: row for row in caller.get(f"{DOCUMENTS}/forms").json()}

    assert set(forms) == {
        "quyet-dinh-hoi-dong", "ke-hoach-tu-danh-gia", "bang-phan-cong", "phieu-noi-ham", "danh-muc-minh-chung", "bieu-1",
        "bien-ban-hop", "phieu-giao-viec", "bieu-2", "ke-hoach-cai-tien", "bao-cao-cai-tien",
    }  # fmt: skip
    assert forms["danh-muc-minh-chung"]["formats"] == ["docx", "pdf", "xlsx"]


def test_a_document_is_asked_for_polled_and_downloaded(caller, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asked = caller.post(DOCUMENTS, {"form": "bang-phan-cong", "format": "docx"}).json()

    polled = caller.get(f"{DOCUMENTS}/jobs/{asked['id']}").json()
    assert polled["status"] == "done"
    assert polled["percent"] == 100
    file = caller.get(f"{DOCUMENTS}/{polled['document_id']}")
    content = b"".join(file.streaming_content)
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_an_unknown_form_or_format_is_not_there(caller):
    assert caller.post(DOCUMENTS, {"form": "bieu-99"}).status_code == 404
    assert caller.post(DOCUMENTS, {"form": "bieu-1", "format": "xlsx"}).status_code == 404
    assert caller.post(DOCUMENTS, {"form": "bieu-1", "format": "exe"}).status_code == 422
    assert caller.post(DOCUMENTS, {"form": "phieu-noi-ham", "criterion": "9.9"}).status_code == 404


def test_jobs_and_documents_of_others_are_not_there(
    world, caller, caller_of, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        asked = caller.post(DOCUMENTS, {"form": "bang-phan-cong"}).json()
    document = caller.get(f"{DOCUMENTS}/jobs/{asked['id']}").json()["document_id"]
    colleague, stranger = caller_of(world.colleague), caller_of(world.stranger)
    abroad = caller_of(world.stranger)
    abroad.school = world.other_school.code

    assert colleague.get(f"{DOCUMENTS}/jobs/{asked['id']}").status_code == 404
    assert colleague.get(f"{DOCUMENTS}/{document}").status_code == 200
    assert stranger.get(f"{DOCUMENTS}/{document}").status_code == 404
    assert abroad.get(f"{DOCUMENTS}/{document}").status_code == 404
    assert abroad.get(f"{DOCUMENTS}/jobs/{asked['id']}").status_code == 404
