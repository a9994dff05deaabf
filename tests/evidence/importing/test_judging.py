"""Fates of rows, without a database."""

from dataclasses import replace

import pytest

from minhdinh.evidence.importing.codes import codes_of_cell
from minhdinh.evidence.importing.judging import (
    Fate,
    Ground,
    Judge,
    Known,
    Store,
    all_codes,
    name_key,
    row_key,
)
from minhdinh.evidence.importing.rows import ListRow
from minhdinh.evidence.importing.values import Written

GROUND = Ground(frozenset({"1.1", "1.2", "2.1"}), "mc-2026", open=True)
PLAN = Known(7, "MC.1.1.01", "Kế hoạch", "1.1", filed=True)


def row(number: int = 1, codes: str = "", *criteria: str, name: str = "Kế hoạch", **more: object) -> ListRow:
    return ListRow(number, codes=codes_of_cell(codes), criteria=criteria, values=Written(name=name), **more)  # type: ignore[arg-type]


def known(*, uses: set[tuple[int, str]] | None = None, item: Known = PLAN) -> Store:
    return Store(codes={("mc-2026", "MC.1.1.01"): item}, uses=uses or set())


def fate(store: Store, *rows: ListRow, ground: Ground = GROUND) -> list[str]:
    judge = Judge(ground, store)
    return [judge.judge(one).fate.value for one in rows]


def test_an_own_code_stays_and_a_strange_one_comes_beside() -> None:
    own, strange = (Judge(GROUND, Store()).judge(row(1, code)).made for code in ("MC.1.1.05", "H1-1.1-05"))
    assert own is not None
    assert strange is not None
    assert (own.code and own.code.text, own.others, own.criterion) == ("MC.1.1.05", (), "1.1")
    assert (strange.code, [code.text for code in strange.others], strange.criterion) == (
        None,
        ["H1-1.1-05"],
        "1.1",
    )


def test_the_year_s_code_counts_first_wherever_it_stands() -> None:
    made = Judge(GROUND, Store()).judge(row(1, "H2-2.1-09; MC.1.2.03")).made
    assert made is not None
    assert made.code is not None
    assert (made.code.text, made.criterion) == ("MC.1.2.03", "1.2")


@pytest.mark.parametrize(
    ("criteria", "uses", "expected"),
    [
        (("1.1",), set(), "duplicate"),
        ((), set(), "duplicate"),
        (("1.2",), set(), "linked"),
        (("1.2",), {(7, "1.2")}, "duplicate"),
        (("9.9",), set(), "duplicate"),
        (("1.2", "2.1"), {(7, "1.2")}, "linked"),
    ],
)
def test_known_codes(criteria: tuple[str, ...], uses: set[tuple[int, str]], expected: str) -> None:
    assert fate(known(uses=uses), row(1, "MC.1.1.01", *criteria)) == [expected]


def test_the_inbox_takes_no_links() -> None:
    waiting = replace(PLAN, filed=False, root="")
    assert fate(known(item=waiting), row(1, "MC.1.1.01", "1.2")) == ["duplicate"]


def test_a_closed_report_takes_no_links() -> None:
    closed = replace(GROUND, open=False)
    assert fate(known(), row(1, "MC.1.1.01", "1.2"), ground=closed) == ["error"]
    assert Judge(closed, Store()).judge(row(1, "MC.1.1.09", "1.2")).links == ()


def test_an_implied_criterion_links_only_what_the_file_named_before() -> None:
    rows = (
        row(1, "MC.1.1.05", "1.1"),
        row(2, "MC.1.2.01", "1.1", implied=True),
        row(3, "MC.1.1.05", "1.2", implied=True),
        row(4, "MC.1.1.01", "1.2", implied=True),
    )
    assert fate(known(), *rows) == ["new", "new", "linked", "duplicate"]
    second = Judge(GROUND, Store()).judge(rows[1])
    assert [criterion for _ref, criterion in second.links] == ["1.2"]


def test_codes_of_several_items_link_each() -> None:
    other = Known(8, "MC.1.1.02", "Quy chế", "1.1", filed=True)
    store = known()
    store.codes["mc-2026", "MC.1.1.02"] = other
    verdict = Judge(GROUND, store).judge(row(1, "MC.1.1.01, MC.1.1.02, MC.1.1.03", "2.1"))
    assert (verdict.fate, verdict.links, verdict.codes) == (Fate.LINKED, ((7, "2.1"), (8, "2.1")), ())


def test_rows_without_code() -> None:
    assert fate(Store(), row(1, "", "1.1"), row(2, "", "1.1"), row(3, "", "1.2"), row(4)) == [
        "new",
        "duplicate",
        "new",
        "new",
    ]
    named = Store(names={("1.1", name_key("KẾ HOẠCH")): [PLAN]})
    assert fate(named, row(1, "", "1.1")) == ["duplicate"]
    assert fate(Store(keys={row_key(row(1, "", "1.1")): PLAN}), row(9, "", "1.1")) == ["duplicate"]


def test_faults() -> None:
    assert (
        fate(
            Store(),
            row(1, fault="abc"),
            row(2, "MC.0.1.01"),
            row(3, "MC.1.1.00"),
            row(4, "MC.1.1.05", name=""),
        )
        == ["error"] * 4
    )


def test_a_known_code_needs_no_name() -> None:
    assert fate(known(), row(1, "MC.1.1.01", "1.2", name="")) == ["linked"]


def test_codes_of_a_row_each_once() -> None:
    one = ListRow(1, codes=codes_of_cell("MC.1.1.01"), old=codes_of_cell("H1-1.1-01; MC.1.1.01"))
    assert [code.text for code in all_codes(one)] == ["MC.1.1.01", "H1-1.1-01"]
