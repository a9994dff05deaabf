"""The papers of a seal: made once, of what was sealed, the same bytes ever after."""

import subprocess
from pathlib import Path

import pytest
from pytest_django import Settings

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Passage, Seal
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.documents.domain.sealed import (
    MAKE_SEALED,
    make_all_sealed,
    request_sealed_documents,
    sealed_document,
    verify_url,
    wanted_of,
)
from minhdinh.documents.models import MadeDocument
from minhdinh.documents.pdf import PdfUnavailable
from minhdinh.evidence.models import Blob
from minhdinh.organisations.models import Organisation
from tests.assessments.cases import advance, decide_all, item, rich, together, write
from tests.documents.office import (
    CATALOGUE,
    REPORT,
    SEALED,
    Desk,
    Steps,
    content_of,
    make_desk,
    put_template,
    reopened,
    template_with,
    words_of,
)


def made(desk: Desk, seal: Seal, form: str = REPORT, file_format: str = "docx") -> MadeDocument:
    return sealed_document(actor=desk.case.system, seal=seal, form=form, file_format=file_format)


def test_it_prints_the_seal(desk: Desk, seal: Seal) -> None:
    text = words_of(made(desk, seal))
    digits = seal.sha256
    assert " ".join(digits[at : at + 4] for at in (0, 4, 8)) in text
    assert "<picture>" in text, "the QR"
    assert "<watermark>" not in text
    assert "lan-01" in made(desk, seal).name


def test_it_is_made_of_what_was_sealed_and_not_of_what_stands_now(desk: Desk, seal: Seal) -> None:
    Passage.objects.filter(slot=desk.case.slot()).update(body=rich("Lời sửa sau khi niêm phong."), text="x")
    Organisation.objects.filter(pk=desk.case.school.pk).update(name="Trường Đổi Tên")
    text = words_of(made(desk, seal))
    assert "Nhà trường lập đủ hồ sơ" in text
    assert "Lời sửa sau khi niêm phong" not in text
    assert "Trường Đổi Tên" not in text


@pytest.mark.parametrize("file_format", ["docx", "xlsx"])
def test_the_same_bytes_whatever_changes_afterwards(
    desk: Desk, seal: Seal, settings: Settings, file_format: str
) -> None:
    first = made(desk, seal, CATALOGUE, file_format)
    before = content_of(first)
    settings.MINHDINH_PUBLIC_URL = "https://noi-khac.example.vn"
    put_template(desk.department, template_with("Mẫu mới của Sở.", CATALOGUE), CATALOGUE)
    reopened(desk.case, seal)
    write(desk.case, desk.case.slot(), "Viết lại sau khi mở lại.")
    again = made(desk, seal, CATALOGUE, file_format)
    assert again.pk == first.pk
    assert content_of(again) == before


def test_the_next_revision_has_papers_of_its_own(desk: Desk, seal: Seal) -> None:
    first = made(desk, seal)
    reopened(desk.case, seal)
    write(desk.case, desk.case.slot(), "Viết lại sau khi mở lại.", cited=[item(desk.case)])
    second_seal = advance(desk.case, State.SEALED)
    assert second_seal is not None
    second = made(desk, second_seal)
    assert "lan-02" in second.name
    assert "Viết lại sau khi mở lại" in words_of(second)
    assert "Viết lại sau khi mở lại" not in words_of(first)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_makers_at_once_one_wins_and_both_get_its_paper(no_office: None) -> None:
    with scopes_disabled():
        desk = make_desk()
        decide_all(desk.case)
        seal = advance(desk.case, State.SEALED)
        assert seal is not None
        MadeDocument.objects.all().delete()
        Blob.objects.filter(extension__in=["docx", "xlsx"]).delete()
        papers = together(lambda: made(desk, seal), lambda: made(desk, seal))
        assert [type(paper) for paper in papers] == [MadeDocument, MadeDocument]
        assert papers[0].pk == papers[1].pk
        assert MadeDocument.objects.filter(seal=seal).count() == 1


def test_a_seal_whose_bytes_were_altered_gives_no_paper(desk: Desk, seal: Seal, media_root: Path) -> None:
    path = media_root / seal.blob.path
    path.write_bytes(path.read_bytes().replace(b"THCS", b"THPT"))
    with pytest.raises(Problem, match="Hãy báo quản trị"):
        made(desk, seal)
    assert MadeDocument.objects.count() == 0


def test_all_papers_are_made_with_progress_and_only_once(desk: Desk, seal: Seal) -> None:
    steps = Steps()
    assert make_all_sealed(actor=desk.case.system, seal=seal, progress=steps) == 3
    assert steps.count == len(steps.told) == 3
    kept = {(row.form, row.file_format): row.blob.sha256 for row in MadeDocument.objects.filter(seal=seal)}
    assert set(kept) == SEALED
    make_all_sealed(actor=desk.case.system, seal=seal, progress=Steps())
    again = {(row.form, row.file_format): row.blob.sha256 for row in MadeDocument.objects.filter(seal=seal)}
    assert again == kept


def test_what_a_stopped_job_had_made_stays(desk: Desk, seal: Seal) -> None:
    with pytest.raises(Problem, match="dừng"):
        make_all_sealed(actor=desk.case.system, seal=seal, progress=Steps(stop_at=2))
    assert MadeDocument.objects.filter(seal=seal).count() == 2
    assert make_all_sealed(actor=desk.case.system, seal=seal, progress=Steps()) == 3


def test_one_template_that_fails_does_not_keep_the_others_away(desk: Desk, seal: Seal) -> None:
    put_template(desk.department, template_with("{{ khong_con }}", REPORT), REPORT)
    steps = Steps()
    with pytest.raises(Problem, match=r"Báo cáo tự đánh giá \(docx\): .*khong_con"):
        make_all_sealed(actor=desk.case.system, seal=seal, progress=steps)
    assert len(steps.told) == 3
    assert set(MadeDocument.objects.filter(seal=seal).values_list("form", "file_format")) == SEALED - {
        (REPORT, "docx")
    }


def test_pdf_is_no_part_of_what_is_wanted_where_it_cannot_be_made(desk: Desk, seal: Seal) -> None:
    assert {(one.form, one.file_format) for one in wanted_of(seal)} == SEALED
    with pytest.raises(PdfUnavailable):
        made(desk, seal, REPORT, "pdf")
    assert set(MadeDocument.objects.values_list("form", "file_format")) == {(REPORT, "docx")}


def test_the_making_is_asked_for_by_those_who_make_forms(desk: Desk, seal: Seal) -> None:
    viewer = desk.case.actor(Role.VIEWER)
    job = request_sealed_documents(actor=viewer, seal=seal)
    assert (job.kind, job.owner_id, job.params["seal_id"]) == (MAKE_SEALED, viewer.user_id, seal.pk)
    with pytest.raises(NotAllowed):
        request_sealed_documents(actor=desk.case.actor(Role.CONTRIBUTOR), seal=seal)


def test_the_qr_leads_to_the_verification_page(seal: Seal, settings: Settings) -> None:
    settings.MINHDINH_PUBLIC_URL = "https://minhdinh.example.vn/"
    assert verify_url(seal) == f"https://minhdinh.example.vn/xac-minh/{seal.token}/"


@pytest.mark.office
@pytest.mark.django_db(transaction=True, serialized_rollback=True)  # it runs among tests that leave nothing
@pytest.mark.usefixtures("_scopes_open", "soffice")
def test_the_pdf_is_the_kept_word_file(tmp_path: Path) -> None:
    desk = make_desk()
    decide_all(desk.case)
    seal = advance(desk.case, State.SEALED)
    assert seal is not None
    assert make_all_sealed(actor=desk.case.system, seal=seal, progress=Steps()) == 5
    pdf = made(desk, seal, REPORT, "pdf")
    assert pdf.name == made(desk, seal).name.replace(".docx", ".pdf")
    path = tmp_path / "report.pdf"
    path.write_bytes(content_of(pdf))
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "Nhà trường lập đủ hồ sơ" in text
    assert seal.sha256[:4] in text
