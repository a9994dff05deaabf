import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.exchange.domain.plan_refs import ref_here, travelling_refs

NAMES = {12: "assessments/001.json", 7: "assessments/002.json"}
HERE = {"assessments/001.json": 3, "assessments/002.json": 7}

places = st.text("0123456789.:abcthcs_", max_size=20)
of_reports = st.builds(
    "{}:{}:{}".format,
    st.sampled_from(["remark", "sheet", "requirement"]),
    st.sampled_from([7, 12, 99]),
    places,
)
of_others = st.builds(
    "{}:{}".format, st.sampled_from(["crosscheck", "appraisal", "ngoai-crosscheck"]), places
)
refs = st.lists(st.one_of(of_reports, of_others), unique=True, max_size=12)


@given(refs)
def test_no_two_sources_become_one(given_refs: list[str]) -> None:
    names = travelling_refs(given_refs, NAMES)
    assert len({names[one] for one in given_refs}) == len(given_refs)


@given(refs)
def test_what_arrived_leaves_again_under_the_same_name(given_refs: list[str]) -> None:
    names = travelling_refs(given_refs, NAMES)
    there = [ref_here(names[one], HERE) for one in given_refs]
    again = travelling_refs(there, {key: name for name, key in HERE.items()})
    assert [again[one] for one in there] == [names[one] for one in given_refs]


@given(refs)
def test_what_lies_in_a_report_is_found_in_that_report(given_refs: list[str]) -> None:
    names = travelling_refs(given_refs, NAMES)
    for ref in given_refs:
        kind, number, *place = ref.split(":", 2)
        known = NAMES.get(int(number)) if kind in {"remark", "sheet", "requirement"} else None
        here = ref_here(names[ref], HERE)
        assert here == f"{kind}:{HERE[known]}:{place[0]}" if known else here.startswith("ngoai-")


def test_a_name_without_a_source_stays_empty() -> None:
    assert travelling_refs([""], NAMES) == {"": ""}
    assert ref_here("", HERE) == ""


def test_a_report_that_did_not_come_is_told() -> None:
    with pytest.raises(KeyError):
        ref_here("remark:assessments/009.json:1", HERE)
