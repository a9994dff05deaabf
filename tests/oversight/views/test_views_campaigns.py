"""The pages of campaigns: opening, what others may see, moving a day, the letter."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from minhdinh.lib.text import vn_date
from minhdinh.notifications.models import Notice
from minhdinh.oversight.enums import StepKind
from minhdinh.oversight.models import Campaign, CampaignTarget
from tests.counting import queries_of
from tests.factories import World, make_world
from tests.oversight.boards import YEAR, campaign, lookers, school_at

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def officer(client: Client, world: World) -> Client:
    client.force_login(world.officer)
    return client


def page(rest: str = "", office: str = "so") -> str:
    return f"/co-quan/{office}/{YEAR}/dot-cong-tac/{rest}"


def form(**more: object) -> dict[str, object]:
    return {
        "name": "Tự đánh giá",
        "legal_basis": "CV 100/SGDĐT",
        "content": "",
        "ownership": "",
        "steps-TOTAL_FORMS": "2",
        "steps-INITIAL_FORMS": "0",
        "steps-0-kind": "data",
        "steps-0-due": "25/5/2019",
        "steps-1-kind": "",
        "targets-TOTAL_FORMS": "1",
        "targets-INITIAL_FORMS": "0",
        "targets-0-kind": "self_assessment",
        "targets-0-percent": "90",
        "targets-0-school_type": "",
        **more,
    }


def test_opening_one(officer: Client, world: World) -> None:
    assert officer.get(page("moi/")).status_code == 200
    answer = officer.post(page("moi/"), form(communes=["xa-an-binh"], school_types=["thcs"]), follow=True)
    made = Campaign.objects.get()
    assert answer.redirect_chain[0][0] == page(f"{made.pk}/")
    text = answer.content.decode()
    for words in (
        "Tự đánh giá",
        "25/05/2019",
        "quá hạn",
        "CV 100/SGDĐT",
        "Trường THCS · Ủy ban nhân dân xã An Bình",
        "90 %",
    ):
        assert words in text, words
    assert {one.person for one in Notice.objects.all()} == {world.owner}
    assert "Tự đánh giá" in officer.get(page()).content.decode()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": ""}, "id_name_error"),
        ({"steps-0-kind": ""}, "Hãy chọn việc"),
        ({"steps-0-due": ""}, "Hãy ghi hạn của việc này"),
        ({"steps-0-due": "31/02/2019"}, "không có thật"),
        ({"steps-0-kind": "other"}, "Hãy ghi đó là việc gì"),
        ({"steps-0-kind": "", "steps-0-due": ""}, "ít nhất một việc có hạn"),
        ({"targets-0-percent": "101"}, "100"),
        ({"communes": ["xa-la"]}, "xa-la"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_opened(
    officer: Client, more: dict[str, str], words: str
) -> None:
    answer = officer.post(page("moi/"), form(**more))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Campaign.objects.exists()


def test_a_commune_chooses_no_communes(client: Client, world: World) -> None:
    client.force_login(world.commune_officer)
    assert "communes" not in client.get(page("moi/", "xa-an-binh")).context["form"].fields
    client.post(page("moi/", "xa-an-binh"), form())
    assert Campaign.objects.get().office == world.commune


def test_moving_a_day_shows_in_the_history(officer: Client, world: World) -> None:
    made = campaign(world.department, (StepKind.DATA, 5))
    step = made.steps.get()
    later = step.due + dt.timedelta(days=7)
    given = {"step": step.pk, "due": vn_date(later), "reason": "Lùi vì bão"}
    text = officer.post(page(f"{made.pk}/gia-han/"), given, follow=True).content.decode()
    assert f"{vn_date(step.due)} → {vn_date(later)}" in text
    assert "Lùi vì bão" in text
    for wrong in ({"reason": ""}, {"due": "x"}, {"due": vn_date(later)}, {"step": "0"}):
        answer = officer.post(page(f"{made.pk}/gia-han/"), {**given, **wrong})
        assert answer.status_code == 422, wrong
    assert made.changes.count() == 1


def test_ending_one(officer: Client, world: World) -> None:
    made = campaign(world.department)
    assert officer.post(page(f"{made.pk}/ket-thuc/"), {"reason": ""}).status_code == 422
    text = officer.post(page(f"{made.pk}/ket-thuc/"), {"reason": "Gộp đợt"}, follow=True).content.decode()
    assert "Đợt đã kết thúc ngày" in text
    assert "Gia hạn, đổi hạn" not in text
    assert "đã kết thúc" in officer.get(page()).content.decode()


def test_the_letter(officer: Client, world: World) -> None:
    made = campaign(world.department)
    address = page(f"{made.pk}/cong-van/")
    assert officer.get(f"{address}tai/").status_code == 404
    assert officer.post(address).status_code == 422
    wrong = officer.post(address, {"file": SimpleUploadedFile("a.pdf", b"MZ program")})
    assert wrong.status_code == 422
    assert "không thuộc loại được nhận" in wrong.content.decode()
    officer.post(address, {"file": SimpleUploadedFile("công văn.pdf", PDF)})
    assert "công văn.pdf" in officer.get(page(f"{made.pk}/")).content.decode()
    answer = officer.get(f"{address}tai/")
    assert b"".join(answer.streaming_content) == PDF
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")


def test_below_it_is_read_only_with_the_own_figures(client: Client, world: World) -> None:
    made = campaign(world.department)
    CampaignTarget.objects.create(campaign=made, kind=StepKind.SELF_ASSESSMENT, percent=60)
    school_at(world.commune, "sealed")
    client.force_login(world.commune_officer)
    text = client.get(page(f"{made.pk}/", "xa-an-binh")).content.decode()
    assert "01/02 = 50 %" in text
    assert "của cơ quan cấp trên" in text.lower()
    assert "Gia hạn, đổi hạn" not in text
    assert "của cấp trên" in client.get(page("", "xa-an-binh")).content.decode()
    given = {"step": made.steps.get().pk, "due": "01/01/2030", "reason": "x"}
    assert client.post(page(f"{made.pk}/gia-han/", "xa-an-binh"), given).status_code == 403
    assert not made.changes.exists()


def test_who_sees_a_campaign_of_a_commune(world: World) -> None:
    made = campaign(world.commune)
    expected = {
        "system": {"so": 403, "xa-an-binh": 403},
        "department": {"so": 404, "xa-an-binh": 200},
        "commune": {"so": 404, "xa-an-binh": 200},
        "other_commune": {"so": 404, "xa-an-binh": 404},
        "ministry": {"so": 404, "xa-an-binh": 200},
        "supervisor": {"so": 404, "xa-an-binh": 200},
        "principal": {"so": 404, "xa-an-binh": 404},
    }
    people = lookers(world)
    found = {}
    for who in expected:
        client = Client()
        client.force_login(people[who])
        found[who] = {
            office: client.get(page(f"{made.pk}/", office)).status_code for office in ("so", "xa-an-binh")
        }
    assert found == expected


def test_as_many_queries_for_many_campaigns(officer: Client, world: World) -> None:
    campaign(world.department, communes=[world.commune])
    board = f"/co-quan/so/{YEAR}/theo-doi/"
    few = queries_of(officer, page()), queries_of(officer, board)
    for _ in range(6):
        campaign(world.department, (StepKind.DATA, -3), (StepKind.OTHER, 3), communes=[world.other_commune])
    assert (queries_of(officer, page()), queries_of(officer, board)) == few
    assert len(officer.get(page()).context["campaigns"]) == 7
