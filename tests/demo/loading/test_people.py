from django.contrib.auth import authenticate

from minhdinh.access.permissions import Role
from minhdinh.accounts.models import User
from minhdinh.audit.models import Entry
from minhdinh.demo.loading.actors import organisation, person
from minhdinh.demo.loading.people import PASSWORD, people
from minhdinh.organisations.models import Membership


def test_everybody_has_an_account_with_the_one_password(province):
    assert User.objects.count() == len(people())
    for entry in people():
        user = person(entry["username"])
        assert user.check_password(PASSWORD), entry["username"]
        assert user.must_change_password is False
    assert authenticate(username="thuky", password=PASSWORD) == person("thuky")


def test_roles_and_positions_are_those_of_the_file(province):
    for entry in people():
        for membership in entry["memberships"]:
            held = Membership.objects.filter(
                user__username=entry["username"],
                organisation__code=membership["organisation"],
                source="admin",
                ended=False,
            )
            assert {row.role for row in held} == set(membership["roles"]), entry["username"]
            assert {row.position for row in held} == {membership["position"]}


def test_accounts_were_issued_by_whoever_would(province):
    issued = {entry.data["username"]: entry for entry in Entry.objects.filter(action="account.issued")}
    assert issued["quantri"].user_id is None
    assert issued["quantriso"].user.username == "quantri"
    assert issued["hieutruong"].user.username == "quantriso"
    assert issued["thuky"].user.username == "hieutruong"


def test_one_person_belongs_to_two_schools(province):
    places = Membership.objects.filter(user=person("ketoan")).values_list("organisation__code", "role")
    assert ("mn-hoa-mi", Role.CONTRIBUTOR) in set(places)
    assert ("thcs-sao-mai", Role.MEMBER) in set(places)
    assert organisation("mn-hoa-mi").memberships.filter(user=person("ketoan")).count() == 1
