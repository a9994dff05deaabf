"""The three-way table of a criterion."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minhdinh.appraisals.enums import GapKind
from minhdinh.appraisals.rules.reading import ThreeWay, places_of, printed_code, tables_of, three_way

SEALED = dt.date(2027, 6, 10)
Data = dict[str, Any]


def doc(text: str = "", *cited: str) -> Data:
    content: list[Data] = [{"type": "text", "text": text}] if text else []
    content += [{"type": "citation", "attrs": {"evidence": one}} for one in cited]
    return {"type": "doc", "content": [{"type": "paragraph", "content": content}]}


def statement(requirement: str, body: Data, level: int = 1) -> Data:
    return {"slot": "", "level": level, "requirements": [requirement], "body": body}


def entry(pk: str, **changes: Any) -> Data:
    usual = {
        "id": pk,
        "code": f"MC.1.3.{pk}",
        "codes": {},
        "kind_name": "Quyết định",
        "storage": "file",
        "location": "",
        "links": [],
        "files": [{"sha256": "0" * 64, "name": "a.pdf", "size": 1, "media_type": "application/pdf"}],
        "status": "verified",
        "valid_to": None,
        "uses": [{"track": "thcs", "criterion": "1.3"}],
    }
    return usual | changes


def dossier(
    *,
    level: int | None = 1,
    statements: list[Data] | None = None,
    evidence: list[Data] | None = None,
    **sheet: Any,
) -> Data:
    requirements = {
        number: [
            {
                "id": f"1.3.{number}{letter}",
                "label": letter,
                "text": "Có đủ.",
                "evidence_kinds": ["Quyết định"],
            }
            for letter in letters
        ]
        for number, letters in (("1", "ab"), ("2", "a"))
    }
    levels = {number: {"official": None, "requirements": found} for number, found in requirements.items()}
    return {
        "standard_set": {
            "standards": [{"code": "1", "criteria": [{"code": "1.3", "title": "T", "levels": levels}]}]
        },
        "tracks": [
            {
                "education_level": "thcs",
                "label": "THCS",
                "sheets": [
                    {"criterion": "1.3", "level": level, "answers": {}, "statements": statements or []}
                    | sheet
                ],
            }
        ],
        "evidence": evidence or [],
    }


def table(content: Data, **options: Any) -> ThreeWay:
    return three_way(content, ("thcs", "1.3"), sealed_on=SEALED, **options)


def kinds(content: Data, requirement: str = "1.3.1a") -> list[GapKind]:
    return next(
        [gap.kind for gap in row.gaps] for row in table(content).rows if row.requirement == requirement
    )


def test_a_claimed_requirement_without_statement_and_one_nobody_claims() -> None:
    found = table(dossier(level=1))
    assert [(row.requirement, row.claimed, [gap.kind for gap in row.gaps]) for row in found.rows] == [
        ("1.3.1a", True, [GapKind.NO_STATEMENT]),
        ("1.3.1b", True, [GapKind.NO_STATEMENT]),
        ("1.3.2a", False, []),
    ]
    assert found.counts == {GapKind.NO_STATEMENT: 2}
    assert found.total == 2


def test_a_statement_without_evidence_is_pointed_at_only_where_the_level_is_claimed() -> None:
    written = [statement("1.3.1a", doc("Đã có."))]
    assert kinds(dossier(level=1, statements=written)) == [GapKind.NO_EVIDENCE]
    assert kinds(dossier(level=0, statements=written)) == []
    assert kinds(dossier(level=0, answers={"1.3.1a": "unmet"})) == [GapKind.NO_STATEMENT]


def test_good_evidence_leaves_nothing_to_point_at() -> None:
    content = dossier(statements=[statement("1.3.1a", doc("Đã có.", "1"))], evidence=[entry("1")])
    assert kinds(content) == []
    row = table(content).rows[0]
    assert [one["id"] for one in row.cited] == ["1"]
    assert table(content).uncited == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"status": "expired"}, [GapKind.EXPIRED]),
        ({"valid_to": "2027-06-09"}, [GapKind.EXPIRED]),
        ({"valid_to": "2027-06-10"}, []),
        ({"status": "pending"}, [GapKind.UNVERIFIED]),
        ({"status": "rejected", "files": []}, [GapKind.UNVERIFIED, GapKind.NO_FILE]),
        ({"status": "missing", "files": []}, [GapKind.NO_FILE]),
        ({"kind_name": "Ảnh"}, [GapKind.OTHER_KIND]),
        ({"kind_name": ""}, []),
        ({"storage": "place", "files": [], "location": "Tủ 2"}, []),
        ({"files": [], "status": "verified"}, []),  # of a sensitive one only the index is kept
    ],
)
def test_what_is_wrong_with_an_item(changes: Data, expected: list[GapKind]) -> None:
    content = dossier(statements=[statement("1.3.1a", doc("Có.", "1"))], evidence=[entry("1", **changes)])
    assert kinds(content) == expected


def test_one_item_of_a_usual_kind_is_enough() -> None:
    evidence = [entry("1", kind_name="Ảnh"), entry("2")]
    content = dossier(statements=[statement("1.3.1a", doc("Có.", "1", "2"))], evidence=evidence)
    assert kinds(content) == []


def test_a_code_that_hangs() -> None:
    content = dossier(statements=[statement("1.3.1a", doc("Có.", "9"))])
    gaps = table(content).rows[0].gaps
    assert [(gap.kind, gap.code) for gap in gaps] == [(GapKind.HANGING, "9")]


def test_derived_requirements_and_evidence_that_nothing_cites() -> None:
    content = dossier(
        level=2, evidence=[entry("1"), entry("2", uses=[{"track": "thcs", "criterion": "1.1"}])]
    )
    found = table(content, derived={"1.3.2a"})
    assert [row.requirement for row in found.rows] == ["1.3.1a", "1.3.1b"]
    assert [one["id"] for one in found.uncited] == ["1"]


def test_a_place_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        three_way(dossier(), ("thpt", "1.3"), sealed_on=SEALED)


def test_the_code_of_the_reports_convention() -> None:
    content = dossier() | {"standard_set": {"code_convention": {"id": "hop"}}}
    assert printed_code(content, entry("1", codes={"hop": "H1-1.3-01"})) == "H1-1.3-01"
    assert printed_code(content, entry("1")) == "MC.1.3.1"


IDS = st.sampled_from(["1", "2", "3"])
REQUIREMENTS = st.sampled_from(["1.3.1a", "1.3.1b", "1.3.2a"])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "pk": IDS,
    "status": st.sampled_from(["verified", "pending", "rejected", "expired", "missing"]),
    "storage": st.sampled_from(["file", "link", "place"]),
    "files": st.sampled_from([[], entry("1")["files"]]),
    "kind_name": st.sampled_from(["", "Quyết định", "Ảnh"]),
    "valid_to": st.sampled_from([None, "2027-01-01", "2027-12-31"]),
}
ENTRIES = st.fixed_dictionaries(VALUES).map(lambda one: entry(**one))
BODIES = st.tuples(st.sampled_from(["", " ", "Có."]), st.lists(IDS, max_size=4)).map(
    lambda one: doc(one[0], *one[1])
)
STATEMENTS = st.tuples(REQUIREMENTS, BODIES).map(lambda one: statement(*one))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.none(), st.integers(0, 2)),
    st.lists(STATEMENTS, max_size=5),
    st.lists(ENTRIES, max_size=3, unique_by=lambda one: one["id"]),
)
def test_the_table_never_loses_or_makes_up_anything(
    level: int | None, statements: list[Data], evidence: list[Data]
) -> None:
    content = dossier(level=level, statements=statements, evidence=evidence)
    found = table(content)
    assert [row.requirement for row in found.rows] == ["1.3.1a", "1.3.1b", "1.3.2a"]
    assert sum(found.counts.values()) == found.total == len(list(found.gaps))
    assert tables_of(content, sealed_on=SEALED) == {places_of(content)[0]: found}
    known = {one["id"] for one in evidence}
    for row in found.rows:
        cited = {one["id"] for one in row.cited}
        hanging = {gap.code for gap in row.gaps if gap.kind is GapKind.HANGING}
        assert cited <= known
        assert not hanging & known
        assert len(cited) == len(row.cited)
        assert not (row.bodies and GapKind.NO_STATEMENT in {gap.kind for gap in row.gaps})
        usable = all(one["status"] == "verified" and not one["valid_to"] for one in row.cited)
        if row.cited and usable and not hanging:
            assert {gap.kind for gap in row.gaps} <= {GapKind.OTHER_KIND}
    assert not {one["id"] for one in found.uncited} & {one["id"] for row in found.rows for one in row.cited}
