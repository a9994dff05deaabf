import pytest

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.recorded import RECORDED
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.imports.checked import RowStatus
from minhdinh.organisations.models import ImportDraft, ImportState, Membership, Organisation
from minhdinh.oversight.history.importing import (
    check_history_file,
    checked_draft,
    confirm_history,
    read_history,
    write_draft,
)
from minhdinh.oversight.history.writing import Quiet
from tests.factories import SchoolFactory, World, acting, member
from tests.oversight.history.books import forty_eight, history_book, line


@pytest.fixture
def officer(world: World) -> Actor:
    return acting(member(world.commune, Role.COMMUNE_OFFICER), world.commune)


def read(world: World, actor: Actor, *rows: dict[str, object]) -> ImportDraft:
    return check_history_file(
        actor=actor, office=world.commune, file_name="thu/muc/ds.xlsx", content=history_book(*rows)
    )


def applying(draft: ImportDraft) -> ImportDraft:
    ImportDraft.objects.filter(pk=draft.pk).update(state=ImportState.APPLYING)
    return draft


def test_checking_keeps_the_rows_and_writes_nothing_else(world: World, officer: Actor) -> None:
    draft = read(world, officer, *forty_eight())
    assert (draft.kind, draft.file_name, draft.owner_id) == ("history", "ds.xlsx", officer.user_id)
    assert {row.status for row in checked_draft(draft)} == {RowStatus.NEW}
    assert not Organisation.objects.filter(code="mn-01").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "0 byte"), (b"x", "không phải tệp Excel"), (history_book(), "chưa có dòng nào")],
)
def test_a_wrong_file_is_a_problem_of_the_field(world: World, content: bytes, words: str) -> None:
    with pytest.raises(Problem, match=words) as caught:
        read_history(content)
    assert caught.value.field == "file"


def test_someone_has_to_stand_for_it(world: World) -> None:
    with pytest.raises(Problem, match="đứng tên"):
        read(world, system_actor(world.commune.pk), line("a"))


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.DEPARTMENT_LEADER])
def test_who_may_not(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        read(world, acting(member(world.commune, role), world.commune), line("a"))


def test_confirming_starts_one_job(world: World, officer: Actor) -> None:
    draft = read(world, officer, line("a"))
    job = confirm_history(actor=officer, draft=draft)
    draft.refresh_from_db()
    assert (draft.state, draft.job_id, job.kind) == (ImportState.APPLYING, job.pk, "oversight.history_import")
    with pytest.raises(Problem, match="đã được xác nhận"):
        confirm_history(actor=officer, draft=draft)


def test_a_faulty_file_is_not_confirmed(world: World, officer: Actor) -> None:
    with pytest.raises(Problem, match="Còn 1 dòng cần sửa"):
        confirm_history(actor=officer, draft=read(world, officer, line("a"), line("a")))


def test_writing_as_the_owner(world: World, officer: Actor) -> None:
    draft = write_draft(draft_id=applying(read(world, officer, *forty_eight())).pk, progress=Quiet())
    assert (draft.state, draft.new_count) == (ImportState.APPLIED, 48)
    again = write_draft(draft_id=draft.pk, progress=Quiet())
    assert again.new_count == 48
    school = Organisation.objects.get(code="th-01")
    assert RECORDED.existing([school.pk])[school.pk, "2013-2014"][0].source == "Tệp ds.xlsx"


def test_what_became_wrong_meanwhile_can_be_confirmed_again(world: World, officer: Actor) -> None:
    draft = applying(read(world, officer, line("a")))
    SchoolFactory(under=world.other_commune, code="a")
    with pytest.raises(Problem, match="cần sửa"):
        write_draft(draft_id=draft.pk, progress=Quiet())
    draft.refresh_from_db()
    assert draft.state == ImportState.CHECKED


def test_an_owner_who_left_writes_nothing(world: World, officer: Actor) -> None:
    draft = applying(read(world, officer, line("a")))
    Membership.objects.filter(user_id=officer.user_id).update(ended=True)
    with pytest.raises(NotAllowed):
        write_draft(draft_id=draft.pk, progress=Quiet())
    assert not Organisation.objects.filter(code="a").exists()
