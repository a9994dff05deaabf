"""Reads: SQL and Python agree about every item, filters narrow, everybody sees exactly their own."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import ScopeError, school_scope, scopes_disabled
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.domain.queries import (
    ItemFilter,
    citations_of,
    file_by_id,
    file_for,
    files_of,
    item_by_id,
    item_for,
    items_of_criterion,
    list_items,
    next_waiting,
    old_codes_of,
    usable,
    usable_count,
    uses_of,
    visible_to,
    with_status,
)
from minhdinh.evidence.enums import Status, Storage, Verification
from minhdinh.evidence.models import EvidenceCode, EvidenceItem
from tests.evidence.factories import (
    House,
    cite,
    link,
    make_actor,
    make_file,
    make_house,
    make_item,
    make_verified,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
TODAY = dt.date(2026, 11, 20)
DAYS = st.none() | st.dates(TODAY - dt.timedelta(days=2), TODAY + dt.timedelta(days=2))
STATES = st.fixed_dictionaries(
    {
        "verification": st.sampled_from(Verification.values),
        "valid_to": DAYS,
        "storage": st.sampled_from(Storage.values),
        "link": st.sampled_from(["", "https://truong.edu.vn"]),
        "place": st.sampled_from(["", "Tủ 2"]),
        "file_count": st.integers(0, 2),
        "sensitive": st.booleans(),
        "removed": st.booleans(),
    }
)


def names(rows: object) -> list[str]:
    return [item.name for item in rows]  # type: ignore[attr-defined]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=st.lists(STATES, min_size=1, max_size=12))
def test_sql_and_python_agree_about_every_item(house: House, states: list[dict[str, object]]) -> None:
    rows = [
        EvidenceItem(
            school=house.school,
            code=f"MC.1.1.{number}",
            name=str(number),
            first_year="2026-2027",
            removed_at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC) if state["removed"] else None,
            rejected_reason="mờ",
            **{key: value for key, value in state.items() if key != "removed"},
        )
        for number, state in enumerate(states, start=1)
    ]
    with scopes_disabled():
        EvidenceItem.objects.filter(school=house.school).delete()
        for row in rows:
            row.save()
        mine = EvidenceItem.objects.filter(school=house.school)
        shown = dict(with_status(mine, TODAY).values_list("pk", "shown_status"))
        usable_ids = set(mine.filter(usable(TODAY)).values_list("pk", flat=True))
    assert shown == {row.pk: row.status_on(TODAY).value for row in rows}
    assert usable_ids == {row.pk for row in rows if row.usable_on(TODAY)}
    assert {shown[pk] for pk in usable_ids} <= {Status.VERIFIED}


def test_the_last_day_of_validity_still_holds(house: House) -> None:
    item = make_verified(house, valid_to=TODAY)
    assert item.usable_on(TODAY)
    assert not item.usable_on(TODAY + dt.timedelta(days=1))
    assert item.status_on(TODAY + dt.timedelta(days=1)) is Status.EXPIRED


def test_words_are_found_without_diacritics_in_any_order(house: House) -> None:
    make_item(house, name="Kế hoạch giáo dục", number="12/KH-THCS", issuer="Phòng chuyên môn")
    make_item(house, name="Biên bản họp phụ huynh", note="đã ký")
    found = {
        text: names(list_items(house.school.pk, ItemFilter(text=text), TODAY))
        for text in ("giao ke HOACH", "đã ký", "da ky", "12/kh", "chuyen mon", "mc.1.1.02", "khong co", "  ")
    }
    plan, minutes = ["Kế hoạch giáo dục"], ["Biên bản họp phụ huynh"]
    assert found == {
        "giao ke HOACH": plan,
        "đã ký": minutes,
        "da ky": minutes,
        "12/kh": plan,
        "chuyen mon": plan,
        "mc.1.1.02": minutes,
        "khong co": [],
        "  ": plan + minutes,
    }


def test_filters_narrow_to_exactly_what_they_say(house: House, contributor: Actor, secretary: Actor) -> None:
    root = make_verified(house, name="gốc", criterion="1.3", kind="ke_hoach")
    linked = make_item(house, name="gắn", criterion="2.1")
    cited = make_verified(house, name="trích", criterion="3.1", actor=contributor)
    make_item(house, name="chờ xếp", criterion="")
    gone = make_item(house, name="đã bỏ", criterion="1.3")
    link(house, linked, "1.3")
    cite(house, cited, criterion="1.3")
    remove_item(actor=secretary, item=gone)
    year = {"assessment_id": house.assessment.pk}
    expected = {
        ItemFilter(): ["chờ xếp", "gốc", "gắn", "trích"],
        ItemFilter(criterion="1.3", **year): ["gốc", "gắn", "trích"],
        ItemFilter(criterion="1.3", assessment_id=house.assessment.pk + 1): ["gốc"],
        ItemFilter(criterion="1.3"): ["gốc", "gắn", "trích"],
        ItemFilter(criterion="4.1", **year): [],
        ItemFilter(kind="ke_hoach"): ["gốc"],
        ItemFilter(contributed_by=contributor.user_id): ["trích"],
        ItemFilter(unused=True): ["chờ xếp", "gốc", "gắn"],
        ItemFilter(inbox=True): ["chờ xếp"],
        ItemFilter(removed=True): ["đã bỏ"],
        ItemFilter(status=Status.VERIFIED): ["gốc", "trích"],
        ItemFilter(status=Status.MISSING): ["chờ xếp", "gắn"],
    }
    assert {wanted: names(list_items(house.school.pk, wanted, TODAY)) for wanted in expected} == expected
    assert root.code == "MC.1.3.01"


def test_everybody_sees_exactly_what_is_theirs_to_see(
    house: House, contributor: Actor, member: Actor
) -> None:
    secret = {"kind": "ho_so_vu_viec", "storage": Storage.PLACE, "place": "Tủ 1"}
    make_item(house, name="thường")
    make_item(house, name="nhạy cảm", **secret)
    make_item(house, name="của người gửi", actor=contributor)
    make_item(house, name="nhạy cảm của thành viên", actor=member, **secret)
    everything = ["của người gửi", "nhạy cảm", "nhạy cảm của thành viên", "thường"]
    expected = {
        Role.SECRETARY: everything,
        Role.PRINCIPAL: everything,
        Role.CHAIR: everything,
        Role.VIEWER: ["của người gửi", "thường"],
        Role.COMMUNE_OFFICER: ["của người gửi", "thường"],
        Role.SCHOOL_ADMIN: [],
        Role.CONTRIBUTOR: [],
    }
    school = EvidenceItem.objects.filter(school=house.school)

    def seen(actor: Actor) -> list[str]:
        return sorted(names(school.filter(visible_to(actor))))

    roles = [role for role in expected if role != Role.COMMUNE_OFFICER]
    assert {role: seen(make_actor(house, role)) for role in roles} == {role: expected[role] for role in roles}
    assert seen(contributor) == ["của người gửi"]
    assert seen(member) == ["của người gửi", "nhạy cảm của thành viên", "thường"]
    assert seen(system_actor(house.school.pk)) == everything
    assert seen(Actor(None, "không ai", house.school.pk)) == []


def test_one_item_is_fetched_as_it_is_seen(house: House, contributor: Actor, secretary: Actor) -> None:
    mine, other = make_item(house, actor=contributor), make_item(house)
    school_id = house.school.pk
    assert item_for(contributor, school_id, mine.pk) == mine
    assert item_for(contributor, school_id, other.pk) is None
    assert item_for(secretary, make_house().school.pk, mine.pk) is None
    remove_item(actor=secretary, item=mine)
    assert item_for(contributor, school_id, mine.pk) is None
    assert item_for(secretary, school_id, mine.pk) == mine
    assert item_by_id(school_id, mine.pk) == mine
    assert item_by_id(school_id + 999, mine.pk) is None


def test_files_are_fetched_as_their_item_is_seen(house: House, contributor: Actor, member: Actor) -> None:
    file = make_file(make_item(house))
    school_id = house.school.pk
    assert file_for(member, school_id, file.pk) == file
    assert file_for(contributor, school_id, file.pk) is None
    assert file_by_id(school_id, file.pk) == file
    assert file_by_id(school_id + 999, file.pk) is None
    assert files_of(file.item) == [file]


def test_the_items_of_a_criterion_serve_it_or_are_cited_there(house: House) -> None:
    rooted, linked, cited, gone = (
        make_verified(house, criterion="1.3", name=name) for name in ("gốc", "gắn", "trích", "bỏ")
    )
    pending = make_item(house, criterion="1.3", name="chờ")
    for item in (linked, pending, gone):
        link(house, item, "1.4")
    cite(house, cited, criterion="1.4")
    remove_item(actor=system_actor(house.school.pk), item=gone)
    place = (house.assessment.pk, house.track, "1.4", TODAY)
    assert names(items_of_criterion(*place)) == ["gắn", "trích", "chờ"]
    assert usable_count(*place) == 2
    assert usable_count(house.assessment.pk, house.track, "1.3", TODAY) == 0
    assert usable_count(house.assessment.pk, "thpt", "1.4", TODAY) == 0
    assert rooted.usable_on(TODAY)


def test_uses_and_citations_of_an_item(house: House) -> None:
    item = make_verified(house)
    link(house, item, "1.3")
    link(house, item, "1.2")
    cite(house, item, source="passage:7", criterion="4.2")
    assert [use.criterion for use in uses_of(item)] == ["1.2", "1.3"]
    assert [(one.source, one.criterion, one.level) for one in citations_of(item)] == [("passage:7", "4.2", 1)]


def test_other_codes_of_an_item(house: House) -> None:
    item = make_item(house)
    EvidenceCode.objects.create(
        school=house.school, item=item, convention="h-2018", text="H1-1.1-02", criterion="1.1"
    )
    assert [row.text for row in old_codes_of(item)] == ["H1-1.1-02"]


def test_the_queue_goes_on_and_starts_again(house: House, secretary: Actor) -> None:
    first, second = make_item(house, name="một"), make_item(house, name="hai")
    verified = make_verified(house)
    for item in (first, second):
        make_file(item, name=f"{item.name}.pdf")
    make_item(house, name="chưa có tệp")
    make_file(make_item(house, name="chưa xếp", criterion=""))
    school_id = house.school.pk
    assert next_waiting(secretary, school_id, first) == second
    assert next_waiting(secretary, school_id, second) == first
    assert next_waiting(secretary, school_id, verified) == first
    remove_item(actor=secretary, item=second)
    assert next_waiting(secretary, school_id, first) is None


def test_nothing_is_read_outside_a_scope(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = make_house()
    make_item(house, name="đây")
    make_item(other, name="kia")
    with school_scope(house.school.pk):
        assert names(list_items(other.school.pk, ItemFilter(), TODAY)) == []
        with django_assert_num_queries(1):
            assert names(list_items(house.school.pk, ItemFilter(), TODAY)) == ["đây"]


@pytest.mark.usefixtures("house")
def test_without_scope_every_read_raises() -> None:
    from minhdinh.access import scope

    token = scope._current.set(None)
    try:
        with pytest.raises(ScopeError):
            list_items(1, ItemFilter(), TODAY)
    finally:
        scope._current.reset(token)
