import json
import re
import shutil

import pytest
import yaml

from minhdinh.standards.catalogue import (
    SetFileError,
    evidence_kinds,
    load_content,
    load_file,
    load_guided_file,
    packaged_conventions,
    packaged_ids,
    packaged_set,
    packaged_sets,
    parse_content,
    propositions,
)
from minhdinh.standards.catalogue import files as files_module
from minhdinh.standards.catalogue.files import DATA
from tests.standards import samples

TT57 = ["tt57-2026-gdtx", "tt57-2026-mam-non", "tt57-2026-pho-thong"]
NAMES = [
    "tt17-2018-tieu-hoc", "tt18-2018-trung-hoc", "tt19-2018-mam-non", "tt25-2014-mam-non", "tt42-2012-tieu-hoc",
    "tt42-2012-trung-hoc", *TT57,
]  # fmt: skip
INNER_WORDS = re.compile(r"https?:|theo trí nhớ|cần kiểm\]|# ---", re.IGNORECASE)


def test_the_nine_sets_are_there_and_valid():
    assert packaged_ids() == NAMES
    assert [item.id for item in packaged_sets()] == NAMES


def test_the_conventions_alone_are_those_of_the_sets():
    """They are cut out of the files without reading the rest."""
    of_sets = {item.code_convention.id: item.code_convention for item in packaged_sets()}
    assert {one.id: one for one in packaged_conventions()} == of_sets


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: path.name)
def test_the_data_speaks_of_the_law_only(path):
    found = INNER_WORDS.search(path.read_text(encoding="utf-8"))
    assert found is None, found
    assert path.stat().st_size < 1_500_000


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_named_by_its_set_and_speaks_vietnamese_to_people(name):
    item = load_file(DATA / "sets" / f"{name}.yaml")
    assert item.id == name
    assert re.search(r"[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ]", item.confidence_note)
    assert re.fullmatch(r"\d{4}\.\d+", item.version)


@pytest.mark.parametrize("name", TT57)
def test_every_requirement_of_tt57_has_its_guidance(name):
    item = next(each for each in packaged_sets() if each.id == name)
    for entry in item.iter_requirements():
        assert entry.kind
        assert entry.ask, entry.id
        assert entry.pitfall, entry.id
        assert entry.derived or entry.evidence_kinds, entry.id
        assert set(entry.evidence_kinds) <= set(evidence_kinds())


@pytest.mark.parametrize("name", TT57)
def test_the_suggestion_library_covers_exactly_the_requirements(name):
    library = propositions(name)
    assert set(library) == {entry.id for entry in packaged_set(name).iter_requirements()}
    for requirement_id, entry in library.items():
        ids = [each["id"] for each in entry["propositions"]]
        assert len(set(ids)) == len(ids)
        assert all(each.startswith(requirement_id) for each in ids)
        assert sum(bool(each.get("negative")) for each in entry["propositions"]) == (
            0 if entry.get("derived") else 1
        )


def test_a_set_without_a_suggestion_library_has_none():
    assert propositions("tt42-2012-tieu-hoc") == {}


def test_the_merged_content_is_still_valid():
    for item in packaged_sets():
        assert parse_content(item.content) == item


def test_a_set_is_found_quickly_by_id_and_version():
    assert packaged_set("tt57-2026-gdtx") is packaged_set("tt57-2026-gdtx")
    assert packaged_set("tt57-2026-gdtx@2026.1").version == "2026.1"
    for wrong in ("tt57-2026-gdtx@2025.1", "tt57", "", "../evidence-kinds"):
        with pytest.raises(KeyError):
            packaged_set(wrong)


def test_the_newest_of_two_versions_is_taken(tmp_path, monkeypatch):
    folder = tmp_path / "sets"
    folder.mkdir()
    content = samples.quota_content(1, 2)
    for name, version in [
        ("bo-thu.yaml", "2020.9"),
        ("bo-thu@2020.10.yaml", "2020.10"),
        ("bo-thu-khac.yaml", "2030.1"),
    ]:
        set_id = name.split("@")[0].removesuffix(".yaml")
        (folder / name).write_text(
            yaml.safe_dump({**content, "id": set_id, "version": version}, allow_unicode=True)
        )
    monkeypatch.setattr(files_module, "DATA", tmp_path)
    packaged_set.cache_clear()
    try:
        assert packaged_set("bo-thu").version == "2020.10"
        assert packaged_set("bo-thu@2020.9").version == "2020.9"
        assert packaged_ids() == ["bo-thu", "bo-thu-khac"]
    finally:
        packaged_set.cache_clear()


def test_a_json_file_serves_as_well_as_yaml(tmp_path):
    path = tmp_path / "bo-thu.json"
    path.write_text(json.dumps(samples.quota_content(1, 2)), encoding="utf-8")
    assert load_file(path) == samples.quota_set(1, 2)


def test_a_yaml_file_may_write_dates_and_level_numbers_plainly(tmp_path):
    path = tmp_path / "tt57.yaml"
    shutil.copy(DATA / "sets" / "tt57-2026-gdtx.yaml", path)
    content = load_content(path)
    assert content["effective_from"] == "2026-07-07"
    assert set(content["standards"][0]["criteria"][0]["levels"]) == {"1", "2"}
    assert json.loads(json.dumps(content)) == content


def test_a_faulty_file_is_refused_with_every_problem(tmp_path):
    path = tmp_path / "sai.yaml"
    content = samples.quota_content(1, 2)
    del content["title"]
    path.write_text(
        yaml.safe_dump({**content, "confidence": "khá cao"}, allow_unicode=True), encoding="utf-8"
    )
    with pytest.raises(SetFileError) as caught:
        load_file(path)
    assert len(caught.value.problems) == 2
    assert "sai.yaml" in str(caught.value)


def test_the_problems_of_a_faulty_file_name_their_lines(tmp_path):
    path = tmp_path / "sai.yaml"
    text = (DATA / "sets" / "tt57-2026-gdtx.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("kind: mandatory_quota", "kind: binh_quan"), encoding="utf-8")
    with pytest.raises(SetFileError) as caught:
        load_file(path)
    (problem,) = caught.value.problems
    line = int(problem.removeprefix("dòng ").split(":")[0])
    assert "level_rule/kind" in problem
    assert text.split("\n")[line - 1].strip() == "kind: mandatory_quota"


def test_a_packaged_file_given_as_a_file_is_the_packaged_set():
    for item in packaged_sets():
        again = load_guided_file(DATA / "sets" / f"{item.id}.yaml")
        assert again.checksum == item.checksum


def test_a_file_with_its_own_guidance_keeps_it(tmp_path):
    item = next(each for each in packaged_sets() if each.id == "tt57-2026-gdtx")
    content = json.loads(json.dumps(item.content))
    content["standards"][0]["criteria"][0]["levels"]["1"]["requirements"][0]["ask"] = "Câu hỏi riêng?"
    path = tmp_path / "rieng.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert load_guided_file(path).requirement("1.1.1a").ask == "Câu hỏi riêng?"


def test_content_from_elsewhere_is_checked_too():
    with pytest.raises(ValueError, match="confidence"):
        parse_content({**samples.quota_content(1, 2), "confidence": "x"})
