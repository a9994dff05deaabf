import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.organisations.domain.membership import USERNAME
from minhdinh.organisations.imports.usernames import make_usernames, proposed, taken
from tests.factories import UserFactory


@pytest.mark.parametrize(
    ("name", "code", "number", "expected"),
    [
        ("Nguyễn Thị Thu Hà", "thcs-sao-mai", 1, "hantt.thcs-sao-mai"),
        ("Nguyễn Thị Thu Hà", "thcs-sao-mai", 3, "hantt3.thcs-sao-mai"),
        ("Đặng Ánh", "THCS Sao Mai", 1, "anhd.thcs-sao-mai"),
        ("Lan", "x", 1, "lan.x"),
        ("…", "x", 1, "nguoi-dung.x"),
        ("Y Mlô (Ê Đê)", "x", 1, "deyme.x"),
    ],
)
def test_a_username_from_a_name(name: str, code: str, number: int, expected: str) -> None:
    assert proposed(name, code, number) == expected


@given(
    st.text(min_size=1, max_size=60),
    st.text(min_size=1, max_size=40),
    st.integers(min_value=1, max_value=200),
)
def test_any_name_gives_an_allowed_username(name: str, code: str, number: int) -> None:
    assert USERNAME.match(proposed(name, code, number))


@pytest.mark.django_db
def test_none_twice_and_none_that_is_taken() -> None:
    UserFactory(username="Lan.x")
    made = make_usernames([("Lan", "x"), ("Lan", "x"), ("Lan", "y"), ("Lan", "x")], ["lan3.x"])
    assert made == ["lan2.x", "lan4.x", "lan.y", "lan5.x"]


@pytest.mark.django_db
def test_a_whole_school_of_one_name_costs_few_queries(django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(12):
        made = make_usernames([("Lan", "x")] * 10, [])
    assert len(set(made)) == 10


@pytest.mark.django_db
def test_which_are_taken_in_any_case() -> None:
    UserFactory(username="Lan")
    assert taken(["lan", "ha"]) == {"lan"}
