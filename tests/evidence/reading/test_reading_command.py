"""``minhdinh evidence read``."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from minhdinh.common.problems import NotHere
from tests.evidence.factories import House, jpg_bytes, make_file, make_house, make_item
from tests.evidence.reading.papers import word_paper

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command("evidence", "read", *words, stdout=out)
    return out.getvalue()


def test_files_of_one_school_or_of_all_are_read(house: House) -> None:
    other = make_house()
    for one in (house, other):
        make_file(make_item(one), word_paper(), "a.docx")
    assert json.loads(run("--school", house.school.code, "--json"))["read"] == 1
    assert run().splitlines()[:2] == ["Vừa xem 1 tệp.", "Đã đọc: 1"]
    assert run().splitlines()[0] == "Vừa xem 0 tệp."


def test_what_is_missing_is_said_and_the_rest_is_read(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_file(make_item(house), word_paper(), "a.docx")
    make_file(make_item(house, name="ảnh"), jpg_bytes(), "b.jpg")
    monkeypatch.setenv("PATH", str(tmp_path))
    told = json.loads(run("--json"))
    assert (told["read"], told["no_tool"], len(told["missing_tools"])) == (1, 1, 4)
    assert "tesseract-ocr-vie" in run()


def test_a_school_that_is_not_there_is_refused(house: House) -> None:
    with pytest.raises(NotHere, match="khong-co"):
        run("--school", "khong-co")
