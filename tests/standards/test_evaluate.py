"""The command itself, as a process: exit codes, standard output, standard error."""

import json
import os
import subprocess
import sys
import time

import pytest

from minhdinh.standards import evaluate
from minhdinh.standards.catalogue import packaged_ids, packaged_set
from tests.standards import oracle

COMMAND = [sys.executable, "-c", "from minhdinh.cli import main; main()", "evaluate"]
KEYS = {"level", "label", "complete", "counts", "failed", "reasons", "blockers", "tracks", "grade", "degree"}


def run(folder, name, text, *options, env=None):
    """Run the command in its own process and return (exit code, standard output, standard error)."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    done = subprocess.run(
        [*COMMAND, *options, str(path)],
        capture_output=True,
        check=False,
        env={**os.environ, **(env or {})},
        timeout=60,
    )
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def call(folder, name, text, *options, capsys):
    """Call the command in this process, for the many small cases."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    code = evaluate.main([*options, str(path)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def full(name, level):
    return {item.code: min(level, item.top_level) for item in packaged_set(name).iter_criteria()}


def test_the_report_of_the_preschool_of_2020(tmp_path):
    levels = full("tt19-2018-mam-non", 2) | dict.fromkeys(oracle.LEVEL_3["tt19-2018-mam-non"][:13], 3)
    code, out, err = run(tmp_path, "mn.json", json.dumps({"criteria": levels}), "--set", "tt19-2018-mam-non")
    result = json.loads(out)
    assert (code, err) == (0, "")
    assert set(result) == KEYS
    assert (result["level"], result["complete"], result["grade"], result["degree"]) == (2, True, 2, 1)
    assert result["counts"]["1"] == {"passed": 25, "total": 25, "percent": "100"}
    assert result["counts"]["3"] == {"passed": 13, "total": 19, "percent": "68,42"}
    assert result["failed"]["3"] == {"passed": 6, "total": 19, "percent": "31,58"}
    assert len(result["blockers"]) == 6
    assert all(step["needed"] == 3 and step["current"] == 2 for step in result["blockers"])


def test_it_needs_no_database_no_settings_and_no_data_folder(tmp_path):
    env = {
        "DJANGO_SETTINGS_MODULE": "no.such.module",
        "MINHDINH_DATA": str(tmp_path / "nowhere"),
        "LC_ALL": "C",
    }
    code, out, err = run(tmp_path, "a.json", '{"criteria": {}}', "--set", "tt57-2026-gdtx", "--json", env=env)
    assert (code, err) == (0, "")
    assert json.loads(out)["label"] == "Chưa xét xong"
    assert not (tmp_path / "nowhere").exists()


def test_it_does_not_load_django():
    script = "import sys; import minhdinh.standards.evaluate; print(any(m.split('.')[0] == 'django' for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("name", packaged_ids())
def test_every_set_answers_with_the_published_keys(tmp_path, capsys, name):
    code, out, _ = call(
        tmp_path, "a.json", json.dumps({"criteria": full(name, 9)}), "--set", name, capsys=capsys
    )
    assert code == 0
    result = json.loads(out)
    assert set(result) == KEYS
    assert result["complete"] is True
    assert result["tracks"] == {}


@pytest.mark.parametrize("name", ["tt42-2012-trung-hoc", "tt25-2014-mam-non"])
def test_a_set_that_cannot_be_computed_gives_null_its_reason_and_exit_code_0(tmp_path, capsys, name):
    code, out, _ = call(
        tmp_path, "a.json", json.dumps({"criteria": full(name, 1)}), "--set", name, capsys=capsys
    )
    result = json.loads(out)
    assert (code, result["level"], result["complete"]) == (0, None, True)
    assert any("không tự tính" in reason for reason in result["reasons"])


def test_null_is_chua_xet(tmp_path, capsys):
    levels = full("tt57-2026-mam-non", 2) | {"1.3": None}
    _, out, _ = call(
        tmp_path, "a.json", json.dumps({"criteria": levels}), "--set", "tt57-2026-mam-non", capsys=capsys
    )
    result = json.loads(out)
    assert (result["level"], result["complete"]) == (None, False)
    assert result["counts"]["2"] == {"passed": 14, "total": 15, "percent": "93,33"}
    assert result["failed"]["2"]["passed"] == 0
    assert {"criterion": "1.3", "current": None, "needed": 1} in result["blockers"]


def test_tracks(tmp_path, capsys):
    low = full("tt57-2026-pho-thong", 1)
    text = json.dumps(
        {"tracks": {"tieu_hoc": {"criteria": full("tt57-2026-pho-thong", 2)}, "thcs": {"criteria": low}}}
    )
    code, out, _ = call(tmp_path, "a.json", text, "--set", "tt57-2026-pho-thong", capsys=capsys)
    result = json.loads(out)
    assert (code, result["level"]) == (0, 1)
    assert {track: own["level"] for track, own in result["tracks"].items()} == {"tieu_hoc": 2, "thcs": 1}
    assert set(result["tracks"]["thcs"]) == KEYS


@pytest.mark.parametrize(("answer", "level"), [(True, 4), (False, 3), (None, None)])
def test_level_4(tmp_path, capsys, answer, level):
    items = {item.id: True for item in packaged_set("tt17-2018-tieu-hoc").level_4} | {"4.3": answer}
    text = json.dumps({"criteria": full("tt17-2018-tieu-hoc", 3), "level_4": items})
    _, out, _ = call(tmp_path, "a.json", text, "--set", "tt17-2018-tieu-hoc", capsys=capsys)
    result = json.loads(out)
    assert (result["level"], result["complete"]) == (level, level is not None)
    assert (result["grade"], result["degree"]) == (level, 2 if level else None)


def test_jsonl_gives_one_result_a_line_and_skips_empty_lines(tmp_path, capsys):
    lines = [json.dumps({"criteria": full("tt57-2026-pho-thong", level)}) for level in (0, 1, 2)]
    code, out, _ = call(
        tmp_path, "a.jsonl", "\n\n".join(lines) + "\r\n", "--set", "tt57-2026-pho-thong", capsys=capsys
    )
    assert code == 0
    assert [json.loads(line)["level"] for line in out.splitlines()] == [0, 1, 2]


def test_an_empty_jsonl_file_has_no_results(tmp_path, capsys):
    assert call(tmp_path, "a.jsonl", "", "--set", "tt57-2026-gdtx", capsys=capsys) == (0, "", "")


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ('{\n "criteria": {\n  "1.1": 2,\n  "9.9": 1\n }\n}', 4, "9.9"),
        ('{\n "criteria": {\n  "1.1": 3\n }\n}', 3, "1.1"),
        ('{\n "criteria": {\n  "1.1": "2"\n }\n}', 3, "1.1"),
        ('{\n "criteria": {\n  "1.1": 2,\n  "1.2": \n }\n}', 5, "1.2"),
        ('{\n "criteria": {"1.1": 2},\n "level_4": {"4.1": true}\n}', 3, "4.1"),
        ('{\n "tracks": {\n  "dai_hoc": {"criteria": {}}\n }\n}', 3, "dai_hoc"),
    ],
)
def test_a_faulty_file_gives_exit_code_2_with_line_and_key_and_no_output(tmp_path, text, line, key):
    code, out, err = run(tmp_path, "a.json", text, "--set", "tt57-2026-pho-thong")
    assert (code, out) == (2, "")
    assert f"a.json:{line}: dòng (line) {line}" in err
    assert key in err


def test_faults_of_a_jsonl_file_name_the_line_of_the_file(tmp_path, capsys):
    good = '{"criteria": {"1.1": 1}}'
    text = f'{good}\n{{"criteria": {{"8.8": 1}}}}\n\n{{"criteria": \n{good}\n'
    code, out, err = call(tmp_path, "a.jsonl", text, "--set", "tt57-2026-pho-thong", capsys=capsys)
    assert (code, out) == (2, "")
    first, second = err.splitlines()
    assert "a.jsonl:2:" in first
    assert "8.8" in first
    assert "a.jsonl:4:" in second
    assert "criteria" in second


def test_an_unknown_set_names_those_that_there_are(tmp_path, capsys):
    code, out, err = call(tmp_path, "a.json", "{}", "--set", "tt99-2099", capsys=capsys)
    assert (code, out) == (2, "")
    assert "tt99-2099" in err
    assert "tt57-2026-pho-thong" in err


def test_a_version_may_be_asked_for(tmp_path, capsys):
    text = '{"criteria": {}}'
    assert call(tmp_path, "a.json", text, "--set", "tt57-2026-gdtx@2026.1", capsys=capsys)[0] == 0
    assert call(tmp_path, "a.json", text, "--set", "tt57-2026-gdtx@1999.1", capsys=capsys)[0] == 2


def test_a_missing_or_unreadable_file_is_said(tmp_path, capsys):
    assert evaluate.main(["--set", "tt57-2026-gdtx", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err
    (tmp_path / "latin.json").write_bytes(b'{"criteria": "\xe9"}')
    assert evaluate.main(["--set", "tt57-2026-gdtx", str(tmp_path / "latin.json")]) == 2
    assert "UTF-8" in capsys.readouterr().err


def test_a_byte_order_mark_is_forgiven(tmp_path):
    code, out, _ = run(tmp_path, "a.json", b'\xef\xbb\xbf{"criteria": {}}', "--set", "tt57-2026-gdtx")
    assert (code, json.loads(out)["complete"]) == (0, False)


def test_explain_adds_bounds_target_and_changes(tmp_path, capsys):
    levels = full("tt57-2026-gdtx", 2) | {"1.3": 1}
    text = json.dumps({"criteria": levels})
    _, out, _ = call(tmp_path, "a.json", text, "--set", "tt57-2026-gdtx", "--explain", capsys=capsys)
    result = json.loads(out)
    assert set(result) == KEYS | {"bounds", "target", "changes"}
    assert (result["bounds"], result["target"]) == ([1, 1], 2)
    assert result["changes"] == [{"criterion": "1.3", "current": 1, "needed": 2}]


@pytest.mark.parametrize("options", [[], ["--set", "tt57-2026-gdtx"], ["--khong-co", "x"]])
def test_wrong_usage_is_exit_code_2(options, capsys):
    with pytest.raises(SystemExit) as ended:
        evaluate.main(options)
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_ten_thousand_cases_take_a_few_seconds(tmp_path, capsys):
    line = json.dumps({"criteria": full("tt18-2018-trung-hoc", 2) | {"5.6": None, "1.10": 0}})
    started = time.process_time()
    code, out, _ = call(
        tmp_path, "a.jsonl", f"{line}\n" * 10_000, "--set", "tt18-2018-trung-hoc", capsys=capsys
    )
    assert code == 0
    assert out.count("\n") == 10_000
    assert time.process_time() - started < 20  # about 1.5 s
