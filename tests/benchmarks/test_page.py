"""Writing the measured parts of docs/benchmarks.md."""

import json
import os
from pathlib import Path

import pytest

from benchmarks.client import Timed, processor_ms
from benchmarks.page import (
    EVIDENCE_KILLS,
    PAGE,
    SERVER_KILLS,
    SOAKS,
    machine,
    replace_part,
    soak_part,
    table,
    write,
)

PART = "Trước\n\n<!-- soak -->\ncũ\n<!-- /soak -->\n\nSau\n"


def test_a_table_has_its_figures_on_the_right() -> None:
    assert table(("page", "ms"), [("list", 3), ("form", 4)]) == (
        "| page | ms |\n| --- | ---: |\n| list | 3 |\n| form | 4 |"
    )


def test_only_what_stands_between_the_marks_changes(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PART, encoding="utf-8")
    write("soak", "mới", page)
    write("soak", "mới hơn", page)
    assert page.read_text(encoding="utf-8") == PART.replace("cũ", "mới hơn")


@pytest.mark.parametrize("text", ["", "<!-- soak -->", "<!-- /soak -->", PART + PART])
def test_a_page_without_its_marks_is_not_written(text: str) -> None:
    with pytest.raises(ValueError, match="no part soak"):
        replace_part(text, "soak", "x")


def test_our_page_has_both_parts_and_its_figures() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name in ("measured", "work", *(soak.part for soak in SOAKS)):
        assert replace_part(text, name, "x") != text
    assert "times an empty view" in text
    assert "| Biểu 1, DOCX |" in text


def test_the_figures_of_the_long_runs_are_shown(tmp_path: Path) -> None:
    run = {
        "kills": 200,
        "seed": 1,
        "saves": 9,
        "uploads": 8,
        "sent_again": 7,
        "conflicts": 6,
        "half_written": 5,
    }
    page = tmp_path / "page.md"
    page.write_text(PART, encoding="utf-8")
    for database in ("SQLite", "PostgreSQL"):
        (tmp_path / f"soak-{database.lower()}.json").write_text(json.dumps({"database": database, **run}))
    lines = soak_part(SERVER_KILLS, tmp_path, page).splitlines()
    assert lines[2:] == [
        "| PostgreSQL | 200 | 9 | 8 | 7 | 6 | 5 | 0 |",
        "| SQLite | 200 | 9 | 8 | 7 | 6 | 5 | 0 |",
    ]
    write("soak", "\n".join(lines), page)
    for path in tmp_path.glob("soak-*.json"):
        path.write_text(json.dumps({"database": "PostgreSQL", **run, "kills": 60}))
    assert soak_part(SERVER_KILLS, tmp_path, page).splitlines()[2:] == [
        "| PostgreSQL | 60 | 9 | 8 | 7 | 6 | 5 | 0 |",
        "| SQLite | 200 | 9 | 8 | 7 | 6 | 5 | 0 |",
    ]


def test_each_kind_of_long_run_has_its_own_lines(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PART + PART.replace("soak", "evidence-kills"), encoding="utf-8")
    run = {"database": "SQLite", "kills": 20, "by_victim": "worker 9, server 11", "uploads": 8, "merges": 7}
    run |= {"lists": 6, "packs": 5, "broken": 4, "sent_again": 3}
    (tmp_path / "evidence-kills-sqlite.json").write_text(json.dumps(run))
    assert soak_part(SERVER_KILLS, tmp_path, page).count("\n") == 1
    lines = soak_part(EVIDENCE_KILLS, tmp_path, page).splitlines()
    assert lines[2:] == ["| SQLite | 20 | worker 9, server 11 | 8 | 7 | 6 | 5 | 4 | 3 | 0 |"]
    write("evidence-kills", "\n".join(lines), page)
    (tmp_path / "evidence-kills-sqlite.json").unlink()
    assert soak_part(EVIDENCE_KILLS, tmp_path, page).splitlines() == lines
    assert "cũ" in page.read_text(encoding="utf-8")


def test_the_machine_is_told_in_one_line(tmp_path: Path) -> None:
    info = tmp_path / "cpuinfo"
    info.write_text("processor : 0\nmodel name\t: Mẫu 9000\n")
    assert "Mẫu 9000" in machine(info)
    info.write_text("nothing")
    assert "\n" not in machine(info)


def test_medians_do_not_follow_one_slow_answer() -> None:
    timed = Timed(clock=[1.0, 2.0, 90.0], processor=[1.0, 1.5, 40.0])
    assert (timed.median, timed.work) == (2.0, 1.5)
    assert timed.p95 > timed.median


def test_the_processor_s_time_of_a_group_grows_with_work() -> None:
    before = processor_ms(os.getpgrp())
    sum(number * number for number in range(300_000))
    assert processor_ms(os.getpgrp()) > before > 0
    assert processor_ms(2**22 + 7) == 0
