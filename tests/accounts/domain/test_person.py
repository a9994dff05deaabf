import pytest

from minhdinh.access.permissions import P
from minhdinh.accounts.domain.person import person_actor, save_own_profile, set_own_password
from minhdinh.accounts.models import User
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import Problem
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return UserFactory(full_name="Lê Thu Hà", email="ha@truong.example", must_change_password=True)


def test_a_person_alone_may_nothing_anywhere(person: User) -> None:
    actor = person_actor(person)
    assert not any(actor.can(permission) for permission in P)
    assert (actor.user_id, actor.organisation_id) == (person.pk, None)


def test_an_own_password_need_not_be_changed_again(person: User) -> None:
    set_own_password(user=person, password="Một câu dài dễ nhớ")
    person.refresh_from_db()
    assert person.check_password("Một câu dài dễ nhớ")
    assert not person.must_change_password
    entry = Entry.objects.get()
    assert sentence(entry.action, entry.data) == "Lê Thu Hà tự đổi mật khẩu"
    assert "Một câu" not in str(entry.data)


def test_the_own_profile(person: User) -> None:
    save_own_profile(user=person, full_name="Lê  Thu Hà", email=" HA.Moi@truong.example ", phone=" 0912 ")
    person.refresh_from_db()
    assert (person.full_name, person.email, person.phone) == ("Lê Thu Hà", "ha.moi@truong.example", "0912")
    assert Entry.objects.get().action == "account.profile_changed"


def test_an_email_of_somebody_else_is_refused(person: User) -> None:
    UserFactory(email="khac@truong.example")
    with pytest.raises(Problem, match="tài khoản khác") as caught:
        save_own_profile(user=person, full_name="Lê Thu Hà", email="KHAC@truong.example", phone="")
    assert caught.value.field == "email"
    assert not Entry.objects.exists()


def test_the_own_email_may_stay(person: User) -> None:
    save_own_profile(user=person, full_name="Lê Thu Hà", email="ha@truong.example", phone="1")
    assert Entry.objects.count() == 1
