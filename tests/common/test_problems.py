import subprocess
import sys

import pytest
from django.utils import translation

from minhdinh.common.problems import NotAllowed, NotHere, Problem, Problems, Stale


@pytest.mark.parametrize(
    ("kind", "status"), [(Problem, 422), (NotAllowed, 403), (NotHere, 404), (Stale, 409)]
)
def test_each_kind_has_its_status(kind: type[Problem], status: int) -> None:
    assert kind("Câu cho người đọc.").status == status


def test_a_problem_carries_its_words_and_its_place() -> None:
    problem = Problem("Chưa ghi tên.", field="name", link="/ho-so/")
    assert (problem.message, problem.field, problem.link) == ("Chưa ghi tên.", "name", "/ho-so/")
    assert str(problem) == "Chưa ghi tên."


def test_several_problems_are_one_with_all_sentences() -> None:
    together = Problems([Problem("Một."), Problem("Hai.", field="x")])
    assert together.message == "Một.\nHai."
    assert [one.field for one in together.problems] == ["", "x"]
    assert together.status == 422


def test_a_sentence_is_told_in_the_readers_language() -> None:
    problem = Problem("Chưa chọn tệp.")
    with translation.override("en"):
        assert problem.message == "No file chosen."
        assert problem.sentence == "Chưa chọn tệp."
        assert Problems([problem, NotHere("Trường A không có.")]).message == (
            "No file chosen.\nTrường A không có."
        )
    assert problem.message == "Chưa chọn tệp."


def test_an_empty_sentence_stays_empty() -> None:
    with translation.override("en"):
        assert Problem("").message == ""


def test_a_command_that_needs_no_settings_still_says_what_is_wrong() -> None:
    code = "from minhdinh.common.problems import Problem; print(len(Problem('Chưa chọn tệp.').message))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={}, check=True)
    assert done.stdout.strip() == "14"
