"""Items: made, changed from a version, taken away and brought back."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.evidence.domain.items import (
    ItemValues,
    change_item,
    create_item,
    file_item,
    kind_named,
    may_change,
    remove_item,
    restore_item,
    target_of,
    tidied,
    validate_values,
)
from minhdinh.evidence.domain.verification import verify_item
from minhdinh.evidence.enums import Storage, Verification
from minhdinh.evidence.models import EvidenceCode, EvidenceItem
from tests.evidence.factories import (
    YEAR,
    House,
    cite,
    make_actor,
    make_file,
    make_house,
    make_item,
    make_verified,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
PLAN = ItemValues(name="Kế hoạch năm học", number="12/KH", issued_on=dt.date(2026, 9, 5), issuer="Trường")


def actions_on(item: EvidenceItem) -> list[str]:
    return [entry.action for entry in entries_of_target(target_of(item))][::-1]


def test_a_new_item_waits_and_is_recorded(house: House, contributor: Actor) -> None:
    item = make_item(house, actor=contributor, criterion="1.3", name="  Kế hoạch\u200b   năm học ")
    assert (item.code, item.root_criterion, item.first_year) == ("MC.1.3.01", "1.3", YEAR)
    assert item.verification == Verification.PENDING
    assert item.contributed_by_id == contributor.user_id
    assert item.search_text.startswith("mc.1.3.01 ke hoach")
    assert actions_on(item) == ["evidence.created"]


def test_without_criterion_an_item_waits_in_the_inbox_without_code(house: House) -> None:
    first, second = (make_item(house, criterion="", name=name) for name in ("A", "B"))
    assert (first.code, second.code) == ("", "")
    assert first.label == "(chưa có mã)"
    assert not EvidenceCode.objects.filter(item=first).exists()


def test_filing_gives_the_next_code_once(house: House, secretary: Actor) -> None:
    make_item(house, criterion="2.1")
    item = make_item(house, criterion="")
    filed = file_item(actor=secretary, item=item, criterion="2.1", convention=house.convention)
    assert (filed.code, filed.root_criterion) == ("MC.2.1.02", "2.1")
    again = file_item(actor=secretary, item=item, criterion="3.1", convention=house.convention)
    assert again.code == "MC.2.1.02"
    assert EvidenceCode.objects.get(item=item).text == "MC.2.1.02"
    assert actions_on(item) == ["evidence.created", "evidence.filed"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " \t "}, "name"),
        ({"name": "x" * 401}, "name"),
        ({"number": "x" * 121}, "number"),
        ({"kind": "khong_co"}, "kind"),
        ({"valid_from": dt.date(2026, 9, 2), "valid_to": dt.date(2026, 9, 1)}, "valid_to"),
        ({"storage": "cloud"}, "storage"),
        ({"storage": Storage.LINK, "link": "javascript:alert(1)"}, "link"),
        ({"storage": Storage.LINK, "link": ""}, "link"),
        ({"storage": Storage.LINK, "link": "https://" + "x" * 1000}, "link"),
        ({"storage": Storage.PLACE, "place": "  "}, "place"),
    ],
)
def test_values_that_do_not_hold_are_refused_at_their_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(Problem) as caught:
        validate_values(replace(PLAN, **change))
    assert caught.value.field == field


def test_one_day_of_validity_is_enough() -> None:
    validate_values(replace(PLAN, valid_from=dt.date(2026, 9, 1), valid_to=dt.date(2026, 9, 1)))


def test_texts_are_tidied_and_lines_of_a_note_stay() -> None:
    values = tidied(
        ItemValues(name="Kế  hoạch\x00", issuer="\tSở\n GDĐT ", note=" dòng 1 \r\n\r\ndòng\x07 2\n")
    )
    assert (values.name, values.issuer, values.note) == ("Kế hoạch", "Sở GDĐT", "dòng 1\n\ndòng 2")
    assert tidied(PLAN) == PLAN


def test_kinds_are_looked_up() -> None:
    assert kind_named("") is None
    assert kind_named("ke_hoach").name == "Kế hoạch"


def test_a_sensitive_kind_marks_the_item(house: House) -> None:
    item = make_item(house, kind="ho_so_vu_viec", storage=Storage.PLACE, place="Tủ 1")
    assert item.sensitive


def test_viewers_and_foreigners_make_nothing(house: House) -> None:
    for actor in (make_actor(house, Role.VIEWER), make_actor(make_house(), Role.SECRETARY)):
        with pytest.raises(NotAllowed):
            create_item(
                actor=actor,
                school_id=house.school.pk,
                year=YEAR,
                criterion="1.1",
                convention=house.convention,
                values=PLAN,
            )
    assert not EvidenceItem.objects.filter(school=house.school).exists()


def test_a_change_from_an_old_version_is_refused_and_changes_nothing(house: House, secretary: Actor) -> None:
    item = make_item(house, name="Bản đầu")
    version = item.version
    change_item(actor=secretary, item=item, version=version, values=replace(PLAN, name="Bản hai"))
    with pytest.raises(Stale):
        change_item(actor=secretary, item=item, version=version, values=replace(PLAN, name="Bản ba"))
    item.refresh_from_db()
    assert (item.name, item.version) == ("Bản hai", version + 1)


def test_substance_asks_for_verification_again_and_a_note_does_not(house: House, secretary: Actor) -> None:
    item = make_verified(house, name="Kế hoạch")
    values = ItemValues(name="Kế hoạch", note="bản gốc ở tủ 2", period="2025-2026")
    change_item(actor=secretary, item=item, version=item.version, values=values)
    assert item.verification == Verification.VERIFIED
    change_item(actor=secretary, item=item, version=item.version, values=replace(values, number="5/KH"))
    assert item.verification == Verification.PENDING


def test_a_change_keeps_files_that_came_meanwhile(house: House, secretary: Actor) -> None:
    item = make_item(house)
    stale_copy = EvidenceItem.objects.get(pk=item.pk)
    make_file(item)
    change_item(actor=secretary, item=stale_copy, version=item.version, values=PLAN)
    assert EvidenceItem.objects.get(pk=item.pk).file_count == 1


def test_a_kind_cannot_turn_sensitive_while_files_are_there(house: House, secretary: Actor) -> None:
    item = make_item(house)
    make_file(item)
    with pytest.raises(Problem, match="gỡ các tệp"):
        change_item(
            actor=secretary,
            item=item,
            version=item.version,
            values=replace(PLAN, kind="ho_so_vu_viec", place="Tủ"),
        )


def test_contributors_change_their_own_until_it_is_verified(house: House, contributor: Actor) -> None:
    mine = make_item(house, actor=contributor)
    other = make_item(house)
    change_item(actor=contributor, item=mine, version=mine.version, values=replace(PLAN, name="Sửa"))
    with pytest.raises(NotAllowed):
        change_item(actor=contributor, item=other, version=other.version, values=PLAN)
    make_file(mine)
    verify_item(actor=system_actor(house.school.pk), item=mine)
    assert not may_change(contributor, mine)
    with pytest.raises(NotAllowed):
        change_item(actor=contributor, item=mine, version=mine.version, values=PLAN)


def test_who_manages_elsewhere_changes_nothing_here(house: House) -> None:
    foreigner = make_actor(make_house(), Role.SECRETARY)
    item = make_item(house)
    assert not may_change(foreigner, item)
    with pytest.raises(NotAllowed):
        change_item(actor=foreigner, item=item, version=item.version, values=PLAN)


def test_taking_away_is_reversible(house: House, secretary: Actor) -> None:
    item = make_verified(house)
    remove_item(actor=secretary, item=item)
    assert item.removed_at is not None
    assert not item.usable_on(dt.date(2026, 11, 1))
    restore_item(actor=secretary, item=item)
    assert item.removed_at is None
    assert item.code == "MC.1.1.01"
    assert actions_on(item)[-2:] == ["evidence.removed", "evidence.restored"]


def test_a_cited_item_stays(house: House, secretary: Actor) -> None:
    item = make_verified(house)
    cite(house, item)
    with pytest.raises(Problem, match="trích dẫn ở 1 chỗ"):
        remove_item(actor=secretary, item=item)
    assert EvidenceItem.objects.get(pk=item.pk).removed_at is None


def test_contributors_take_back_their_own_and_bring_nothing_back(house: House, contributor: Actor) -> None:
    mine, other = make_item(house, actor=contributor), make_item(house)
    remove_item(actor=contributor, item=mine)
    assert mine.removed_at is not None
    for verb, item in ((remove_item, other), (restore_item, mine)):
        with pytest.raises(NotAllowed):
            verb(actor=contributor, item=item)


def test_the_database_itself_refuses_what_cannot_be(house: House) -> None:
    item = make_item(house, criterion="")
    wrong = [
        {"verification": Verification.VERIFIED},
        {"verification": Verification.REJECTED, "rejected_reason": ""},
        {"valid_from": dt.date(2026, 9, 2), "valid_to": dt.date(2026, 9, 1)},
    ]
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            EvidenceItem.objects.filter(pk=item.pk).update(**change)
