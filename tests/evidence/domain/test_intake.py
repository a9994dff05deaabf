"""Evidence arrives: one item of several uploads, none of what is already there, the good ones of a mixed lot."""

import io
from pathlib import Path

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.common.problems import NotAllowed, Problem, Problems
from minhdinh.evidence.domain.intake import Intake, Target, Upload, name_from_file, take_in
from minhdinh.evidence.domain.items import ItemValues, remove_item
from minhdinh.evidence.domain.queries import files_of, uses_of
from minhdinh.evidence.enums import Storage
from minhdinh.evidence.models import Blob, EvidenceItem
from tests.evidence.factories import YEAR, House, jpg_bytes, make_actor, make_file, make_item, pdf_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def upload(content: bytes, name: str = "a.pdf") -> Upload:
    return Upload(io.BytesIO(content), name, len(content))


def send(
    house: House, actor: Actor, *uploads: Upload, criterion: str = "1.3", track: str = "thcs", **values: str
) -> Intake:
    return take_in(
        actor=actor,
        school_id=house.school.pk,
        target=Target(YEAR, house.assessment.pk, house.convention, criterion, track),
        values=ItemValues(**{"name": "Biên bản họp tổ", **values}),
        uploads=uploads,
    )


def test_several_files_become_one_item_that_serves_its_criterion(house: House, contributor: Actor) -> None:
    taken = send(house, contributor, upload(pdf_bytes()), upload(jpg_bytes(), "trang 2.jpg"))
    assert taken.item is not None
    assert (taken.item.code, taken.item.file_count) == ("MC.1.3.01", 2)
    assert [file.name for file in files_of(taken.item)] == ["a.pdf", "trang 2.jpg"]
    assert [(use.track, use.criterion) for use in uses_of(taken.item)] == [("thcs", "1.3")]
    assert (taken.duplicate_of, taken.refused) == (None, ())


@pytest.mark.parametrize(("criterion", "track"), [("", "thcs"), ("1.3", ""), ("", "")])
def test_without_criterion_or_track_nothing_is_linked(
    house: House, contributor: Actor, criterion: str, track: str
) -> None:
    taken = send(house, contributor, upload(pdf_bytes()), criterion=criterion, track=track)
    assert taken.item is not None
    assert bool(taken.item.code) == bool(criterion)
    assert uses_of(taken.item) == []


def test_an_item_without_files_is_made_too(house: House, contributor: Actor) -> None:
    taken = send(house, contributor, storage=Storage.PLACE, place="Tủ 1")
    assert taken.item is not None
    assert taken.item.is_kept


def test_the_bad_ones_of_a_lot_are_named_and_the_good_ones_kept(house: House, contributor: Actor) -> None:
    taken = send(house, contributor, upload(b"", "rong.pdf"), upload(pdf_bytes()), upload(b"MZ", "la.pdf"))
    assert taken.item is not None
    assert [file.name for file in files_of(taken.item)] == ["a.pdf"]
    assert [problem.field for problem in taken.refused] == ["rong.pdf", "la.pdf"]


def test_where_nothing_is_good_nothing_is_made(house: House, contributor: Actor, media_root: Path) -> None:
    with pytest.raises(Problems) as caught:
        send(house, contributor, upload(b"", "rong.pdf"), upload(b"MZ", "la.pdf"))
    assert len(caught.value.problems) == 2
    with pytest.raises(Problem, match=r"rong\.pdf"):
        send(house, contributor, upload(b"", "rong.pdf"))
    assert not EvidenceItem.objects.exists()
    assert not Blob.objects.exists()
    assert list(media_root.rglob("*.pdf")) == []
    assert make_item(house, criterion="1.3").code == "MC.1.3.01"


def test_what_is_there_already_is_not_kept_twice(house: House, contributor: Actor, secretary: Actor) -> None:
    there = make_item(house, criterion="2.1")
    make_file(there, pdf_bytes())
    taken = send(house, contributor, upload(pdf_bytes(), "ten-khac.pdf"))
    assert (taken.item, taken.duplicate_of) == (None, there)
    assert EvidenceItem.objects.count() == 1
    remove_item(actor=secretary, item=there)
    again = send(house, contributor, upload(pdf_bytes()))
    assert again.item is not None
    assert again.duplicate_of is None


def test_a_lot_with_something_new_is_kept_and_the_twin_named(house: House, contributor: Actor) -> None:
    there = make_item(house, criterion="2.1")
    make_file(there, pdf_bytes())
    taken = send(house, contributor, upload(pdf_bytes()), upload(jpg_bytes(), "moi.jpg"))
    assert taken.item is not None
    assert taken.item.file_count == 2
    assert taken.duplicate_of == there


def test_the_same_file_chosen_twice_is_kept_once(house: House, contributor: Actor) -> None:
    taken = send(house, contributor, upload(pdf_bytes()), upload(pdf_bytes(), "b.pdf"))
    assert taken.item is not None
    assert taken.item.file_count == 1


def test_sensitive_kinds_take_an_index_and_no_files(house: House, contributor: Actor) -> None:
    with pytest.raises(Problem, match="chỉ lưu chỉ mục"):
        send(house, contributor, upload(pdf_bytes()), kind="ho_so_vu_viec")
    taken = send(house, contributor, kind="ho_so_vu_viec", storage=Storage.PLACE, place="Tủ 1")
    assert taken.item is not None
    assert taken.item.sensitive


def test_viewers_send_nothing(house: House) -> None:
    with pytest.raises(NotAllowed):
        send(house, make_actor(house, Role.VIEWER), upload(pdf_bytes()))


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Kế_hoạch_năm học.pdf", "Kế hoạch năm học"),
        ("C:\\a\\QĐ 12.signed.pdf", "QĐ 12.signed"),
        (".htaccess", ".htaccess"),
        ("___.pdf", "___.pdf"),
        ("", "tệp"),
        ("x" * 600, "x" * 250),
    ],
)
def test_a_file_name_becomes_a_readable_name(file: str, name: str) -> None:
    assert name_from_file(file) == name
