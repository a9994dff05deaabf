import datetime as dt

import pytest

from minhdinh.audit.domain import queries
from minhdinh.audit.domain.queries import EntryFilter, entries_of_organisation, entries_of_target
from minhdinh.audit.models import Entry

pytestmark = pytest.mark.django_db


def made(
    action: str, name: str = "Lan", organisation: int = 1, at: str = "2026-09-05T03:00:00+00:00"
) -> Entry:
    entry = Entry.objects.create(
        actor_name=name, action=action, organisation_id=organisation, target=f"x:{action}"
    )
    # The table refuses changes; the tests set the clock beneath it.
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_entry SET at = %s WHERE id = %s", [dt.datetime.fromisoformat(at), entry.pk]
        )
    return entry


def actions(wanted: EntryFilter | None = None) -> list[str]:
    return [entry.action for entry in entries_of_organisation(1, wanted)]


def test_only_the_organisations_own_newest_first() -> None:
    made("account.issued")
    made("account.left", organisation=2)
    made("evidence.added")
    assert actions() == ["evidence.added", "account.issued"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (EntryFilter(), ["evidence.added", "account.issued"]),
        (EntryFilter(group="evidence"), ["evidence.added"]),
        (EntryFilter(group="evid"), []),
        (EntryFilter(person=" thu "), ["evidence.added"]),
        (EntryFilter(since=dt.date(2026, 9, 6)), ["evidence.added"]),
        (EntryFilter(until=dt.date(2026, 9, 5)), ["account.issued"]),
        (
            EntryFilter(since=dt.date(2026, 9, 5), until=dt.date(2026, 9, 6)),
            ["evidence.added", "account.issued"],
        ),
        (EntryFilter(group="evidence", person="Lan"), []),
    ],
)
def test_filters(wanted: EntryFilter, expected: list[str]) -> None:
    made("account.issued", "Lan", at="2026-09-05T16:59:00+00:00")
    made("evidence.added", "Hà Thu", at="2026-09-05T17:00:00+00:00")  # half past midnight and more in Vietnam
    assert actions(wanted) == expected


def test_a_filter_knows_whether_it_narrows() -> None:
    assert not EntryFilter().is_set
    assert EntryFilter(until=dt.date(2026, 1, 1)).is_set


def test_of_one_thing() -> None:
    first, second = made("sheet.saved"), made("sheet.saved")
    made("sheet.opened")
    assert list(entries_of_target("x:sheet.saved")) == [second, first]


def test_inner_work_is_left_out_where_it_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "inner_codes", lambda: ["desk.sent"])
    made("desk.sent")
    made("evidence.added")
    assert [one.action for one in entries_of_organisation(1, inner=False)] == ["evidence.added"]
    assert actions() == ["evidence.added", "desk.sent"]
