"""Pages speak what a person chose; what is kept or handed in stays Vietnamese."""

import io
import threading
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.translation import gettext as _
from python_calamine import load_workbook

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.crosscheck_notices import tell_paired
from minhdinh.assessments.actions import ANSWERED, SHEET_MOVED
from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.domain.review import move_sheet
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.language import LanguageMiddleware, chosen_language, in_vietnamese
from minhdinh.documents.domain.make import make_document
from minhdinh.jobs import registry
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.models import Job
from minhdinh.notifications.models import Notice
from minhdinh.organisations.actions import ROLE_GRANTED
from minhdinh.organisations.domain.membership import grant_role
from minhdinh.organisations.imports.templates import template_bytes
from minhdinh.organisations.models import ImportKind
from minhdinh.oversight.history.template import history_template
from minhdinh.oversight.statistics.registry import TABLES, make_table
from minhdinh.oversight.statistics.shown import as_text
from tests.appraisals.desk import make_desk as make_crosscheck_desk
from tests.assessments.cases import Case, decide, make_case, signed_in, small_set
from tests.documents.office import DECISION, words_of
from tests.documents.office import make_desk as make_paper_desk
from tests.factories import DepartmentFactory, UserFactory, World, acting, make_world, member

CHOOSE, SIGN_IN, COOKIE = "/ngon-ngu/", "/dang-nhap/", "django_language"


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def case(db: None) -> Iterator[Case]:
    with scopes_disabled():
        yield make_case(standard_set=small_set())


def request_with(cookie: str | None = None, **headers: str) -> HttpRequest:
    request = RequestFactory().get("/", headers=headers)
    if cookie is not None:
        request.COOKIES[COOKIE] = cookie
    return request


def spoken(request: HttpRequest) -> HttpResponse:
    return LanguageMiddleware(lambda _request: HttpResponse(_("Đăng nhập")))(request)


@pytest.mark.parametrize("cookie", [None, "", "vi", "fr", "en-us", "en; rm", "x" * 5000])
def test_vietnamese_unless_a_language_of_ours_was_chosen(cookie: str | None) -> None:
    assert chosen_language(request_with(cookie)) == "vi"


def test_the_browsers_wish_does_not_count() -> None:
    response = spoken(request_with(**{"accept-language": "en-GB,en;q=0.9"}))
    assert response.content.decode() == "Đăng nhập"
    assert response["Content-Language"] == "vi"


def test_the_chosen_language_is_spoken_and_named() -> None:
    response = spoken(request_with("en"))
    assert response.content.decode() == "Sign in"
    assert response["Content-Language"] == "en"
    assert "Cookie" in response["Vary"]


def test_one_answer_does_not_colour_the_next() -> None:
    spoken(request_with("en"))
    assert translation.get_language() == "vi"
    with pytest.raises(ZeroDivisionError):
        LanguageMiddleware(lambda _request: HttpResponse(str(1 / 0)))(request_with("en"))
    assert translation.get_language() == "vi"


def test_what_is_kept_is_vietnamese_and_the_page_goes_on_in_english(english: None) -> None:
    @in_vietnamese
    def kept(word: str, *, loud: bool = False) -> str:
        """Say a word."""
        return _(word).upper() if loud else _(word)

    assert kept("Trường") == "Trường"
    assert kept("Trường", loud=True) == "TRƯỜNG"
    assert _("Trường") == "School"
    assert (kept.__name__, kept.__doc__) == ("kept", "Say a word.")


def test_a_failure_inside_gives_the_page_its_language_back(english: None) -> None:
    @in_vietnamese
    def broken() -> None:
        raise LookupError(_("Trường"))

    with pytest.raises(LookupError, match="Trường"):
        broken()
    assert translation.get_language() == "en"


def test_two_threads_do_not_take_each_others_language() -> None:
    inside, leave, found = threading.Event(), threading.Event(), []

    @in_vietnamese
    def kept(*, waits: bool) -> None:
        if waits:
            inside.set()
            leave.wait(5)

    def speak_english() -> None:
        with translation.override("en"):
            kept(waits=True)
            found.append(translation.get_language())

    thread = threading.Thread(target=speak_english)
    thread.start()
    assert inside.wait(5)
    kept(waits=False)
    leave.set()
    thread.join()
    assert (found, translation.get_language()) == (["en"], "vi")


def test_a_page_is_vietnamese_for_an_english_browser(client: Client, db: None) -> None:
    page = client.get(SIGN_IN, headers={"accept-language": "en-US"}).content.decode()
    assert '<html lang="vi"' in page
    assert "Mật khẩu" in page


def test_a_person_chooses_english_and_goes_back(client: Client, world: World) -> None:
    client.force_login(world.owner)
    home = "/truong/thcs-an-binh/ho-so/"
    before = client.get(home).content.decode()
    assert 'name="language" value="vi" lang="vi" aria-current="true"' in before
    response = client.post(CHOOSE, {"language": "en"}, headers={"referer": f"http://testserver{home}"})
    assert (response.status_code, response["Location"]) == (302, f"http://testserver{home}")
    page = client.get(home).content.decode()
    assert '<html lang="en"' in page
    assert "School profile" in page
    assert "Sign out" in page
    assert "Đăng xuất" not in page
    assert 'value="en" lang="en" aria-current="true"' in page
    client.post(CHOOSE, {"language": "vi"})
    assert '<html lang="vi"' in client.get(home).content.decode()


def test_the_choice_is_kept_for_a_year_out_of_reach_of_scripts(client: Client, db: None) -> None:
    cookie = client.post(CHOOSE, {"language": "en"}).cookies[COOKIE]
    assert (cookie["max-age"], cookie["samesite"], cookie["httponly"]) == (31_536_000, "Lax", True)


def test_an_address_alone_changes_nothing(client: Client, db: None) -> None:
    client.get(CHOOSE, {"language": "en"})
    assert COOKIE not in client.cookies
    client.post(CHOOSE, {"language": "fr"})
    assert '<html lang="vi"' in client.get(SIGN_IN).content.decode()


def test_choosing_a_language_leads_to_no_other_site(client: Client, db: None) -> None:
    response = client.post(CHOOSE, {"language": "en", "next": "https://khac.example/"})
    assert response["Location"] == "/"


def test_choosing_needs_the_forms_own_token(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(CHOOSE, {"language": "en"}).status_code == 403


def test_a_dossier_says_the_same_in_both_languages(case: Case) -> None:
    decide(case)
    before = build_dossier(case.assessment)
    with translation.override("en"):
        assert build_dossier(case.assessment) == before
    assert before["school"]["school_type_label"] == "Trường THCS"


def test_a_form_made_while_english_is_chosen_is_vietnamese(db: None, media_root: object) -> None:
    with scopes_disabled():
        case = make_paper_desk().case
        before = words_of(paper_of(case))
        with translation.override("en"):
            assert words_of(paper_of(case)) == before
    assert "QUYẾT ĐỊNH" in before


def paper_of(case: Case):
    return make_document(actor=case.system, assessment=case.assessment, form=DECISION, file_format="docx")


def test_the_record_keeps_vietnamese_words(case: Case, english: None) -> None:
    sheet = case.sheet()
    requirement = next(case.assessment.standard_set.catalogue.criterion("1.3").iter_requirements()).id
    set_answer(actor=case.system, sheet=sheet, requirement=requirement, value="met")
    assert Entry.objects.get(action=ANSWERED).data["value"] == "Đạt"
    decide(case)
    move_sheet(actor=case.system, sheet=case.sheet(), move="hand_in")
    assert Entry.objects.filter(action=SHEET_MOVED).latest("id").data["state"] == "Chờ duyệt"


def test_the_record_reads_the_same_for_everybody(english: None) -> None:
    assert sentence(ANSWERED, {"requirement": "1.3.1.a", "value": "Đạt"}) == "Yêu cầu 1.3.1.a: Đạt"


def test_a_role_is_recorded_by_its_vietnamese_name(world: World, english: None) -> None:
    grant_role(
        actor=acting(member(world.school, Role.SCHOOL_ADMIN), world.school),
        user=UserFactory(),
        organisation=world.school,
        role=Role.SECRETARY,
    )
    data = Entry.objects.filter(action=ROLE_GRANTED).latest("id").data
    assert data["role"] == "Thư ký hội đồng tự đánh giá"


def test_others_are_told_in_vietnamese(db: None, english: None) -> None:
    desk = make_crosscheck_desk()
    with scopes_disabled():
        Notice.objects.all().delete()
        tell_paired([desk.pair()])
    texts = list(Notice.objects.values_list("text", flat=True))
    assert texts
    assert all("kiểm tra chéo" in text for text in texts)


def test_a_job_speaks_vietnamese(
    world: World, english: None, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    monkeypatch.setitem(registry._kinds, "test.language", lambda _progress: {"message": _("Đã xong.")})
    with django_capture_on_commit_callbacks(execute=True):
        job = start_job(actor=acting(world.owner, world.school), kind="test.language", title="Thử")
    assert Job.objects.get(pk=job.pk).message == "Đã xong."


@pytest.mark.parametrize("table", [one.id for one in TABLES])
def test_statistics_are_the_same_in_both_languages(db: None, table: str) -> None:
    office = DepartmentFactory(code="so", name="Sở Giáo dục và Đào tạo An Hòa")
    before = as_text(make_table(table, office, "2025-2026"))
    with translation.override("en"):
        assert as_text(make_table(table, office, "2025-2026")) == before


def cells(content: bytes) -> list[list[object]]:
    book = load_workbook(io.BytesIO(content))
    return [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]


@pytest.mark.parametrize("kind", [ImportKind.PEOPLE, ImportKind.SCHOOLS])
def test_a_file_to_fill_in_offers_the_words_that_are_read(world: World, kind: str) -> None:
    before = cells(template_bytes(kind, world.department))
    with translation.override("en"):
        assert cells(template_bytes(kind, world.department)) == before


def test_the_file_of_earlier_years_too() -> None:
    before = cells(history_template())
    with translation.override("en"):
        assert cells(history_template()) == before


@pytest.mark.parametrize("address", ["truong.xlsx", "2025-2026/thong-ke/registration/excel"])
def test_workbooks_of_an_office_stay_vietnamese(client: Client, world: World, address: str) -> None:
    client = signed_in(world.officer)
    before = cells(client.get(f"/co-quan/so/{address}").content)
    client.cookies[COOKIE] = "en"
    assert cells(client.get(f"/co-quan/so/{address}").content) == before
