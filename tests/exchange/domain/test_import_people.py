import pytest

from minhdinh.accounts.models import User
from minhdinh.common.problems import Problem
from minhdinh.exchange.domain.import_people import free_username, import_people
from minhdinh.organisations.models import Membership
from tests.factories import MinistryFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return OrganisationFactory(kind_id="school", code="truong-a", under=MinistryFactory())


def entry(**values):
    membership = {
        "role": "secretary",
        "position": "Giáo viên",
        "source": "admin",
        "valid_from": None,
        "valid_to": None,
        "ended": False,
    }
    person = {"ref": "p1", "username": "thuky", "full_name": "Lê Thu Hà", "email": "thuky@a.example"}
    return {**person, "memberships": [membership], **values}


def test_accounts_come_without_password(school):
    keys = import_people(school, [entry()])
    user = User.objects.get(pk=keys["p1"])
    assert (user.username, user.full_name, user.email) == ("thuky", "Lê Thu Hà", "thuky@a.example")
    assert not user.has_usable_password()
    assert user.must_change_password
    assert Membership.objects.get(user=user).role == "secretary"


def test_a_taken_name_gets_the_schools_code(school):
    UserFactory(username="thuky", email="thuky@a.example")
    UserFactory(username="thuky.truong-a")
    user = User.objects.get(pk=import_people(school, [entry()])["p1"])
    assert user.username == "thuky.truong-a.2"
    assert user.email == ""


def test_a_stranger_of_the_same_name_is_not_taken_for_the_person(school):
    stranger = UserFactory(username="thuky")
    assert import_people(school, [entry()])["p1"] != stranger.pk
    assert not Membership.objects.filter(user=stranger).exists()


def test_a_person_of_this_school_is_the_same_person(school):
    known = UserFactory(username="thuky", full_name="Lê Thu Hà")
    Membership.objects.create(user=known, organisation=school, role="member")
    assert import_people(school, [entry()]) == {"p1": known.pk}
    assert set(Membership.objects.filter(user=known).values_list("role", flat=True)) == {
        "member",
        "secretary",
    }


def test_roles_that_ended_stay_as_history(school):
    ended = {**entry()["memberships"][0], "ended": True, "valid_to": "2026-01-31"}
    import_people(school, [entry(memberships=[ended])])
    assert Membership.objects.get().ended is True


@pytest.mark.parametrize("role", ["system_admin", "department_admin"])
def test_a_package_gives_no_office(school, role):
    wrong = {**entry()["memberships"][0], "role": role}
    with pytest.raises(Problem, match=role):
        import_people(school, [entry(memberships=[wrong])])


def test_a_long_name_is_shortened(school):
    name = "a" * 60
    UserFactory(username=name)
    assert free_username(name, "truong-a") == f"{'a' * 51}.truong-a"
