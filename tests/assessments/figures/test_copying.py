"""Copying one table from last year: the same years, this year's column on request, only the chosen rows."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.enums import State
from minhdinh.assessments.figures.copying import copy_table, plan_copy, year_before
from minhdinh.assessments.figures.fates import CellFate
from minhdinh.assessments.models import SelfAssessment
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from tests.assessments.figures.books import stored, type_in
from tests.assessments.setup.desk import Desk, make_desk, queries_of

pytestmark = pytest.mark.django_db
NEW, OLD, BEFORE = "2027-2028", "2026-2027", "2025-2026"


@pytest.fixture
def two() -> Desk:
    """Return a school that has opened 2026-2027 with figures and 2027-2028 without."""
    old = make_desk(year=OLD)
    with old.scope():
        type_in(old, {
            ("facilities", "thu_vien", OLD): "1", ("facilities", "thu_vien", BEFORE): "2",
            ("facilities", "phong_hoc_kien_co", OLD): "20", ("facilities", "thu_vien", "note"): "mới xây",
            ("facilities", "thu_vien", "2024-2025"): "9",
            ("staff_now", "giao_vien", "total"): "40",
        })  # fmt: skip
    return make_desk(year=NEW, school=old.school)


def copy(desk: Desk, table: str = "facilities", role: str = Role.SECRETARY, **values: object) -> int:
    options = {key: values[key] for key in ("rows", "newest") if key in values}
    seen = plan_copy(desk.assessment, table, **options).cells.seen  # type: ignore[arg-type]
    return copy_table(
        actor=desk.actor(role), assessment=desk.assessment, table=table, **{"seen": seen, **values}
    )  # type: ignore[arg-type]


def test_the_years_that_both_tables_have_are_copied_as_they_are(two: Desk) -> None:
    with two.scope():
        assert copy(two) == 4
        assert stored(two) == {
            ("facilities", "thu_vien", OLD): "1",
            ("facilities", "thu_vien", BEFORE): "2",
            ("facilities", "thu_vien", "note"): "mới xây",
            ("facilities", "phong_hoc_kien_co", OLD): "20",
        }
        assert copy(two) == 0
        assert Entry.objects.filter(action="assessment.figures_copied").count() == 1


def test_this_years_column_begins_with_last_years_on_request(two: Desk) -> None:
    with two.scope():
        assert copy(two, newest=True) == 6
        assert stored(two)["facilities", "thu_vien", NEW] == "1"


def test_figures_of_the_moment_come_along_to_be_checked(two: Desk) -> None:
    with two.scope():
        assert copy(two, "staff_now") == 1
        assert stored(two) == {("staff_now", "giao_vien", "total"): "40"}


def test_only_the_chosen_rows(two: Desk) -> None:
    with two.scope():
        assert copy(two, rows=["phong_hoc_kien_co"], newest=True) == 2
        assert {address[1] for address in stored(two)} == {"phong_hoc_kien_co"}


def test_what_stands_is_shown_before_it_is_replaced_and_empty_cells_touch_nothing(two: Desk) -> None:
    with two.scope():
        type_in(two, {("facilities", "thu_vien", OLD): "3", ("facilities", "khac", OLD): "7"})
        plan = plan_copy(two.assessment, "facilities")
        (changed,) = [line for line in plan.cells.lines if line.fate is CellFate.CHANGED]
        assert (changed.before, changed.after) == ("3", "1")
        copy(two)
        assert stored(two)["facilities", "khac", OLD] == "7"


def test_a_change_since_the_preview_stops_it(two: Desk) -> None:
    with two.scope():
        seen = plan_copy(two.assessment, "facilities").cells.seen
        type_in(two, {("facilities", "thu_vien", OLD): "3"})
        with pytest.raises(Stale):
            copy(two, seen=seen)


def test_without_last_year_or_table_there_is_nothing_to_copy(two: Desk, desk: Desk) -> None:
    with two.scope(), pytest.raises(NotHere):
        plan_copy(two.assessment, "không có")
    with desk.scope():
        assert year_before(desk.assessment) is None
        with pytest.raises(NotHere):
            plan_copy(desk.assessment, "facilities")


def test_only_writers_of_an_open_report_copy(two: Desk) -> None:
    with two.scope():
        with pytest.raises(NotAllowed):
            copy(two, role=Role.MEMBER)
        SelfAssessment.objects.filter(pk=two.assessment.pk).update(state=State.SUBMITTED, complete=True)
        two.assessment.refresh_from_db()
        with pytest.raises(Problem, match="đang ở bước"):
            copy(two)
        assert stored(two) == {}


def test_the_page_shows_each_cell_and_writes_it(two: Desk) -> None:
    client = two.client()
    url = two.url("tables-copy", "bang=facilities")
    assert url in client.get(two.url("tables", "bang=facilities")).content.decode()
    page = client.get(f"{url}&moi=1")
    html = page.content.decode()
    assert "2026-2027: Bảng 2, Thư viện, Năm học 2026-2027" in html
    data = {"bang": "facilities", "moi": "1", "seen": page.context["page"].seen}
    done = client.post(two.url("tables-copy"), data, follow=True)
    assert "Đã ghi 6 ô số liệu." in done.content.decode()
    assert queries_of(client, url) == queries_of(client, two.url("tables-copy", "bang=staff_now"))


def test_a_stale_or_strange_post_writes_nothing(two: Desk) -> None:
    client = two.client()
    answer = client.post(two.url("tables-copy"), {"bang": "facilities", "seen": "x"}, follow=True)
    assert "vừa được sửa" in answer.content.decode()
    assert client.post(two.url("tables-copy"), {"bang": "x", "seen": "x"}).status_code == 404
    with two.scope():
        assert stored(two) == {}


def test_a_refused_copy_leads_back_with_what_was_asked_and_nothing_else(two: Desk) -> None:
    data = {
        "bang": "facilities",
        "moi": "1",
        "hang": ["thu_vien"],
        "seen": "x",
        "csrfmiddlewaretoken": "bí mật",
    }
    answer = two.client().post(two.url("tables-copy"), data)
    assert answer["Location"].partition("?")[2] == "bang=facilities&moi=1&hang=thu_vien"
