import pytest
from django.test import Client

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.appraisals.domain.recorded import record_registration
from minhdinh.assessments.domain.recorded import record_assessment
from minhdinh.oversight.history.school import facts_of
from minhdinh.recognition.domain.decisions import record_decision
from tests.factories import World, make_world, member

PAGE = "/co-quan/so/truong/thcs-an-binh/ghi-nhan/"
YEAR = "2018-2019"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer)
    return client


def test_an_empty_page_says_so(officer: Client) -> None:
    assert "Chưa ghi nhận dữ kiện nào" in officer.get(PAGE).content.decode()


def test_a_registration_an_evaluation_and_a_decision_by_hand(world: World, officer: Client) -> None:
    sent = (
        ("dang-ky/", {"wish": "both", "declared_level": "1", "registered_on": "05/11/2018", "note": ""}),
        ("danh-gia-ngoai/", {"held_on": "03/03/2019", "level": "2", "note": "đoàn của Sở"}),
        ("quyet-dinh/", {"number": "12/QĐ", "decided_on": "1/6/2019", "grade": "2", "degree": "1"}),
    )
    for route, values in sent:
        assert officer.get(f"{PAGE}{route}").status_code == 200
        assert officer.post(f"{PAGE}{route}", {"year": YEAR, **values})["Location"] == PAGE
    page = officer.get(PAGE).content.decode()
    for words in (
        "tự nhận Mức 1",
        "05/11/2018",
        "đoàn của Sở",
        "12/QĐ",
        "cấp độ 2",
        "chuẩn quốc gia mức độ 1",
        "Ghi tay",
    ):
        assert words in page
    (facts,) = facts_of(world.school)
    assert facts.year == YEAR
    assert facts.evaluation is not None
    assert facts.evaluation.level == 2


@pytest.mark.parametrize(
    ("route", "values", "words"),
    [
        ("dang-ky/", {"wish": "both", "registered_on": "31/02/2019"}, "tháng 2"),
        ("dang-ky/", {"wish": "khac"}, "khac"),
        ("danh-gia-ngoai/", {"held_on": "01/01/2999"}, "chưa đến"),
        ("quyet-dinh/", {"number": "1/QĐ"}, "Hãy ghi cấp độ kiểm định"),
        ("quyet-dinh/", {"number": "", "grade": "1"}, "bắt buộc"),
        (
            "quyet-dinh/",
            {"number": "1", "grade": "1", "decided_on": "2/6/2019", "valid_to": "1/6/2019"},
            "đứng trước",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    world: World, officer: Client, route: str, values: dict[str, str], words: str
) -> None:
    response = officer.post(f"{PAGE}{route}", {"year": YEAR, **values})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert facts_of(world.school) == []


def test_revoking_and_taking_back(world: World, officer: Client) -> None:
    decision = record_decision(actor=system_actor(), school=world.school, year=YEAR, number="5/QĐ", grade=1)
    address = f"{PAGE}quyet-dinh/{decision.pk}/thu-hoi/"
    assert "5/QĐ" in officer.get(address).content.decode()
    assert officer.post(address, {"day": "01/02/2020", "reason": ""}).status_code == 422
    assert officer.post(address, {"day": "01/02/2020", "reason": "không giữ được chuẩn"})["Location"] == PAGE
    assert "Thu hồi từ 01/02/2020" in officer.get(PAGE).content.decode()
    assert officer.post(address, {"day": "01/02/2020", "reason": "nữa"}).status_code == 422
    officer.post(f"{PAGE}bo/", {"what": "decision", "decision": decision.pk})
    assert facts_of(world.school) == []


@pytest.mark.parametrize("what", ["assessment", "registration"])
def test_taking_back_what_was_recorded_by_mistake(world: World, officer: Client, what: str) -> None:
    record_assessment(actor=system_actor(), school=world.school, year=YEAR, completed=True, level=0)
    record_registration(actor=system_actor(), school=world.school, year=YEAR)
    assert "không đạt" in officer.get(PAGE).content.decode()
    officer.post(f"{PAGE}bo/", {"what": what, "year": YEAR})
    (facts,) = facts_of(world.school)
    assert (facts.recorded is None) == (what == "assessment")
    assert (facts.registration is None) == (what == "registration")


def test_nonsense_is_refused(officer: Client) -> None:
    for values in (
        {},
        {"what": "khac"},
        {"what": "decision", "decision": "x"},
        {"what": "registration", "year": "1"},
    ):
        assert officer.post(f"{PAGE}bo/", values).status_code == 422
    assert officer.post(f"{PAGE}bo/", {"what": "decision", "decision": "999999"}).status_code == 404
    assert officer.get(f"{PAGE}quyet-dinh/999999/thu-hoi/").status_code == 404


@pytest.mark.parametrize(
    ("role", "office", "page", "status"),
    [
        (Role.COMMUNE_OFFICER, "commune", "", 200),
        (Role.COMMUNE_OFFICER, "commune", "dang-ky/", 200),
        (Role.COMMUNE_OFFICER, "commune", "quyet-dinh/", 403),
        (Role.COMMUNE_OFFICER, "other_commune", "", 404),
        (Role.SUPERVISOR, "commune", "", 403),
        (Role.DEPARTMENT_SPECIALIST, "department", "quyet-dinh/", 200),
        (Role.DEPARTMENT_LEADER, "department", "dang-ky/", 403),
        (Role.MINISTRY_OFFICER, "ministry", "dang-ky/", 403),
    ],
)
def test_who_sees_and_records_what(world: World, role: Role, office: str, page: str, status: int) -> None:
    place = getattr(world, office)
    client = Client()
    client.force_login(member(place, role))
    assert client.get(f"/co-quan/{place.code}/truong/thcs-an-binh/ghi-nhan/{page}").status_code == status


def test_an_office_is_no_school(officer: Client) -> None:
    assert officer.get("/co-quan/so/truong/xa-an-binh/ghi-nhan/").status_code == 404


def test_the_page_costs_the_same_for_ten_years(
    world: World, officer: Client, django_assert_max_num_queries
) -> None:
    for year in range(2005, 2015):
        record_assessment(
            actor=system_actor(), school=world.school, year=f"{year}-{year + 1}", completed=True, level=1
        )
    with django_assert_max_num_queries(20):
        officer.get(PAGE)
