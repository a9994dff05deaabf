"""Files that belong to nothing are taken into the inbox, by who may and only those that were named."""

from pathlib import Path

import pytest

from minhdinh.access.actor import Actor
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.evidence.domain.intake import Target
from minhdinh.evidence.health.adopting import adopt
from minhdinh.evidence.health.round import last_round, look_over
from minhdinh.evidence.models import EvidenceItem
from tests.evidence.factories import YEAR, House, make_file, make_item, pdf_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def lost_file(house: House, media_root: Path, content: bytes) -> str:
    """Put a file into the store behind the program's back and let a round find it."""
    path = f"schools/{house.school.pk}/zz/lac.pdf"
    (media_root / path).parent.mkdir(parents=True, exist_ok=True)
    (media_root / path).write_bytes(content)
    look_over(house.school.pk)
    return path


def target(house: House) -> Target:
    return Target(YEAR, house.assessment.pk, house.convention)


def test_it_becomes_an_item_of_the_inbox_and_its_bytes_are_kept(
    house: House, secretary: Actor, media_root: Path
) -> None:
    content = pdf_bytes("lạc")
    path = lost_file(house, media_root, content)
    item = adopt(actor=secretary, school_id=house.school.pk, path=path, target=target(house))
    assert (item.code, item.name, item.file_count) == ("", "Tệp chưa rõ của ai lac.pdf", 1)
    assert (media_root / item.files.get().blob.path).read_bytes() == content
    assert look_over(house.school.pk).orphans == 0
    last = last_round(house.school.pk)
    assert last is not None
    assert last.orphan_count == 0


def test_bytes_that_an_item_holds_already_lead_to_that_item(
    house: House, secretary: Actor, media_root: Path
) -> None:
    content = pdf_bytes("lạc")
    holder = make_item(house)
    make_file(holder, content)
    path = lost_file(house, media_root, content)
    assert adopt(actor=secretary, school_id=house.school.pk, path=path, target=target(house)) == holder
    assert look_over(house.school.pk).orphans == 0


def test_what_is_no_paper_stays_where_it_is(house: House, secretary: Actor, media_root: Path) -> None:
    path = lost_file(house, media_root, b"MZ\x90 chuong trinh")
    with pytest.raises(Problem, match="không thuộc loại được nhận"):
        adopt(actor=secretary, school_id=house.school.pk, path=path, target=target(house))
    assert (media_root / path).exists()
    assert not EvidenceItem.objects.exists()


def test_only_named_paths(house: House, secretary: Actor, media_root: Path) -> None:
    file = make_file(make_item(house))
    lost_file(house, media_root, pdf_bytes("lạc"))
    for path in (file.blob.path, "../settings.py", "", f"schools/{house.school.pk}/zz/../zz/lac.pdf"):
        with pytest.raises(NotHere):
            adopt(actor=secretary, school_id=house.school.pk, path=path, target=target(house))


def test_who_may_not(house: House, member: Actor, media_root: Path) -> None:
    path = lost_file(house, media_root, pdf_bytes("lạc"))
    with pytest.raises(NotAllowed):
        adopt(actor=member, school_id=house.school.pk, path=path, target=target(house))
