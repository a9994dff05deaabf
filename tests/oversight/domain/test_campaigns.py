"""Opening a campaign, moving its days with reason and history, ending it, the letter; each told once."""

import datetime as dt
import io
from typing import Any

import pytest
from pytest_django import Settings

from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.notifications.models import Notice
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.campaigns import (
    CampaignValues,
    StepValues,
    TargetValues,
    attach_letter,
    campaign_seen_at,
    close_campaign,
    letter_of,
    letters_of,
    move_step,
    open_campaign,
    step_of,
)
from minhdinh.oversight.enums import StepKind
from minhdinh.oversight.models import Campaign, CampaignChange
from tests.clamd_server import SAMPLE, clamd
from tests.factories import World, acting, make_world, member
from tests.oversight.boards import campaign

pytestmark = pytest.mark.django_db
YEAR = "2018-2019"
DUE = dt.date(2019, 5, 25)
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def world() -> World:
    return make_world()


def values(**more: Any) -> CampaignValues:
    given = {
        "name": "Tự đánh giá 2018-2019",
        "steps": [StepValues(StepKind.DATA, DUE, "Nhập dữ liệu")],
        **more,
    }
    return CampaignValues(**given)


def opened(world: World, office: Organisation | None = None, **more: Any) -> Campaign:
    at = office or world.department
    person = world.officer if at == world.department else world.commune_officer
    return open_campaign(actor=acting(person, at), office=at, year=YEAR, values=values(**more))


def told() -> set[tuple[str, str]]:
    return {(notice.person.username, notice.text) for notice in Notice.objects.select_related("person")}


def move(
    world: World, made: Campaign, due: dt.date, reason: str = "Sở có công văn lùi hạn"
) -> CampaignChange:
    actor = acting(world.officer, world.department)
    return move_step(actor=actor, campaign=made, step=made.steps.get(), due=due, reason=reason)


def test_the_schools_it_reaches_are_told(world: World) -> None:
    made = opened(
        world,
        legal_basis="CV 100/SGDĐT ngày 01/9/2018",
        school_types=["thcs"],
        communes=[world.commune],
        targets=[TargetValues(StepKind.SELF_ASSESSMENT, 90, "thcs")],
    )
    words = "Sở Giáo dục và Đào tạo An Hòa mở đợt “Tự đánh giá 2018-2019”. Nhập dữ liệu: 25/05/2019."
    assert told() == {("hieutruong", words)}
    assert Notice.objects.get().url == f"/truong/thcs-an-binh/{YEAR}/"
    assert [(one.kind, one.percent, one.school_type) for one in made.targets.all()] == [
        ("self_assessment", 90, "thcs")
    ]
    assert Entry.objects.filter(action="campaign.opened", organisation_id=world.department.pk).count() == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": "  "}, "name"),
        ({"steps": []}, "steps"),
        ({"targets": [TargetValues(StepKind.DATA, 90), TargetValues(StepKind.DATA, 80)]}, "targets"),
        ({"targets": [TargetValues(StepKind.OTHER, 90)]}, "targets"),
    ],
)
def test_what_asks_nothing_is_refused(world: World, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Problem) as problem:
        opened(world, **more)
    assert problem.value.field == field
    assert not Campaign.objects.exists()


def test_an_office_reaches_below_itself_only(world: World) -> None:
    with pytest.raises(Problem, match="ở dưới cơ quan này"):
        opened(world, office=world.commune, communes=[world.other_commune])


def test_moving_a_day_keeps_the_old_one_and_tells_why(world: World) -> None:
    made = opened(world, communes=[world.commune])
    move(world, made, DUE + dt.timedelta(days=10))
    move(world, made, DUE + dt.timedelta(days=20), "Mưa bão")
    assert made.steps.get().due == dt.date(2019, 6, 14)
    history = [(one.day_before, one.day_after, one.reason, one.by_name) for one in made.changes.all()]
    assert history == [
        (dt.date(2019, 6, 4), dt.date(2019, 6, 14), "Mưa bão", "Lưu Thị Hằng"),
        (DUE, dt.date(2019, 6, 4), "Sở có công văn lùi hạn", "Lưu Thị Hằng"),
    ]
    newest = Notice.objects.latest("id")
    assert "từ 04/06/2019 sang 14/06/2019. Lý do: Mưa bão" in newest.text
    assert Notice.objects.count() == 3
    assert Entry.objects.filter(action="campaign.extended").count() == 2


@pytest.mark.parametrize(("due", "reason"), [(DUE, "có"), (DUE + dt.timedelta(days=1), "  ")])
def test_no_change_or_no_reason_changes_nothing(world: World, due: dt.date, reason: str) -> None:
    made = opened(world)
    with pytest.raises(Problem):
        move(world, made, due, reason)
    assert made.steps.get().due == DUE
    assert not made.changes.exists()


def test_ending_early(world: World) -> None:
    made = opened(world, communes=[world.commune])
    actor = acting(world.officer, world.department)
    for _ in range(2):
        close_campaign(actor=actor, campaign=made, reason="Gộp vào đợt khác")
    made.refresh_from_db()
    assert made.closed_on is not None
    assert [one.what for one in made.changes.all()] == ["Kết thúc đợt"]
    assert Notice.objects.count() == 2


def attach(world: World, made: Campaign, content: bytes, name: str = "cong-van.pdf") -> Any:
    return attach_letter(
        actor=acting(world.officer, world.department),
        campaign=made,
        stream=io.BytesIO(content),
        name=name,
        size=len(content),
    )


def test_the_letter_is_known_by_its_content(world: World) -> None:
    made = opened(world)
    letter = attach(world, made, PDF, "../công văn.exe")
    assert (letter.name, letter.extension, bytes(letter.content)) == ("công văn.exe", "pdf", PDF)
    with pytest.raises(Problem):
        attach(world, made, b"MZ this is a program", "cong-van.pdf")
    with pytest.raises(Problem, match="rỗng"):
        attach(world, made, b"")
    with pytest.raises(Problem, match="không phải"):
        attach(world, made, b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\x00" * 300, "cong-van.pdf")
    stored = letter_of(made)
    assert stored is not None
    assert stored.sha256 == letter.sha256
    assert letters_of([made]) == {made.pk: "công văn.exe"}


def test_another_letter_takes_its_place_and_stays_in_the_history(world: World) -> None:
    made = opened(world)
    attach(world, made, PDF)
    attach(world, made, PDF + b"\n", "moi.pdf")
    assert letters_of([made]) == {made.pk: "moi.pdf"}
    assert [one.what for one in made.changes.all()] == ["Thay công văn: moi.pdf"]


def test_only_the_office_itself_changes_it(world: World) -> None:
    made = opened(world)
    below = acting(world.commune_officer, world.commune)
    leader = acting(member(world.department, Role.DEPARTMENT_LEADER), world.department)
    for actor in (below, leader):
        with pytest.raises(NotAllowed):
            move_step(actor=actor, campaign=made, step=made.steps.get(), due=DUE, reason="x")
        with pytest.raises(NotAllowed):
            close_campaign(actor=actor, campaign=made, reason="x")
        with pytest.raises(NotAllowed):
            attach_letter(actor=actor, campaign=made, stream=io.BytesIO(PDF), name="a.pdf", size=len(PDF))
        with pytest.raises(NotAllowed):
            open_campaign(actor=actor, office=world.department, year=YEAR, values=values())


def test_an_infected_letter_is_not_kept(world: World, settings: Settings) -> None:
    made = opened(world)
    with clamd() as server:
        settings.MINHDINH_CLAMD = server.address
        with pytest.raises(Problem, match="mã độc"):
            attach(world, made, PDF + SAMPLE)
        assert letter_of(made) is None
        assert attach(world, made, PDF).size == len(PDF)


def test_who_finds_a_campaign(world: World) -> None:
    made = opened(world)
    own = campaign(world.commune, year=YEAR)
    assert campaign_seen_at(world.commune, YEAR, made.pk) == made
    assert campaign_seen_at(world.school, YEAR, made.pk) == made
    assert campaign_seen_at(world.department, YEAR, own.pk) is None
    assert campaign_seen_at(world.other_commune, YEAR, own.pk) is None
    assert campaign_seen_at(world.department, "2019-2020", made.pk) is None
    assert step_of(made, own.steps.get().pk) is None
    assert letter_of(made) is None
