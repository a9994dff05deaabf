"""The page of forms: the list, asking for one, following and fetching it."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from minhdinh.access.permissions import Role
from minhdinh.assessments.models import Seal
from minhdinh.audit.models import Entry
from minhdinh.documents.domain.make import make_document
from minhdinh.documents.domain.sealed import make_all_sealed
from minhdinh.documents.models import MadeDocument
from minhdinh.jobs.models import Job
from tests.assessments.cases import Case, advance, item, make_case, signed_in, small_set, write
from tests.documents.domain.test_plan_papers import PAPERS, planned
from tests.documents.office import DECISION, REPORT, Desk, Steps, content_of, is_word, reopened
from tests.factories import MembershipFactory, member


def page_of(case: Case, role: str = Role.VIEWER, rest: str = "") -> str:
    answer = case.client(role).get(case.url(f"bieu-mau/{rest}"))
    assert answer.status_code == 200
    return str(answer.content.decode())


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.fixture
def draft(desk: Desk) -> MadeDocument:
    return make_document(
        actor=desk.case.system, assessment=desk.case.assessment, form=DECISION, file_format="docx"
    )


def test_the_forms_of_the_set_are_listed_with_their_formats(desk: Desk) -> None:
    page = page_of(desk.case)
    for title in (
        "Báo cáo tự đánh giá",
        "Danh mục minh chứng",
        "Thông tư 57/2026/TT-BGDĐT, Phụ lục V, Biểu 1",
    ):
        assert title in page
    assert page.count('name="format" value="docx"') == 8
    assert page.count('name="format" value="xlsx"') == 1
    assert '<option value="1.3">1.3</option>' in page
    assert "niêm phong lần" not in page


def test_a_form_that_the_set_does_not_have_is_not_listed(desk: Desk) -> None:
    page = page_of(make_case(standard_set=small_set()))
    assert "Danh mục minh chứng" in page
    assert "Phụ lục V, Biểu 1<" not in page


def test_without_libreoffice_the_page_says_so_and_offers_no_pdf(desk: Desk) -> None:
    page = page_of(desk.case)
    assert "Máy chủ chưa cài LibreOffice nên chưa có bản PDF" in page
    assert 'value="pdf"' not in page


def test_with_libreoffice_every_form_is_offered_as_pdf(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    page = page_of(desk.case)
    assert page.count('value="pdf"') == 8
    assert "chưa cài LibreOffice" not in page


def ask(case: Case, role: str = Role.VIEWER, **values: str) -> HttpResponse:
    return case.client(role).post(case.url("bieu-mau/lap"), {"form": DECISION, "format": "docx", **values})


def test_a_form_is_asked_for_followed_and_fetched(
    desk: Desk, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = ask(desk.case)
    made = MadeDocument.objects.get()
    page = desk.case.client(Role.VIEWER).get(answer["Location"]).content.decode()
    address = desk.case.url(f"bieu-mau/tai/{made.pk}/")
    assert f"Đã lập {made.name}." in page
    assert f'href="{address}"' in page
    file = desk.case.client(Role.VIEWER).get(address)
    assert is_word(body_of(file))
    assert made.name in file["Content-Disposition"]
    assert file["Content-Disposition"].startswith("attachment")
    assert file["Cache-Control"] == "private, no-cache"


def test_a_waiting_document_shows_that_it_waits(desk: Desk) -> None:
    answer = ask(desk.case)
    page = desk.case.client(Role.VIEWER).get(answer["Location"]).content.decode()
    job = Job.objects.get()
    assert f'hx-get="/viec/{job.pk}/tien-do/"' in page
    assert "Dừng việc này" in page


def test_a_job_is_shown_to_its_owner_at_its_school_only(desk: Desk, other_case: Case) -> None:
    address = ask(desk.case)["Location"]
    assert desk.case.client(Role.SECRETARY).get(address).status_code == 404
    elsewhere = address.replace(desk.case.school.code, other_case.school.code)
    both = desk.case.user(Role.VIEWER)
    MembershipFactory(user=both, organisation=other_case.school, role=Role.VIEWER)
    assert signed_in(both).get(elsewhere).status_code == 404
    assert signed_in(both).get(address).status_code == 200


@pytest.mark.parametrize(
    "values",
    [{"form": "bieu-99"}, {"form": ""}, {"format": "exe"}, {"form": "phieu-noi-ham", "criterion": "8.8"}],
)
def test_what_there_is_not_answers_404(desk: Desk, values: dict[str, str]) -> None:
    assert ask(desk.case, **values).status_code == 404
    assert not Job.objects.exists()


def test_a_pdf_without_libreoffice_is_refused_in_words(desk: Desk) -> None:
    answer = ask(desk.case, form=REPORT, format="pdf")
    assert answer.status_code == 503
    assert "chưa cài LibreOffice" in answer.content.decode()


@pytest.mark.parametrize("rest", ["", "tai/{document}/", "viec/1/", "niem-phong/{seal}/"])
def test_a_stranger_gets_404_and_a_contributor_403(
    desk: Desk, draft: MadeDocument, seal: Seal, other_case: Case, rest: str
) -> None:
    address = desk.case.url("bieu-mau/" + rest.format(document=draft.pk, seal=seal.pk))
    assert other_case.client(Role.PRINCIPAL).get(address).status_code == 404
    assert desk.case.client(Role.CONTRIBUTOR).get(address).status_code == 403
    assert desk.case.client(Role.SCHOOL_ADMIN).get(address).status_code == 403


@pytest.mark.parametrize("rest", ["lap", "niem-phong/{seal}/lap"])
def test_a_stranger_and_a_contributor_make_nothing(
    desk: Desk, seal: Seal, other_case: Case, rest: str
) -> None:
    address = desk.case.url("bieu-mau/" + rest.format(seal=seal.pk))
    values = {"form": DECISION, "format": "docx"}
    assert other_case.client(Role.PRINCIPAL).post(address, values).status_code == 404
    assert desk.case.client(Role.CONTRIBUTOR).post(address, values).status_code == 403
    assert desk.case.client(Role.VIEWER).get(address).status_code == 405
    assert not Job.objects.exists()


def test_a_document_is_not_found_at_another_school_or_year(
    desk: Desk, draft: MadeDocument, other_case: Case
) -> None:
    there = other_case.url(f"bieu-mau/tai/{draft.pk}/")
    assert other_case.client(Role.PRINCIPAL).get(there).status_code == 404
    other_year = desk.case.url(f"bieu-mau/tai/{draft.pk}/").replace("2026-2027", "2025-2026")
    assert desk.case.client().get(other_year).status_code == 404
    assert desk.case.client().get(desk.case.url("bieu-mau/tai/999999/")).status_code == 404


def test_a_document_that_was_tampered_with_is_not_handed_out(
    desk: Desk, draft: MadeDocument, media_root: Path
) -> None:
    path = media_root / draft.blob.path
    path.write_bytes(path.read_bytes() + b"\0")
    answer = desk.case.client().get(desk.case.url(f"bieu-mau/tai/{draft.pk}/"))
    assert answer.status_code == 422
    assert "đã bị đổi khác bản gốc" in answer.content.decode()


def test_an_officer_of_an_office_above_may_fetch_and_is_recorded(desk: Desk, draft: MadeDocument) -> None:
    officer = signed_in(member(desk.department, Role.DEPARTMENT_SPECIALIST))
    answer = officer.get(desk.case.url(f"bieu-mau/tai/{draft.pk}/"))
    assert body_of(answer) == content_of(draft)
    assert Entry.objects.get(action="document.opened").home_id == desk.department.pk


def sealed_papers(desk: Desk, seal: Seal) -> dict[tuple[str, str], MadeDocument]:
    make_all_sealed(actor=desk.case.system, seal=seal, progress=Steps())
    return {(row.form, row.file_format): row for row in MadeDocument.objects.filter(seal=seal)}


def test_of_a_sealed_report_the_kept_papers_are_fetched_and_not_made_again(desk: Desk, seal: Seal) -> None:
    papers = sealed_papers(desk, seal)
    page = page_of(desk.case)
    assert "bản niêm phong lần 1" in page
    for paper in papers.values():
        assert desk.case.url(f"bieu-mau/tai/{paper.pk}/") in page
    assert page.count('name="format" value="docx"') == 6, "working papers only"


def test_the_papers_of_earlier_seals_stay_to_be_fetched(desk: Desk, seal: Seal) -> None:
    papers = sealed_papers(desk, seal)
    before = {key: content_of(paper) for key, paper in papers.items()}
    reopened(desk.case, seal)
    write(desk.case, desk.case.slot(), "Bản viết lại.", cited=[item(desk.case)])
    page = page_of(desk.case)
    assert "Bản của các lần niêm phong trước" in page
    assert "bản niêm phong lần" not in page
    assert page.count('name="format" value="docx"') == 8, "the next revision is a draft again"
    for key, paper in papers.items():
        address = desk.case.url(f"bieu-mau/tai/{paper.pk}/")
        assert address in page
        assert body_of(desk.case.client(Role.VIEWER).get(address)) == before[key]


def test_a_draft_asked_for_while_sealed_is_the_sealed_paper(
    desk: Desk, seal: Seal, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    papers = sealed_papers(desk, seal)
    with django_capture_on_commit_callbacks(execute=True):
        ask(desk.case, form=REPORT)
    assert Job.objects.get().result["document_id"] == papers[REPORT, "docx"].pk
    assert MadeDocument.objects.count() == len(papers)


def test_the_list_asks_as_many_queries_for_three_seals_as_for_one(
    desk: Desk, seal: Seal, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sealed_papers(desk, seal)
    client = desk.case.client(Role.VIEWER)
    with django_assert_num_queries(12):
        client.get(desk.case.url("bieu-mau/"))
    for _revision in range(2):
        reopened(desk.case, seal)
        newest = advance(desk.case, "sealed")
        assert newest is not None
        sealed_papers(desk, newest)
    with django_assert_num_queries(12):
        page = client.get(desk.case.url("bieu-mau/")).content.decode()
    assert page.count("đã mở lại") == 2


def test_a_word_file_is_whole(desk: Desk, draft: MadeDocument) -> None:
    assert is_word(content_of(draft))
    assert io.BytesIO(content_of(draft)).getbuffer().nbytes == draft.blob.size


def test_papers_of_a_plan_are_offered_once_there_is_one(desk: Desk) -> None:
    assert "Chưa có kế hoạch cải tiến của năm học này" in page_of(desk.case)
    plan = planned(desk.case)
    page = page_of(desk.case)
    for form in PAPERS:
        assert f'name="form" value="{form}"' in page
    assert page.count(f'<option value="{plan.pk}">') == len(PAPERS)
    assert 'id="ke-hoach-cai-tien"' in page


def test_the_list_asks_the_same_whatever_the_number_of_plans(
    desk: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    planned(desk.case)
    client = desk.case.client(Role.VIEWER)
    address = desk.case.url("bieu-mau/")
    client.get(address)
    with django_assert_max_num_queries(60) as before:
        client.get(address)
    later = planned(desk.case, "2027-2028")
    type(later).objects.filter(pk=later.pk).update(source=desk.case.assessment)
    with django_assert_max_num_queries(len(before.captured_queries)):
        assert client.get(address).content.decode().count(f'<option value="{later.pk}">') == len(PAPERS)


@pytest.mark.parametrize("plan", ["x", "-1", "9" * 30, "²", "999999", "1;drop"])
def test_a_plan_that_there_is_not_answers_404(desk: Desk, plan: str) -> None:
    planned(desk.case)
    assert ask(desk.case, form="bieu-2", plan=plan).status_code == 404
    assert not Job.objects.exists()


def test_a_plans_paper_is_asked_for_and_made(
    desk: Desk, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    plan = planned(desk.case)
    with django_capture_on_commit_callbacks(execute=True):
        ask(desk.case, form="bieu-2", plan=str(plan.pk))
    made = MadeDocument.objects.get()
    assert (made.form, made.file_format) == ("bieu-2", "docx")
    assert is_word(content_of(made))
