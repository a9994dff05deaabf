import pytest

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
