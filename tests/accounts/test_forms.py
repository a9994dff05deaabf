import pytest

from minhdinh.accounts.forms import FirstPasswordForm, OwnProfileForm, SignInForm
from minhdinh.accounts.models import User
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return UserFactory(username="lethuha", full_name="Lê Thu Hà")


def first(person: User, password: str, again: str | None = None) -> FirstPasswordForm:
    return FirstPasswordForm(
        person, {"new_password1": password, "new_password2": password if again is None else again}
    )


def test_a_good_first_password(person: User) -> None:
    assert first(person, "mưa rơi trên phố cũ").is_valid()


@pytest.mark.parametrize(
    ("password", "again"),
    [
        ("ngắn", None),
        ("1234567890", None),
        ("lethuha2026", None),
        (PASSWORD, None),
        ("mưa rơi trên phố", "khác đi"),
    ],
)
def test_a_weak_or_issued_password_is_refused_in_vietnamese(
    person: User, password: str, again: str | None
) -> None:
    form = first(person, password, again)
    assert not form.is_valid()
    text = " ".join(str(error) for errors in form.errors.values() for error in errors)
    assert any(word in text.lower() for word in ("mật khẩu", "mật mã"))


def test_the_sign_in_form_speaks_vietnamese() -> None:
    form = SignInForm()
    assert [str(field.label) for field in form] == [
        "Tên đăng nhập hoặc thư điện tử",
        "Mật khẩu",
        "Giữ đăng nhập trên máy này",
    ]
    assert 'autocomplete="username"' in str(form["login"])
    assert 'autocomplete="current-password"' in str(form["password"])


@pytest.mark.parametrize(
    ("values", "field"),
    [({"full_name": ""}, "full_name"), ({"full_name": "Hà", "email": "khong-phai"}, "email")],
)
def test_the_own_profile_names_what_is_wrong(values: dict[str, str], field: str) -> None:
    form = OwnProfileForm(values)
    assert not form.is_valid()
    assert list(form.errors) == [field]
