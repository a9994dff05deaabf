"""Files of items: added, taken out, opened; their names."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence.domain.files import (
    NAME_LENGTH,
    AttachedFile,
    attach_file,
    detach_file,
    file_name,
    open_file,
)
from minhdinh.evidence.domain.items import target_of
from minhdinh.evidence.domain.queries import files_of
from minhdinh.evidence.enums import Storage, Verification
from minhdinh.evidence.models import EvidenceFile, EvidenceItem
from tests.evidence.factories import (
    House,
    jpg_bytes,
    make_actor,
    make_file,
    make_house,
    make_item,
    make_verified,
    pdf_bytes,
)
from tests.factories import CommuneFactory, acting, member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def attach(
    actor: Actor, item: EvidenceItem, content: bytes | None = None, name: str = "a.pdf"
) -> AttachedFile:
    given_bytes = pdf_bytes() if content is None else content
    return attach_file(
        actor=actor, item=item, stream=io.BytesIO(given_bytes), name=name, size=len(given_bytes)
    )


def test_a_file_is_added_counted_and_recorded(house: House, secretary: Actor) -> None:
    item = make_item(house)
    version = item.version
    done = attach(secretary, item, name="C:\\Tài liệu\\kế hoạch.pdf")
    assert done.is_new
    assert done.duplicate_of is None
    assert (done.file.name, done.file.position, done.file.uploaded_by_id) == (
        "kế hoạch.pdf",
        1,
        secretary.user_id,
    )
    item.refresh_from_db()
    assert (item.file_count, item.version) == (1, version + 1)
    assert entries_of_target(target_of(item))[0].action == "evidence.file_added"


def test_the_same_bytes_are_not_added_twice_to_one_item(house: House, secretary: Actor) -> None:
    item = make_item(house)
    first, again = attach(secretary, item), attach(secretary, item, name="b.pdf")
    assert (again.file, again.is_new) == (first.file, False)
    assert EvidenceItem.objects.get(pk=item.pk).file_count == 1


def test_bytes_of_another_item_are_added_and_that_item_is_named(house: House, secretary: Actor) -> None:
    older, newer = make_item(house), make_item(house)
    attach(secretary, older)
    assert attach(secretary, newer).duplicate_of == older
    elsewhere = make_house()
    stranger = make_actor(elsewhere, Role.SECRETARY)
    assert attach(stranger, make_item(elsewhere)).duplicate_of is None


def test_several_files_keep_their_order(house: House, secretary: Actor) -> None:
    item = make_item(house)
    attach(secretary, item, name="mot.pdf")
    second = attach(secretary, item, jpg_bytes(), name="hai.jpg")
    detach_file(actor=secretary, file=second.file)
    attach(secretary, item, jpg_bytes(7), name="ba.jpg")
    assert [(file.name, file.position) for file in files_of(item)] == [("mot.pdf", 1), ("ba.jpg", 3)]


def test_a_file_taken_out_leaves_its_row_and_bytes(house: House, secretary: Actor) -> None:
    item = make_verified(house)
    file = files_of(item)[0]
    detach_file(actor=secretary, file=file)
    item.refresh_from_db()
    assert (item.file_count, item.verification) == (0, Verification.PENDING)
    row = EvidenceFile.objects.get(pk=file.pk)
    assert row.removed_at is not None
    assert row.blob.size > 0
    assert entries_of_target(target_of(item))[0].action == "evidence.file_removed"


def test_taken_out_bytes_can_come_back(house: House, secretary: Actor) -> None:
    item = make_item(house)
    detach_file(actor=secretary, file=attach(secretary, item).file)
    assert attach(secretary, item).is_new
    assert [file.position for file in files_of(item)] == [2]


def test_a_file_of_a_paper_item_does_not_hide_where_the_paper_is(house: House, secretary: Actor) -> None:
    paper = make_item(house, storage=Storage.PLACE, place="Tủ 1")
    attach(secretary, paper)
    assert EvidenceItem.objects.get(pk=paper.pk).storage == Storage.PLACE


def test_sensitive_kinds_take_no_files(house: House, secretary: Actor) -> None:
    item = make_item(house, kind="ho_so_vu_viec", storage=Storage.PLACE, place="Tủ 1")
    with pytest.raises(Problem, match="nhạy cảm"):
        attach(secretary, item)


def test_contributors_add_to_their_own_only(house: House, contributor: Actor) -> None:
    mine, other = make_item(house, actor=contributor), make_item(house)
    assert attach(contributor, mine).is_new
    with pytest.raises(NotAllowed):
        attach(contributor, other)
    with pytest.raises(NotAllowed):
        detach_file(actor=contributor, file=make_file(other))


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.SECRETARY, True),
        (Role.MEMBER, True),
        (Role.VIEWER, True),
        (Role.CONTRIBUTOR, False),
        (Role.SCHOOL_ADMIN, False),
    ],
)
def test_who_may_open_a_file(house: House, role: str, may: bool) -> None:
    file = make_file(make_item(house))
    actor = make_actor(house, role)
    if may:
        open_file(actor=actor, file=file)
    else:
        with pytest.raises(NotAllowed):
            open_file(actor=actor, file=file)


def test_contributors_open_what_they_sent(house: House, contributor: Actor) -> None:
    open_file(actor=contributor, file=make_file(make_item(house, actor=contributor)))


def test_a_foreign_school_opens_nothing(house: House) -> None:
    file = make_file(make_item(house))
    with pytest.raises(NotAllowed):
        open_file(actor=make_actor(make_house(), Role.SECRETARY), file=file)


def test_an_officer_is_recorded_and_the_school_is_not(house: House, secretary: Actor) -> None:
    commune = CommuneFactory()
    below = make_house(under=commune)
    officer = acting(member(commune, Role.COMMUNE_OFFICER, full_name="Nguyễn Tấn Tài"), below.school)
    item = make_item(below)
    file = make_file(item)
    open_file(actor=officer, file=file)
    entry = entries_of_target(target_of(item))[0]
    assert (entry.action, entry.actor_name) == ("evidence.file_opened", "Nguyễn Tấn Tài")
    assert entry.home_id == commune.pk
    own = make_item(house)
    open_file(actor=secretary, file=make_file(own))
    assert "evidence.file_opened" not in {one.action for one in entries_of_target(target_of(own))}


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("kế hoạch.pdf", "kế hoạch.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Lan\\a.docx", "a.docx"),
        ("thu mục/", "thu mục"),
        ("", "tệp"),
        ("\x00\x1f", "tệp"),
        ("hoa don\u202efdp.exe", "hoa donfdp.exe"),
        ("bị hỏng\ud800.pdf", "bị hỏng.pdf"),
        ("ke\u0302\u0301 hoa\u0323ch.pdf", "kế hoạch.pdf"),
        ("<script>alert(1)</script>.pdf", "script>.pdf"),
    ],
)
def test_names_lose_what_could_mislead(given_name: str, kept: str) -> None:
    assert file_name(given_name) == kept


def test_a_very_long_name_keeps_its_ending() -> None:
    name = file_name("a" * 400 + ".pdf")
    assert len(name) == NAME_LENGTH
    assert name.endswith("a.pdf")


@given(st.text(max_size=600))
def test_any_name_becomes_a_plain_one(name: str) -> None:
    kept = file_name(name)
    assert 0 < len(kept) <= NAME_LENGTH
    assert not set(kept) & set("/\\\x00\n\r\t\u202e")
    assert file_name(kept) == kept
