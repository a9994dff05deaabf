import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.accounts.models import User
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.domain.importing import (
    check_file,
    checked_rows,
    confirm_import,
    hand_out_passwords,
)
from minhdinh.organisations.imports.checked import RowStatus
from minhdinh.organisations.models import ImportDraft, ImportKind, ImportState
from tests.factories import World, acting
from tests.organisations.imports.books import people_book, schools_book

LAN = ["Hoàng Thị Lan", "Thư ký"]
HA = ["Lê Thu Hà", "Thành viên"]


@pytest.fixture
def principal(world: World) -> Actor:
    return acting(world.owner, world.school)


def read(world: World, actor: Actor, content: bytes) -> ImportDraft:
    return check_file(
        actor=actor,
        organisation=world.school,
        kind=ImportKind.PEOPLE,
        file_name="thu/muc/ds.xlsx",
        content=content,
    )


def test_checking_keeps_the_rows_and_writes_nothing_else(world: World, principal: Actor) -> None:
    before = User.objects.count()
    draft = read(world, principal, people_book(LAN, HA))
    assert (draft.file_name, draft.state, draft.owner) == ("ds.xlsx", ImportState.CHECKED, world.owner)
    assert [row.status for row in checked_rows(draft)] == [RowStatus.NEW, RowStatus.NEW]
    assert User.objects.count() == before
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "0 byte"), (b"khong phai excel", "không phải tệp Excel"), (people_book(), "chưa có dòng nào")],
)
def test_a_wrong_file_leaves_nothing(world: World, principal: Actor, content: bytes, words: str) -> None:
    with pytest.raises(Problem, match=words) as caught:
        read(world, principal, content)
    assert caught.value.field == "file"
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize("person", ["colleague", "officer"])
def test_who_may_not_import(world: World, person: str) -> None:
    with pytest.raises(NotAllowed):
        read(world, acting(getattr(world, person), world.school), people_book(LAN))


def test_schools_are_imported_by_offices_only(world: World, principal: Actor) -> None:
    with pytest.raises(NotAllowed):
        check_file(
            actor=principal,
            organisation=world.school,
            kind=ImportKind.SCHOOLS,
            file_name="x.xlsx",
            content=schools_book(["a", "A", "thcs"]),
        )


def test_one_faulty_row_keeps_all_from_being_written(world: World, principal: Actor) -> None:
    draft = read(world, principal, people_book(LAN, ["", "Vua"], ["Ai", "Vua"]))
    with pytest.raises(Problem, match=r"Còn 2 dòng cần sửa \(dòng đầu: 3\)"):
        confirm_import(actor=principal, draft=draft)
    draft.refresh_from_db()
    assert draft.state == ImportState.CHECKED
    assert not User.objects.filter(full_name="Hoàng Thị Lan").exists()


def test_confirming_looks_at_the_database_as_it_is_now(world: World, principal: Actor) -> None:
    draft = read(world, principal, people_book([*LAN, "", "lan1"]))
    world.stranger.username = "lan1"
    world.stranger.save()
    with pytest.raises(Problem, match="cần sửa"):
        confirm_import(actor=principal, draft=draft)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_confirming_writes_everything_once(world: World, principal: Actor) -> None:
    draft = read(world, principal, people_book(LAN, HA))
    job = confirm_import(actor=principal, draft=draft)
    draft.refresh_from_db()
    assert (draft.state, draft.new_count, draft.job_id) == (ImportState.APPLIED, 2, job.pk)
    assert User.objects.filter(full_name__in=["Hoàng Thị Lan", "Lê Thu Hà"]).count() == 2
    with pytest.raises(Problem, match="đã được xác nhận"):
        confirm_import(actor=principal, draft=draft)


@pytest.fixture
def applied(world: World, principal: Actor, django_capture_on_commit_callbacks) -> ImportDraft:
    draft = read(world, principal, people_book(LAN, HA))
    with django_capture_on_commit_callbacks(execute=True):
        confirm_import(actor=principal, draft=draft)
    draft.refresh_from_db()
    return draft


def test_nobody_can_sign_in_before_passwords_are_handed_out(applied: ImportDraft) -> None:
    assert all(not user.has_usable_password() for user in User.objects.filter(pk__in=applied.created_ids))


def test_handing_out_makes_passwords_that_nothing_keeps(applied: ImportDraft, principal: Actor) -> None:
    handed = hand_out_passwords(actor=principal, draft=applied)
    assert [row[:3] for row in handed] == [
        ("Trường THCS An Bình", "Lê Thu Hà", "halt.thcs-an-binh"),
        ("Trường THCS An Bình", "Hoàng Thị Lan", "lanht.thcs-an-binh"),
    ]
    for _place, _name, username, password in handed:
        user = User.objects.get(username=username)
        assert user.check_password(password)
        assert user.must_change_password
        assert password not in str(list(Entry.objects.values())) + str(list(ImportDraft.objects.values()))
    applied.refresh_from_db()
    assert applied.passwords_given_at is not None
    assert Entry.objects.order_by("-id").first().action == "account.passwords_handed_out"  # type: ignore[union-attr]


def test_a_second_list_replaces_the_first_for_those_who_did_not_come_yet(
    applied: ImportDraft, principal: Actor
) -> None:
    first = {row[2]: row[3] for row in hand_out_passwords(actor=principal, draft=applied)}
    User.objects.filter(username="halt.thcs-an-binh").update(last_login=timezone.now())
    second = hand_out_passwords(actor=principal, draft=applied)
    assert [row[2] for row in second] == ["lanht.thcs-an-binh"]
    assert User.objects.get(username="halt.thcs-an-binh").check_password(first["halt.thcs-an-binh"])
    assert not User.objects.get(username="lanht.thcs-an-binh").check_password(first["lanht.thcs-an-binh"])


def test_when_everybody_has_come_there_is_nothing_to_hand_out(applied: ImportDraft, principal: Actor) -> None:
    User.objects.filter(pk__in=applied.created_ids).update(last_login=timezone.now())
    with pytest.raises(Problem, match="đã được dùng"):
        hand_out_passwords(actor=principal, draft=applied)


def test_only_an_administrator_takes_the_list(applied: ImportDraft, world: World) -> None:
    with pytest.raises(NotAllowed):
        hand_out_passwords(actor=acting(world.colleague, world.school), draft=applied)
