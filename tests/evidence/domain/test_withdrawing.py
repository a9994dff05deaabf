"""Exactly one of the files that took each other's place is taken out, whichever it is; all the others stay."""

import io

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.items import remove_item, target_of
from minhdinh.evidence.domain.queries import earlier_files_for, earlier_files_of, file_for, files_of
from minhdinh.evidence.domain.revisions import replace_file, withdraw_revision
from minhdinh.evidence.domain.verification import verify_item
from minhdinh.evidence.enums import Verification
from minhdinh.evidence.models import EvidenceFile, EvidenceItem
from minhdinh.evidence.moves.undoing import undo_merge
from tests.evidence.factories import House, make_actor, make_file, make_house, make_item, pdf_bytes
from tests.evidence.moves.test_merging import merge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
COUNT = 4


def again(file: EvidenceFile) -> EvidenceFile:
    found: EvidenceFile = EvidenceFile.objects.select_related("item", "blob").get(pk=file.pk)
    return found


def newer(file: EvidenceFile, actor: Actor, name: str, content: bytes | None = None) -> EvidenceFile:
    given = pdf_bytes(name) if content is None else content
    return replace_file(actor=actor, file=again(file), stream=io.BytesIO(given), name=name, size=len(given))


@pytest.fixture
def chain(house: House, secretary: Actor) -> list[EvidenceFile]:
    """Return four files, each of which took the place of the one before, beside another file, verified."""
    item = make_item(house)
    make_file(item, pdf_bytes("bên cạnh"), "khac.pdf")
    files = [make_file(item, pdf_bytes("1.pdf"), "1.pdf")]
    for number in range(2, COUNT + 1):
        files.append(newer(files[-1], secretary, f"{number}.pdf"))
    verify_item(actor=secretary, item=item)
    return files


def item_of(files: list[EvidenceFile]) -> EvidenceItem:
    return EvidenceItem.objects.get(pk=files[0].item_id)


def shown(files: list[EvidenceFile]) -> tuple[list[str], list[str]]:
    """Return the present files and the earlier ones, latest replaced first."""
    item = item_of(files)
    return [one.name for one in files_of(item)], sorted(one.name for one in earlier_files_of(item))


def withdraw(file: EvidenceFile, actor: Actor) -> EvidenceFile | None:
    return withdraw_revision(actor=actor, file=again(file))


@pytest.mark.parametrize("at", range(COUNT - 1))
def test_an_earlier_one_is_taken_out_alone(
    house: House, secretary: Actor, member: Actor, chain: list[EvidenceFile], at: int
) -> None:
    version = item_of(chain).version
    assert withdraw(chain[at], secretary) is None
    left = [one.name for number, one in enumerate(chain[:-1]) if number != at]
    assert shown(chain) == (["khac.pdf", "4.pdf"], left)
    for actor in (secretary, member):
        assert file_for(actor, house.school.pk, chain[at].pk) is None
        opened = [one for one in chain if file_for(actor, house.school.pk, one.pk)]
        assert [one.name for one in opened] == [*left, "4.pdf"]
    item = item_of(chain)
    assert (item.verification, item.file_count, item.version) == (Verification.VERIFIED, 2, version + 1)
    followers = dict(EvidenceFile.objects.filter(item=item).values_list("name", "replaced_by__name"))
    names = [*left, "4.pdf"]
    assert [followers[name] for name in left] == names[1:]
    assert read_blob(again(chain[at]).blob) == pdf_bytes(f"{at + 1}.pdf")


def test_the_newest_is_taken_out_and_the_one_before_stands_again(
    house: House, secretary: Actor, member: Actor, chain: list[EvidenceFile]
) -> None:
    taken_up = withdraw(chain[3], secretary)
    assert taken_up is not None
    assert taken_up.name == "3.pdf"
    assert shown(chain) == (["khac.pdf", "3.pdf"], ["1.pdf", "2.pdf"])
    item, stands = item_of(chain), again(chain[2])
    assert (item.verification, item.file_count) == (Verification.PENDING, 2)
    assert (stands.removed_at, stands.removed_by_id, stands.replaced_by_id) == (None, None, None)
    assert stands.position == chain[3].position
    assert file_for(secretary, house.school.pk, chain[3].pk) is None
    assert {one.name for one in earlier_files_for(member, item)} == {"1.pdf", "2.pdf"}


def test_one_after_another_until_nothing_is_left(
    house: House, secretary: Actor, chain: list[EvidenceFile]
) -> None:
    for file in (chain[3], chain[1], chain[2], chain[0]):
        withdraw(file, secretary)
        with pytest.raises(Stale, match="vừa được người khác gỡ"):
            withdraw(file, secretary)
    assert shown(chain) == (["khac.pdf"], [])
    assert EvidenceFile.objects.filter(item=item_of(chain)).count() == COUNT + 1  # the rows stay
    assert EvidenceFile.objects.filter(replaced_by__isnull=False).count() == 0


def test_a_file_without_any_before_it_is_taken_out_like_any_other(
    house: House, secretary: Actor, chain: list[EvidenceFile]
) -> None:
    beside = files_of(item_of(chain))[0]
    assert withdraw(beside, secretary) is None
    assert shown(chain)[0] == ["4.pdf"]
    assert item_of(chain).verification == Verification.PENDING
    assert entries_of_target(target_of(item_of(chain)))[0].action == "evidence.file_removed"


def test_of_a_closed_chain_one_is_still_taken_out_alone(
    house: House, secretary: Actor, chain: list[EvidenceFile]
) -> None:
    detach_file(actor=secretary, file=again(chain[3]))
    assert withdraw(chain[1], secretary) is None
    assert shown(chain) == (["khac.pdf"], ["1.pdf", "3.pdf"])
    with pytest.raises(Stale):
        withdraw(chain[3], secretary)


def test_what_was_done_is_recorded(secretary: Actor, chain: list[EvidenceFile]) -> None:
    code = item_of(chain).code
    withdraw(chain[1], secretary)
    entry = entries_of_target(target_of(item_of(chain)))[0]
    assert (entry.action, entry.data) == ("evidence.file_withdrawn", {"item": code, "file": "2.pdf"})
    withdraw(chain[3], secretary)
    entry = entries_of_target(target_of(item_of(chain)))[0]
    data = {"item": code, "file": "3.pdf", "other": "4.pdf"}
    assert (entry.action, entry.data) == ("evidence.file_taken_up", data)


def test_bytes_that_stand_already_do_not_stand_twice(
    house: House, secretary: Actor, chain: list[EvidenceFile]
) -> None:
    make_file(item_of(chain), pdf_bytes("3.pdf"), "giong.pdf")
    before = shown(chain)
    with pytest.raises(Problem, match="giống hệt một tệp"):
        withdraw(chain[3], secretary)
    assert shown(chain) == before
    withdraw(chain[2], secretary)
    withdraw(chain[3], secretary)
    present, earlier = shown(chain)
    assert (sorted(present), earlier) == (["2.pdf", "giong.pdf", "khac.pdf"], ["1.pdf"])


def test_an_item_that_became_sensitive_takes_no_file_up(secretary: Actor, chain: list[EvidenceFile]) -> None:
    EvidenceItem.objects.filter(pk=chain[0].item_id).update(sensitive=True)
    with pytest.raises(Problem, match="nhạy cảm"):
        withdraw(chain[3], secretary)
    assert withdraw(chain[0], secretary) is None


def test_an_item_that_was_taken_away_is_left_alone(secretary: Actor, chain: list[EvidenceFile]) -> None:
    remove_item(actor=secretary, item=item_of(chain))
    for file in (chain[1], chain[3]):
        with pytest.raises(Problem, match="đã bị bỏ khỏi kho"):
            withdraw(file, secretary)


def test_a_file_that_a_merge_took_elsewhere_meanwhile_is_left_alone(
    house: House, secretary: Actor, chain: list[EvidenceFile]
) -> None:
    seen = again(chain[1])
    row = merge(item_of(chain), make_item(house), secretary)
    with pytest.raises(Problem):
        withdraw_revision(actor=secretary, file=seen)
    withdraw(chain[1], secretary)
    withdraw(chain[3], secretary)
    row.refresh_from_db()
    undo_merge(actor=secretary, merge=row)
    assert shown(chain) == (["khac.pdf", "3.pdf"], ["1.pdf"])


def test_the_newer_one_of_what_a_merge_brought_goes_back_to_its_place(
    house: House, secretary: Actor, chain: list[EvidenceFile]
) -> None:
    survivor = make_item(house)
    make_file(survivor, pdf_bytes("trước"), "truoc.pdf")
    row = merge(item_of(chain), survivor, secretary)
    newest = newer(chain[3], secretary, "5.pdf")
    for file in chain[::-1]:
        withdraw(file, secretary)
    row.refresh_from_db()
    assert row.moved["files"][-1] == [newest.pk, chain[3].position]
    undo_merge(actor=secretary, merge=row)
    assert ([one.name for one in files_of(survivor)], again(newest).position) == (["truoc.pdf"], 2)
    assert {one.name for one in files_of(EvidenceItem.objects.get(pk=row.gone_id))} == {"khac.pdf", "5.pdf"}


def test_who_may(house: House, member: Actor, contributor: Actor, chain: list[EvidenceFile]) -> None:
    other = make_actor(make_house(), Role.SECRETARY)
    for actor in (member, contributor, other):
        for file in (chain[0], chain[3]):
            with pytest.raises(NotAllowed):
                withdraw(file, actor)
    own = make_item(house, actor=contributor, criterion="")
    first = make_file(own, pdf_bytes("của tôi"), "toi.pdf")
    second = newer(first, contributor, "toi-2.pdf")
    assert withdraw(second, contributor) is not None
    assert [one.name for one in files_of(own)] == ["toi.pdf"]
