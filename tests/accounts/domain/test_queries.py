import pytest

from minhdinh.accounts.domain.queries import active_user, active_usernames, user_named
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_people_are_found_in_any_case() -> None:
    lan = UserFactory(username="Lan.Anh")
    gone = UserFactory(username="nghi", is_active=False)
    assert active_user("lan.anh") == lan
    assert active_user("NGHI") is None
    assert user_named(" Nghi ") == gone
    assert user_named("ai") is None


def test_which_accounts_can_sign_in() -> None:
    UserFactory(username="a")
    UserFactory(username="b", is_active=False)
    assert active_usernames(["a", "b", "c"]) == {"a"}
