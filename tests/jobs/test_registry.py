import pytest

from minhdinh.jobs.registry import Progress, register, runner_of


def run(progress: Progress) -> dict[str, object]:
    return {}


def test_a_kind_is_found_by_its_name() -> None:
    register("tests.run", run)
    assert runner_of("tests.run") is run


def test_registering_again_is_allowed_replacing_is_not() -> None:
    register("tests.run", run)
    register("tests.run", run)
    with pytest.raises(ValueError, match="twice"):
        register("tests.run", lambda progress: {})


def test_an_unknown_kind() -> None:
    with pytest.raises(KeyError):
        runner_of("tests.unknown")
