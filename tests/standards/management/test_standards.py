"""``minhdinh standards`` as a person types it."""

import io
import json
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from minhdinh.audit.models import Entry
from minhdinh.standards.catalogue import packaged_sets
from minhdinh.standards.catalogue.export import yaml_text
from minhdinh.standards.catalogue.files import DATA
from minhdinh.standards.domain.queries import version_of, wordings_of
from minhdinh.standards.models import StandardSetVersion
from tests.config.commands import minhdinh
from tests.standards import samples

CONTENT = samples.quota_content(1, 2)
GDTX = DATA / "sets" / "tt57-2026-gdtx.yaml"
OFFICIAL = {
    "id": "bo-thu",
    "legal_basis": "Thông tư thử, Phụ lục I",
    "standards": [
        {
            "code": "1",
            "criteria": [
                {"code": "1.1", "title": "Tiêu chí 1.1", "levels": {1: "Câu một.", 2: "Câu hai."}},
                {"code": "1.2", "title": "Tên khác", "levels": {1: "Câu ba."}},
            ],
        }
    ],
}


def run(*arguments: object) -> str:
    out = io.StringIO()
    call_command("standards", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def refused(*arguments: object) -> str:
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    assert caught.value.returncode == 2
    return str(caught.value)


def write(folder: Path, content: object, name: str = "bo.yaml") -> Path:
    path = folder / name
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.django_db
def test_load_without_a_file_stores_the_packaged_sets_once():
    first = json.loads(run("load", "--json"))
    assert len(first) == 9
    assert all(one["new"] for one in first)
    assert not any(one["new"] for one in json.loads(run("load", "--json")))
    assert run("load").count("đã có, không thay đổi") == 9


@pytest.mark.django_db
def test_load_takes_given_files_and_only_those(tmp_path):
    path = write(tmp_path, CONTENT)
    assert run("load", path) == "bo-thu 2020.1: đã nạp\n"
    assert run("load", path) == "bo-thu 2020.1: đã có, không thay đổi\n"
    assert StandardSetVersion.objects.count() == 1
    assert len(json.loads(run("load", path, "--packaged", "--json"))) == 10


@pytest.mark.django_db
def test_a_packaged_file_given_by_name_is_the_loaded_set(tmp_path):
    run("load")
    assert run("load", GDTX) == "tt57-2026-gdtx 2026.1: đã có, không thay đổi\n"
    item = next(one for one in packaged_sets() if one.id == "tt57-2026-gdtx")
    path = tmp_path / "tai-ve.yaml"
    path.write_text(yaml_text(item.content), encoding="utf-8")
    assert run("load", path) == "tt57-2026-gdtx 2026.1: đã có, không thay đổi\n"


@pytest.mark.django_db
def test_a_changed_file_under_the_same_version_is_refused(tmp_path):
    run("load", write(tmp_path, CONTENT))
    message = refused("load", write(tmp_path, {**CONTENT, "title": "Tên khác"}))
    assert message.startswith("Bộ bo-thu phiên bản 2020.1 đã nạp với nội dung khác. Hãy đặt phiên bản mới")
    assert StandardSetVersion.objects.get().title == "Bộ thử"
    assert run("load", write(tmp_path, {**CONTENT, "title": "Tên khác", "version": "2020.2"})).endswith(
        "đã nạp\n"
    )


@pytest.mark.django_db
def test_one_faulty_file_stops_all(tmp_path):
    good, faulty = write(tmp_path, CONTENT), write(tmp_path, {**CONTENT, "confidence": "khá"}, "sai.yaml")
    message = refused("load", good, faulty)
    assert "sai.yaml: dòng" in message
    assert "confidence: “khá” không thuộc các giá trị: high, medium, low" in message
    assert not StandardSetVersion.objects.exists()


@pytest.mark.django_db
def test_list_names_loaded_and_packaged_sets(tmp_path):
    run("load", write(tmp_path, CONTENT))
    rows = json.loads(run("list", "--json"))
    assert len(rows) == 10
    by_id = {row["id"]: row for row in rows}
    assert (by_id["bo-thu"]["loaded"], by_id["bo-thu"]["packaged"]) == (True, False)
    assert (by_id["tt57-2026-gdtx"]["loaded"], by_id["tt57-2026-gdtx"]["packaged"]) == (False, True)
    assert by_id["tt17-2018-tieu-hoc"]["effective_to"] == "2026-07-07"
    lines = run("list").splitlines()
    assert len(lines) == 10
    assert lines[0].split("\t")[0] == "tt57-2026-gdtx 2026.1"
    assert any("hiệu lực từ 10/10/2018 đến trước 07/07/2026" in line for line in lines)
    assert any(line.endswith("trong gói, chưa nạp") for line in lines)
    assert any(line.endswith("đã nạp") for line in lines)


@pytest.mark.parametrize("item", packaged_sets(), ids=lambda item: item.id)
def test_check_finds_the_packaged_files_valid(item):
    result = json.loads(run("check", DATA / "sets" / f"{item.id}.yaml", "--json"))
    assert (result["id"], result["version"], result["valid"]) == (item.id, item.version, True)
    assert result["criteria"] == len(list(item.iter_criteria()))


def test_check_says_it_in_words_too():
    assert (
        run("check", GDTX)
        .strip()
        .endswith("bộ tt57-2026-gdtx phiên bản 2026.1 hợp lệ, 15 tiêu chí, 159 yêu cầu.")
    )


def test_check_names_every_problem_with_line_and_key(tmp_path):
    text = GDTX.read_text(encoding="utf-8")
    path = tmp_path / "sai.yaml"
    path.write_text(
        text.replace("kind: mandatory_quota", "kind: binh_quan").replace("rule: lowest", "rule: highest"),
        encoding="utf-8",
    )
    lines = refused("check", path).split("\n")
    assert len(lines) == 2
    kind = next(line for line in lines if "level_rule/kind" in line)
    number = int(kind.split("dòng ")[1].split(":")[0])
    assert path.read_text(encoding="utf-8").split("\n")[number - 1].strip() == "kind: binh_quan"


def test_check_finds_what_the_schema_cannot(tmp_path):
    content = samples.quota_content(1, 2)
    content["level_rule"]["gates"][0]["others_quota"] = "khong_co"
    message = refused("check", write(tmp_path, content))
    assert "level_rule/gates/0/others_quota: không có giá trị quy định khong_co" in message


def test_check_gives_its_problems_as_json_too(tmp_path):
    out = io.StringIO()
    path = write(tmp_path, {**CONTENT, "extra": 1})
    with pytest.raises(CommandError) as caught:
        call_command("standards", "check", str(path), "--json", stdout=out, stderr=io.StringIO())
    assert caught.value.returncode == 2
    result = json.loads(out.getvalue())
    assert result["valid"] is False
    assert "khóa lạ: “extra”" in result["problems"][0]


@pytest.mark.parametrize("action", ["check", "load", "import-text"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "tệp rỗng"),
        (b"a: [1, 2\nb: }", "dòng 2: sai cú pháp YAML hoặc JSON"),
        (b"\xff\xfe\x00", "không phải văn bản UTF-8"),
        (b"- 1\n", "không chứa một bộ tiêu chuẩn"),
        (b"id: x\nid: y\n", "dòng 2: khóa “id” viết hai lần"),
    ],
)
@pytest.mark.django_db
def test_a_file_that_is_none_is_refused_by_every_action(tmp_path, action, content, said):
    path = tmp_path / "sai.yaml"
    path.write_bytes(content)
    message = refused(action, path)
    assert message.startswith(str(path))
    assert said in message


@pytest.mark.parametrize("action", ["check", "load", "import-text"])
@pytest.mark.django_db
def test_a_missing_file_is_refused_by_every_action(tmp_path, action):
    assert "không đọc được tệp" in refused(action, tmp_path / "khong-co.yaml")
    assert "không đọc được tệp" in refused(action, tmp_path)


@pytest.mark.django_db
def test_import_text_puts_the_wording_beside_the_requirements(tmp_path):
    run("load", write(tmp_path, CONTENT))
    path = write(tmp_path, OFFICIAL, "nguyen-van.yaml")
    result = json.loads(run("import-text", path, "--json"))
    assert {key: result[key] for key in ("id", "version", "new", "changed", "same")} == {
        "id": "bo-thu", "version": "2020.1", "new": 3, "changed": 0, "same": 0,
    }  # fmt: skip
    assert result["missing"][0] == {"criterion": "1.2", "level": 2}
    assert run("import-text", path).startswith("bo-thu 2020.1: thêm mới: 0, thay nội dung: 0, không đổi: 3.")
    row = version_of("bo-thu", "2020.1")
    assert row is not None
    assert wordings_of(row)["1.2", 1].text == "Câu ba."
    assert Entry.objects.filter(action="standards.wording_imported").count() == 1


@pytest.mark.django_db
def test_import_text_tells_of_other_names_on_standard_error(tmp_path):
    run("load", write(tmp_path, CONTENT))
    out, err = io.StringIO(), io.StringIO()
    path = write(tmp_path, OFFICIAL, "nguyen-van.yaml")
    call_command("standards", "import-text", str(path), "--json", stdout=out, stderr=err)
    assert "tiêu chí 1.2 trong tệp tên là “Tên khác”, trong bộ là “Tiêu chí 1.2”" in err.getvalue()
    assert json.loads(out.getvalue())["new"] == 3


@pytest.mark.django_db
def test_import_text_of_another_set_names_what_does_not_fit(tmp_path):
    run("load", write(tmp_path, CONTENT))
    strange = {**OFFICIAL, "id": "bo-la"}
    assert "Chưa nạp bộ tiêu chuẩn “bo-la”; các bộ đã nạp: bo-thu." in refused("import-text", write(tmp_path, strange, "la.yaml"))  # fmt: skip
    other = {
        "id": "bo-thu",
        "standards": [{"criteria": [{"code": "7.7", "title": "Lạ", "levels": {1: "Câu"}}]}],
    }
    assert "không có tiêu chí 7.7 (Lạ)" in refused("import-text", write(tmp_path, other, "la.yaml"))
    assert not Entry.objects.exists()


def test_check_needs_no_database(tmp_path):
    done = minhdinh(tmp_path, "standards", "check", str(GDTX), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["valid"] is True
    assert not (tmp_path / "minhdinh.sqlite3").exists()


def test_the_whole_command_in_a_process_of_its_own(ready_data, tmp_path):
    done = minhdinh(ready_data, "standards", "list", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert sum(row["loaded"] for row in json.loads(done.stdout)) == 9
    empty = tmp_path / "rong.yaml"
    empty.touch()
    done = minhdinh(ready_data, "standards", "import-text", str(empty), "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "tệp rỗng" in done.stderr
    assert "Traceback" not in done.stderr
    assert minhdinh(ready_data, "standards", "nhap").returncode == 2


def test_crosswalks_of_the_package_are_checked_and_counted() -> None:
    lines = run("crosswalks").splitlines()
    assert len(lines) == 3
    assert all("hợp lệ (đề xuất của phần mềm)" in line for line in lines)
    found = json.loads(run("crosswalks", "--json"))
    assert {one["to"] for one in found} == {"tt57-2026-pho-thong", "tt57-2026-mam-non"}
    assert all(one["without_place"] < one["requirements"] / 10 for one in found)


def test_a_wrong_crosswalk_is_refused_with_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "bang.yaml"
    path.write_text("format: minhdinh.crosswalk/1\n", encoding="utf-8")
    with pytest.raises(CommandError, match="thiếu khóa “entries”") as caught:
        run("crosswalks", path)
    assert caught.value.returncode == 2


def test_the_packaged_suggestions_are_valid_and_counted():
    found = {one["set"]: one for one in json.loads(run("suggestions", "--json"))}
    assert len(found) == 6
    assert found["tt57-2026-pho-thong"]["propositions"] == 319
    assert "tt17-2018-tieu-hoc phiên bản 2026.3 hợp lệ: 37 yêu cầu, 54 mệnh đề.\n" in run("suggestions")
    assert "| all | 37 | 54 |" in run("suggestions", "--table")


def test_a_wrong_suggestion_file_is_refused_with_its_problems(tmp_path):
    path = tmp_path / "goi-y.yaml"
    text = (DATA / "propositions" / "tt17-2018-tieu-hoc.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("proof: {all: [ke_hoach", "proof: {all: [giay_to", 1), encoding="utf-8")
    said = refused("suggestions", path)
    assert "không có loại minh chứng giay_to" in said
    assert "dòng " in said
