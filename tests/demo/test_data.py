"""The sample self-assessments hold together: requirements, citations, levels, papers, people."""

import collections
import datetime as dt
import re

import pytest
import yaml

from minhdinh.demo.content import MAIN_SCHOOL, cited, read_yaml
from tests.demo.samples import (
    FOLDERS,
    STORY_DATE,
    criteria_of,
    dossier,
    evidence_kinds,
    requirement_ids,
    sheets,
    usable,
    yaml_files,
)

PRIMARY = "other_schools/tieu_hoc"
TWO_TRACKS = "other_schools/nhieu_cap"
NUMBER = re.compile(r"^(\d+)/((?:KH|QĐ|BC|TTr|QC|HĐ|CL|PH)-[A-Z0-9]+)$")


def evidence(folder):
    return {item["key"]: item for item in dossier(folder).evidence}


def texts(folder):
    """Yield (place, criterion or None, text) of every text of a school."""
    for _, criterion, sheet in sheets(folder):
        for requirement, row in sheet["requirements"].items():
            yield requirement, criterion, row["text"]
    for standard, remark in dossier(folder).remarks.items():
        for part, paragraphs in remark.items():
            yield from ((f"{standard}.{part}", None, text) for text in paragraphs)
    for key, paragraphs in dossier(folder).report.items():
        yield from ((key, None, text) for text in paragraphs)


@pytest.mark.parametrize("path", yaml_files(), ids=lambda path: path.name)
def test_files_stay_readable_and_never_repeat_a_key(path):
    class Strict(yaml.SafeLoader):
        pass

    def mapping(loader, node):
        keys = [loader.construct_object(key) for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"{path.name}: {keys}"
        return yaml.SafeLoader.construct_mapping(loader, node, deep=True)

    Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
    text = path.read_text(encoding="utf-8")
    assert yaml.load(text, Strict)
    assert text.count("\n") < 1500


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_requirement_belongs_to_its_criterion_and_set(folder):
    for _, criterion, sheet in sheets(folder):
        known = {
            one
            for level in criteria_of(folder)[criterion]["levels"]
            for one in requirement_ids(folder, criterion, level)
        }
        assert set(sheet["requirements"]) <= known


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_citation_names_an_item_that_serves_the_criterion(folder):
    items = evidence(folder)
    for place, criterion, text in texts(folder):
        for key in cited(text):
            assert key in items, f"{place}: {key}"
            serves = {items[key]["root"], *items[key].get("others", [])}
            assert criterion is None or criterion in serves, f"{place}: {key} serves {serves}"


@pytest.mark.parametrize("folder", FOLDERS)
def test_texts_are_whole_sentences_with_citations_before_the_full_stop(folder):
    for place, _, text in texts(folder):
        assert text == text.strip(), place
        assert text.endswith("."), place
        assert not re.search(r"\. ?\{\{e:", text), place
        assert not re.search(r"  | \.", text), place
        assert text.count("{{") == len(cited(text)), place


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_pressed_level_stands_on_answers_texts_and_usable_evidence(folder):
    items = evidence(folder)
    for track, criterion, sheet in sheets(folder):
        rows = sheet["requirements"]
        for level in range(1, (sheet["level"] or 0) + 1):
            for requirement in requirement_ids(folder, criterion, level):
                place = f"{track} {requirement}"
                assert rows[requirement]["answer"] == "met", place
                assert any(usable(items[key]) for key in cited(rows[requirement]["text"])), place


@pytest.mark.parametrize("folder", [MAIN_SCHOOL, TWO_TRACKS])
def test_an_honest_no_has_an_unmet_requirement_and_its_reason(folder):
    refused = [(criterion, sheet) for _, criterion, sheet in sheets(folder) if sheet["level"] == 0]
    assert [criterion for criterion, _ in refused] == ["2.2"]
    row = refused[0][1]["requirements"]["2.2.1a"]
    assert row["answer"] == "unmet"
    assert "giáo viên" in row["text"]
    assert cited(row["text"])


@pytest.mark.parametrize("folder", FOLDERS)
def test_sheets_use_the_known_words(folder):
    for _, criterion, sheet in sheets(folder):
        assert sheet["state"] in {"drafting", "waiting", "needs_work", "approved"}, criterion
        assert sheet["level"] in {None, 0, 1, 2}, criterion
        assert {row["answer"] for row in sheet["requirements"].values()} <= {"met", "unmet", None}, criterion
        assert sheet["state"] != "approved" or sheet["level"] is not None, criterion


def test_the_main_school_is_nearly_finished():
    levels = {criterion: sheet["level"] for _, criterion, sheet in sheets(MAIN_SCHOOL)}
    assert list(levels) == list(criteria_of(MAIN_SCHOOL))
    assert collections.Counter(levels.values()) == {1: 8, 2: 4, None: 2, 0: 1}
    written = collections.Counter(
        requirement.split(".")[2][0]
        for _, _, sheet in sheets(MAIN_SCHOOL)
        for requirement in sheet["requirements"]
    )
    assert written["1"] >= 86
    assert written["2"] >= 40


def test_the_main_school_has_its_gaps():
    rows = {one: row for _, _, sheet in sheets(MAIN_SCHOOL) for one, row in sheet["requirements"].items()}
    assert cited(rows["1.3.1b"]["text"]) == []
    assert "1.3.1c" not in rows
    fire = evidence(MAIN_SCHOOL)["hs_pccc"]
    assert fire["valid_to"] < STORY_DATE
    assert cited(rows["4.2.1b"]["text"]) == ["hs_pccc"]
    used = {key for _, _, text in texts(MAIN_SCHOOL) for key in cited(text)}
    assert len(set(evidence(MAIN_SCHOOL)) - used) >= 1


def test_the_main_school_has_enough_papers_of_every_sort():
    items = list(evidence(MAIN_SCHOOL).values())
    assert len(items) >= 60
    assert collections.Counter(item["state"] for item in items)["verified"] >= len(items) * 0.9
    assert {item["state"] for item in items} == {"verified", "pending", "rejected"}
    assert {item.get("format") for item in items} == {"pdf", "jpg", "docx", None}
    assert {item["storage"] for item in items} == {"file", "link", "place"}
    assert {item["root"] for item in items} == set(criteria_of(MAIN_SCHOOL))


@pytest.mark.parametrize("folder", FOLDERS)
def test_evidence_is_what_its_kind_asks_for(folder):
    for item in dossier(folder).evidence:
        kind = evidence_kinds()[item["kind"]]
        key = item["key"]
        assert "date" not in kind["needs"] or item.get("issued_on"), key
        assert "number" not in kind["needs"] or item.get("number"), key
        assert kind.get("issuer") != "above" or item.get("issuer"), key
        assert not kind.get("sensitive") or item["storage"] == "place", key
        assert not kind.get("link") or item["url"].startswith("https://"), key


@pytest.mark.parametrize("folder", FOLDERS)
def test_evidence_items_are_complete(folder):
    keys = [item["key"] for item in dossier(folder).evidence]
    assert len(keys) == len(set(keys))
    for item in dossier(folder).evidence:
        stored = {"file": "format", "link": "url", "place": "place"}[item["storage"]]
        assert item[stored], item["key"]
        assert {item["root"], *item.get("others", [])} <= set(criteria_of(folder)), item["key"]
        assert item["root"] not in item.get("others", []), item["key"]
        assert item["state"] != "rejected" or item["reason"], item["key"]
        assert item.get("format") not in {"pdf", "docx"} or item["pages"], item["key"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_paper_is_younger_than_the_story(folder):
    for item in dossier(folder).evidence:
        issued = item.get("issued_on")
        assert issued is None or issued <= STORY_DATE, item["key"]
        assert issued is None or item.get("valid_to", dt.date.max) > issued, item["key"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_numbers_and_dates_of_a_school_run_the_same_way(folder):
    register = collections.defaultdict(list)
    papers = [
        (item.get("number", ""), item.get("issued_on"), item["key"]) for item in dossier(folder).evidence
    ]
    council = dossier(folder).council
    plan = council.get("plan")
    papers.append((council["council"]["decision_number"], council["council"]["decision_date"], "council"))
    if plan:
        papers.append((plan["number"], plan["date"], "plan"))
    for number, date, _ in papers:
        if match := NUMBER.match(number):
            register[match.group(2), date.year].append((int(match.group(1)), date))
    assert register
    for series, entries in register.items():
        by_number = sorted(set(entries))
        assert [number for number, _ in by_number] == sorted({number for number, _ in by_number}), series
        assert [date for _, date in by_number] == sorted(date for _, date in by_number), series


def test_the_sealed_school_reaches_level_one_everywhere():
    levels = [sheet["level"] for _, _, sheet in sheets(PRIMARY)]
    assert len(levels) == 15
    assert min(levels) == 1
    assert max(levels) == 2
    for _, criterion, sheet in sheets(PRIMARY):
        assert set(requirement_ids(PRIMARY, criterion, 1)) <= set(sheet["requirements"])
    assert all(usable(item) for item in dossier(PRIMARY).evidence)
    council = dossier(PRIMARY).council
    assert council["state"] == "sealed"
    assert council["council"]["decision_date"] < council["meeting"]["held_on"] <= STORY_DATE


@pytest.mark.parametrize("folder", [MAIN_SCHOOL, PRIMARY])
def test_remarks_and_report_parts_are_all_there(folder):
    assert set(dossier(folder).remarks) == {"1", "2", "3", "4"}
    for remark in dossier(folder).remarks.values():
        assert list(remark) == ["strengths", "limits", "trend", "priorities"]
        assert all(remark.values())
    parts = {
        "I.2.a",
        "I.2.b",
        "I.2.c",
        "I.2.d",
        "I.4.a",
        "I.4.b",
        "I.4.c",
        "I.4.d",
        "III.1",
        "III.4.a",
        "III.4.b",
        "III.4.c",
    }
    assert set(dossier(folder).report) == parts
    assert all(paragraphs for key, paragraphs in dossier(folder).report.items() if key != "III.4.c")


def test_the_story_of_the_main_school_is_told_with_the_same_figures():
    papers = " ".join(line for item in dossier(MAIN_SCHOOL).evidence for line in item.get("pages", []))
    everything = papers + " ".join(text for _, _, text in texts(MAIN_SCHOOL))
    size = next(one for one in read_yaml("province.yaml")["organisations"] if one["code"] == "thcs-sao-mai")[
        "size"
    ]
    assert size == {"classes": 18, "pupils": 612, "staff": 31}
    for words in ("18 lớp", "612 học sinh", "31 cán bộ, giáo viên, nhân viên"):
        assert everything.count(words) >= 3
    assert not set(re.findall(r"(\d+)/612", everything)) - {"571", "604", "606", "612"}
    assert not re.findall(r"(?:17|19|20) lớp, 612", everything)
