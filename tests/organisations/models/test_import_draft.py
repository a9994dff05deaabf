from minhdinh.organisations.models import ImportDraft, ImportKind, ImportState
from tests.factories import World


def test_a_draft_begins_as_checked(world: World) -> None:
    draft = ImportDraft.objects.create(
        organisation=world.school, owner=world.owner, kind=ImportKind.PEOPLE, file_name="ds.xlsx"
    )
    assert (draft.state, draft.rows, draft.created_ids) == (ImportState.CHECKED, [], [])
    assert str(draft) == "ds.xlsx (Đã kiểm tra)"


def test_the_newest_comes_first(world: World) -> None:
    made = [
        ImportDraft.objects.create(
            organisation=world.school, owner=world.owner, kind="people", file_name=name
        )
        for name in ("a", "b")
    ]
    assert list(ImportDraft.objects.all()) == made[::-1]
