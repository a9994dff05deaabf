"""Figures from a file: read, mapped once, previewed, written in one go, and nothing else touched."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.tables import table_form
from minhdinh.assessments.enums import State
from minhdinh.assessments.figures import files
from minhdinh.assessments.figures.fates import CellFate
from minhdinh.assessments.figures.files import (
    drop_file,
    file_of,
    files_of,
    mappings_of,
    plan_file,
    save_mapping,
    suggested_mapping,
    write_file,
)
from minhdinh.assessments.models import DataCellChange, FiguresFile, FiguresMapping, SelfAssessment
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from tests.assessments.figures.books import CLASSES, LAST, YEARS, book, own, send, stored, type_in
from tests.assessments.setup.desk import Desk, make_desk

pytestmark = pytest.mark.django_db
GRADES = ("khoi_6", "khoi_7", "khoi_8", "khoi_9")


def map_classes(desk: Desk, file: FiguresFile, column: str = "C", **values: object) -> None:
    save_mapping(
        actor=desk.actor(),
        file=file,
        table="classes",
        sheet=0,
        columns={LAST: column},
        rows={key: str(number) for number, key in enumerate(GRADES, start=5)},
        **values,  # type: ignore[arg-type]
    )


def confirm(desk: Desk, file: FiguresFile, role: str = Role.SECRETARY) -> int:
    return write_file(actor=desk.actor(role), file=file, seen=plan_file(file).seen)


def test_our_own_template_is_written_after_its_preview(desk: Desk) -> None:
    with desk.scope():
        type_in(desk, {("classes", "khoi_6", LAST): "4", ("classes", "khoi_9", LAST): "3"})
        file = send(
            desk, own("classes", YEARS, [["khoi_6", "", "", 5], ["khoi_7", "", "", 4], ["khoi_9", "", "", 3]])
        )
        plan = plan_file(file)
        assert [line.fate for line in plan.lines] == [CellFate.CHANGED, CellFate.NEW, CellFate.SAME]
        assert (plan.lines[0].before, plan.lines[0].after) == ("4", "5")
        assert plan.lines[0].at == "1 Bảng, ô F4"
        assert stored(desk)["classes", "khoi_6", LAST] == "4"
        assert write_file(actor=desk.actor(), file=file, seen=plan.seen) == 2
        assert stored(desk) == {
            ("classes", "khoi_6", LAST): "5",
            ("classes", "khoi_7", LAST): "4",
            ("classes", "khoi_9", LAST): "3",
        }


def test_importing_twice_changes_nothing(desk: Desk) -> None:
    content = own("classes", YEARS, [["khoi_6", 4, 5, 5]])
    with desk.scope():
        assert confirm(desk, send(desk, content)) == 3
        changes, entries = DataCellChange.objects.count(), Entry.objects.count()
        again = send(desk, content)
        assert plan_file(again).count(CellFate.SAME) == 3
        assert confirm(desk, again) == 0
        assert (DataCellChange.objects.count(), Entry.objects.count()) == (changes, entries)
        assert len(files_of(desk.assessment)) == 1


def test_each_written_cell_keeps_its_history_and_the_import_its_entry(desk: Desk) -> None:
    with desk.scope():
        file = send(desk, own("classes", YEARS, [["khoi_6", 4, 5, 5]]))
        confirm(desk, file)
        assert DataCellChange.objects.filter(assessment=desk.assessment).count() == 3
        entry = Entry.objects.filter(action="assessment.figures_written").get()
        assert entry.data["count"] == 3
        assert FiguresFile.objects.get(pk=file.pk).applied_at is not None


def test_a_foreign_file_is_mapped_once_and_understood_the_next_time(desk: Desk) -> None:
    moved = [
        [],
        ["STT", "Khối", "Số HS", "Số lớp"],
        *([n, f"Khối {g}", 30, n] for n, g in enumerate((9, 8, 7, 6), 1)),
    ]
    with desk.scope():
        first = send(desk, book({"Lớp": CLASSES}))
        assert first.mapping == {}
        map_classes(desk, first)
        assert confirm(desk, first) == 4
        assert stored(desk)["classes", "khoi_6", LAST] == "5"
        second = send(desk, book({"Lớp": moved}))
        plan = plan_file(second)
        assert {line.address[1]: line.after for line in plan.lines} == {
            "khoi_6": "4", "khoi_7": "3", "khoi_8": "2", "khoi_9": "1",
        }  # fmt: skip
        assert send(desk, book({"Lớp": moved}), source="vnedu").mapping == {}


def test_words_that_are_gone_are_named_and_nothing_is_laid_on(desk: Desk) -> None:
    with desk.scope():
        map_classes(desk, send(desk, book({"Lớp": CLASSES})))
        file = send(desk, book({"Lớp": [row for row in CLASSES if "Khối 8" not in row]}))
        assert file.mapping == {}
        table = table_form(desk.assessment).by_key["classes"]
        suggested = suggested_mapping(file, table)
        assert suggested.kept
        assert suggested.missing == ["khoi 8"]
        assert suggested.mapping.rows == {"khoi_6": "5", "khoi_7": "6", "khoi_9": "7"}


def test_a_mapping_emptied_is_forgotten(desk: Desk) -> None:
    with desk.scope():
        file = send(desk, book({"Lớp": CLASSES}))
        map_classes(desk, file)
        assert [one.table for one in mappings_of(desk.school.pk)] == ["classes"]
        save_mapping(actor=desk.actor(), file=file, table="classes", sheet=0, columns={}, rows={})
        assert mappings_of(desk.school.pk) == []
        assert plan_file(file).lines == []


@pytest.mark.parametrize(
    ("columns", "rows", "words"),
    [
        ({LAST: "7"}, {"khoi_6": "5"}, "không phải tên một cột"),
        ({"1999-2000": "C"}, {"khoi_6": "5"}, "không phải tên một cột"),
        ({LAST: "C"}, {"khoi_6": "hàng 5"}, "không phải hàng hay ô"),
        ({LAST: "C"}, {"khoi_6": "0"}, "không phải hàng hay ô"),
        ({LAST: "C"}, {"khoi_99": "5"}, "không phải hàng hay ô"),
        ({LAST: "C", YEARS[0]: "D"}, {"khoi_6": "C5"}, "chỉ dùng khi ghép một cột"),
        ({LAST: "C"}, {}, "ít nhất một cột và một hàng"),
    ],
)
def test_a_place_that_is_none_is_refused(
    desk: Desk, columns: dict[str, str], rows: dict[str, str], words: str
) -> None:
    with desk.scope():
        file = send(desk, book({"Lớp": CLASSES}))
        with pytest.raises(Problem, match=words):
            save_mapping(actor=desk.actor(), file=file, table="classes", sheet=0, columns=columns, rows=rows)
        assert FiguresMapping.objects.count() == 0


@pytest.mark.parametrize(("table", "sheet"), [("không có", 0), ("classes", 9), ("classes", -1)])
def test_a_table_or_sheet_that_is_not_there(desk: Desk, table: str, sheet: int) -> None:
    with desk.scope():
        file, actor = send(desk, book({"Lớp": CLASSES})), desk.actor()
        with pytest.raises(NotHere):
            save_mapping(actor=actor, file=file, table=table, sheet=sheet, columns={}, rows={})


def test_what_changed_since_the_preview_stops_the_writing(desk: Desk) -> None:
    with desk.scope():
        file = send(desk, own("classes", YEARS, [["khoi_6", "", "", 5]]))
        seen = plan_file(file).seen
        type_in(desk, {("classes", "khoi_6", LAST): "7"})
        with pytest.raises(Stale, match="vừa được sửa"):
            write_file(actor=desk.actor(), file=file, seen=seen)
        assert stored(desk)["classes", "khoi_6", LAST] == "7"
        assert confirm(desk, file) == 1


def test_wrong_cells_are_named_with_their_place_and_the_others_written(desk: Desk) -> None:
    rows = [["khoi_6", "", "", "năm"], ["khoi_7", "", "", -3], ["khoi_8", "", "", 4.5], ["khoi_9", "", "", 4]]
    with desk.scope():
        file = send(desk, own("classes", YEARS, rows))
        plan = plan_file(file)
        assert [line.fate for line in plan.lines] == [CellFate.WRONG] * 3 + [CellFate.NEW]
        assert plan.lines[0].why == "“năm” không phải số nguyên; hãy ghi như 12 hoặc 1.234."
        assert [line.at for line in plan.lines] == [f"1 Bảng, ô F{number}" for number in range(4, 8)]
        assert confirm(desk, file) == 1
        assert stored(desk) == {("classes", "khoi_9", LAST): "4"}


def test_a_note_too_long_is_refused_and_not_cut(desk: Desk) -> None:
    with desk.scope():
        rows = [["thu_vien", "x" * 250], ["phong_hoc", "y" * 200]]
        plan = plan_file(send(desk, own("facilities", ["note"], rows)))
        assert [line.fate for line in plan.lines] == [CellFate.WRONG, CellFate.NEW]
        assert "nhiều nhất 200 ký tự" in plan.lines[0].why


def test_only_writers_of_the_report_read_map_and_write(desk: Desk) -> None:
    content = own("classes", YEARS, [["khoi_6", "", "", 5]])
    with desk.scope():
        file, foreign = send(desk, content), send(desk, book({"Lớp": CLASSES}))
        for role in (Role.MEMBER, Role.CONTRIBUTOR):
            with pytest.raises(NotAllowed):
                send(desk, content, actor=desk.actor(role))
            with pytest.raises(NotAllowed):
                confirm(desk, file, role)
            with pytest.raises(NotAllowed):
                save_mapping(
                    actor=desk.actor(role), file=foreign, table="classes", sheet=0, columns={}, rows={}
                )


def test_a_report_that_was_handed_in_takes_no_figures(desk: Desk) -> None:
    with desk.scope():
        file = send(desk, own("classes", YEARS, [["khoi_6", "", "", 5]]))
        seen = plan_file(file).seen
        SelfAssessment.objects.filter(pk=desk.assessment.pk).update(state=State.SUBMITTED, complete=True)
        with pytest.raises(Problem, match="đang ở bước"):
            write_file(actor=desk.actor(), file=file, seen=seen)
        assert stored(desk) == {}


def test_another_school_has_neither_the_file_nor_the_mapping(desk: Desk) -> None:
    with desk.scope():
        file = send(desk, book({"Lớp": CLASSES}))
        map_classes(desk, file)
    other = make_desk()
    with other.scope():
        with pytest.raises(NotHere):
            file_of(other.assessment, file.pk)
        assert mappings_of(other.school.pk) == []
        assert send(other, book({"Lớp": CLASSES})).mapping == {}


def test_a_foreign_file_does_not_pass_for_the_template(desk: Desk) -> None:
    with desk.scope(), pytest.raises(Problem, match="không phải tệp mẫu") as problem:
        send(desk, book({"Lớp": CLASSES}), source="template")
    assert problem.value.field == "source"


def test_planning_asks_as_often_for_a_long_file_as_for_a_short_one(desk: Desk) -> None:
    def queries(rows: list[list[object]]) -> int:
        file = send(desk, own("classes", YEARS, rows))
        file = file_of(desk.assessment, file.pk)
        with CaptureQueriesContext(connection) as captured:
            plan_file(file)
        return len(captured)

    with desk.scope():
        assert queries([["khoi_6", 1, 2, 3]]) == queries([[key, 1, 2, 3] for key in GRADES])


def test_a_file_is_taken_away_and_what_it_wrote_stays(desk: Desk) -> None:
    with desk.scope():
        file = send(desk, book({"Lớp": CLASSES}))
        map_classes(desk, file)
        confirm(desk, file)
        member, standing = desk.actor(Role.MEMBER), stored(desk)
        with pytest.raises(NotAllowed):
            drop_file(actor=member, file=file)
        drop_file(actor=desk.actor(), file=file)
        assert files_of(desk.assessment) == []
        assert stored(desk) == standing
        assert len(mappings_of(desk.school.pk)) == 1
        assert Entry.objects.filter(action="assessment.figures_dropped").get().data["file"] == "so-lieu.xlsx"


def test_old_files_are_taken_away_when_new_ones_come(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 3)
    with desk.scope():
        actor = desk.actor()
        first = send(desk, own("classes", YEARS, [["khoi_6", "", "", 9]]), actor=actor)
        confirm(desk, first)
        sent = [send(desk, own("classes", YEARS, [["khoi_6", 1, n, 5]]), actor=actor) for n in range(3)]
        assert [file.pk for file in files_of(desk.assessment)] == [file.pk for file in reversed(sent)]
        assert stored(desk) == {("classes", "khoi_6", LAST): "9"}
        FiguresFile.objects.filter(pk=sent[1].pk).update(applied_at=timezone.now() - timedelta(days=31))
        FiguresFile.objects.filter(pk=sent[2].pk).update(applied_at=timezone.now() - timedelta(days=29))
        last = send(desk, own("classes", YEARS, [["khoi_7", "", "", 5]]), actor=actor)
        assert [file.pk for file in files_of(desk.assessment)] == [last.pk, sent[2].pk, sent[0].pk]


def test_a_file_that_somebody_took_away_meanwhile_is_not_here(desk: Desk) -> None:
    with desk.scope():
        file, actor = send(desk, book({"Lớp": CLASSES})), desk.actor()
        FiguresFile.objects.filter(pk=file.pk).delete()
        with pytest.raises(NotHere, match="vừa được bỏ"):
            map_classes(desk, file)
        with pytest.raises(NotHere, match="vừa được bỏ"):
            write_file(actor=actor, file=file, seen="")
