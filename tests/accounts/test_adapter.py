import pytest
from django.test import RequestFactory

from minhdinh.accounts.adapter import AccountAdapter
from tests.factories import UserFactory


def test_nobody_signs_up_alone() -> None:
    assert AccountAdapter().is_open_for_signup(RequestFactory().get("/")) is False


def test_subjects_name_the_program() -> None:
    assert AccountAdapter().format_email_subject("Đặt lại mật khẩu") == "[Minh Định] Đặt lại mật khẩu"


@pytest.mark.django_db
def test_a_chosen_password_is_the_persons_own() -> None:
    user = UserFactory(must_change_password=True)
    AccountAdapter().set_password(user, "mưa rơi trên phố cũ")
    user.refresh_from_db()
    assert not user.must_change_password
    assert user.check_password("mưa rơi trên phố cũ")
