"""A campaign worded anew: told once, kept with its reason; nothing else moves."""

import datetime as dt

import pytest

from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.notifications.models import Notice
from minhdinh.oversight.domain.campaign_editing import CampaignWords, edit_campaign, words_of
from minhdinh.oversight.domain.campaigns import CampaignValues, StepValues, close_campaign, open_campaign
from minhdinh.oversight.enums import StepKind
from minhdinh.oversight.models import Campaign
from minhdinh.standards.models import LegalDocument
from tests.factories import World, acting, make_world, member

pytestmark = pytest.mark.django_db
YEAR = "2018-2019"
DUE = dt.date(2019, 5, 25)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def made(world: World) -> Campaign:
    return open_campaign(
        actor=acting(world.officer, world.department),
        office=world.department,
        year=YEAR,
        values=CampaignValues("Tự đánh giá", [StepValues(StepKind.DATA, DUE)], legal_basis="CV 100"),
    )


@pytest.fixture
def letter() -> LegalDocument:
    return LegalDocument.objects.create(
        number="981/SGDĐT-NV2", kind="letter", title="Về dữ liệu tự đánh giá", issued_on=dt.date(2019, 4, 4)
    )


def edit(world: World, campaign: Campaign, words: CampaignWords, reason: str = "Ghi rõ hơn") -> str:
    actor = acting(world.officer, world.department)
    return edit_campaign(actor=actor, campaign=campaign, words=words, reason=reason).what


def test_what_changes_is_kept_and_told(world: World, made: Campaign, letter: LegalDocument) -> None:
    words = CampaignWords("Tự đánh giá 2018-2019 ", "CV 981/SGDĐT-NV2", "Nhập đủ số liệu.", [letter])
    what = edit(world, made, words)
    assert what == "Sửa tên đợt (cũ: Tự đánh giá), căn cứ (cũ: CV 100), nội dung, văn bản kèm theo"
    made.refresh_from_db()
    assert words_of(made) == CampaignWords(
        "Tự đánh giá 2018-2019", "CV 981/SGDĐT-NV2", "Nhập đủ số liệu.", [letter]
    )
    told = Notice.objects.filter(text__contains=" sửa tên đợt ").select_related("person")
    opened = Notice.objects.exclude(pk__in=told)
    assert {one.person.username for one in told} == {one.person.username for one in opened}
    assert "hieutruong" in {one.person.username for one in told}
    assert all(one.text.endswith("của đợt “Tự đánh giá”. Lý do: Ghi rõ hơn") for one in told)
    assert Entry.objects.filter(action="campaign.edited").count() == 1


def test_days_and_reach_stay(world: World, made: Campaign) -> None:
    edit(world, made, CampaignWords("Tên khác", "CV 100"))
    made.refresh_from_db()
    assert [(one.kind, one.due) for one in made.steps.all()] == [(StepKind.DATA, DUE)]
    assert (made.school_types, made.ownership, made.closed_on) == ([], "", None)


def test_long_names_are_shortened_in_the_list_of_changes(world: World, made: Campaign) -> None:
    edit(world, made, CampaignWords("A" * 250, "CV 100"))
    what = edit(world, made, CampaignWords("Ngắn", ""))
    assert what == f"Sửa tên đợt (cũ: {'A' * 59}…), căn cứ (cũ: CV 100)"
    assert "chưa ghi" in edit(world, made, CampaignWords("Ngắn", "CV 7"))


@pytest.mark.parametrize(
    ("words", "reason", "field"),
    [
        (CampaignWords("Tên khác"), "  ", "reason"),
        (CampaignWords("  "), "Nhầm", "name"),
        (CampaignWords("Tự đánh giá", "CV 100"), "Không đổi gì", "name"),
    ],
)
def test_what_is_refused_changes_nothing(
    world: World, made: Campaign, words: CampaignWords, reason: str, field: str
) -> None:
    before = (words_of(made), Notice.objects.count())
    with pytest.raises(Problem) as refused:
        edit(world, made, words, reason)
    assert refused.value.field == field
    made.refresh_from_db()
    assert (words_of(made), Notice.objects.count(), made.changes.count()) == (*before, 0)


def test_an_ended_campaign_keeps_its_words(world: World, made: Campaign) -> None:
    close_campaign(actor=acting(world.officer, world.department), campaign=made, reason="Xong sớm")
    with pytest.raises(Problem, match="đã kết thúc"):
        edit(world, made, CampaignWords("Tên khác"))


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.MINISTRY_OFFICER])
def test_who_only_looks_changes_nothing(world: World, made: Campaign, role: Role) -> None:
    person = member(world.department, role, username="xem")
    with pytest.raises(NotAllowed):
        edit_campaign(
            actor=acting(person, world.department), campaign=made, words=CampaignWords("X"), reason="Thử"
        )
