"""The permission table: every address × every role.

``routes.py`` says of each address who may open it. A new address without an entry, a view without ``access``, or a
permission that changed fails here, so that nobody opens a page to the wrong people without seeing it.
"""

import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.accounts.models import User
from tests.access.routes import ANSWERS, OF_OTHER_MAKING, ROUTES, TO_THE_PERSON
from tests.access.samples import Address, Samples, addresses, allows, make_samples, roles_of
from tests.factories import MembershipFactory, UserFactory

ALL = {address.name: address for address in addresses()}
OURS = {name: address for name, address in ALL.items() if not name.startswith(OF_OTHER_MAKING)}
GUARDED = [address for address in OURS.values() if address.area and address.permissions]
BOTH = ("get", "post")
OPENED = {200, 302, 303, 405}


@pytest.fixture
def samples(db: None) -> Samples:
    return make_samples()


def answers(
    samples: Samples, user: User | None, chosen: list[Address], methods: tuple[str, ...] = ("get",)
) -> dict[str, set[int]]:
    """Return the statuses of every chosen address for a person, or for a signed-out visitor (None)."""
    client = samples.client(user) if user else Client()
    found: dict[str, set[int]] = {}
    for address in chosen:
        url = samples.url(address)
        responses = [getattr(client, method)(url) for method in methods]
        found[address.name] = {response.status_code for response in responses}
        for response in responses:
            if response.streaming:
                response.getvalue()  # reads to the end, which closes the file
    return found


def except_those(found: dict[str, set[int]], *allowed: int) -> dict[str, set[int]]:
    """Return what was answered otherwise; 405 says only that the address is not used in this way."""
    return {name: statuses for name, statuses in found.items() if statuses - {405} != set(allowed)}


def of(area: str) -> list[Address]:
    return [address for address in GUARDED if address.area == area]


def test_every_address_is_in_the_table_and_the_table_is_true() -> None:
    assert {name: address.access for name, address in OURS.items()} == ROUTES


def test_every_view_says_who_may_open_it() -> None:
    assert [name for name, address in OURS.items() if not address.access] == []


def test_every_address_of_an_organisation_asks_for_a_permission() -> None:
    open_to_all = [name for name, address in OURS.items() if address.area and not address.permissions]
    assert open_to_all == []


def test_names_are_unique() -> None:
    names = [address.name for address in addresses()]
    assert sorted(names) == sorted(set(names))


def test_a_signed_out_visitor_is_led_to_sign_in(samples: Samples) -> None:
    closed = [address for address in OURS.values() if address.access != "public"]
    found = answers(samples, None, closed, BOTH)
    assert {name: statuses for name, statuses in found.items() if not statuses - {405} <= {302, 401}} == {}
    assert {name for name, statuses in found.items() if statuses == {405}} == set()


@pytest.mark.parametrize("person", ["stranger", "system"])
def test_a_stranger_finds_nothing_in_a_school(samples: Samples, person: str) -> None:
    found = answers(samples, getattr(samples.world, person), of("school"), BOTH)
    assert except_those(found, 404) == {}


def test_an_officer_of_another_commune_finds_nothing_in_a_school(samples: Samples) -> None:
    officer = samples.person(samples.world.other_commune, Role.COMMUNE_OFFICER)
    assert except_those(answers(samples, officer, of("school"), BOTH), 404) == {}


@pytest.mark.parametrize("person", ["owner", "commune_officer"])
def test_a_stranger_finds_nothing_in_an_office(samples: Samples, person: str) -> None:
    found = answers(samples, getattr(samples.world, person), of("office"), BOTH)
    assert except_those(found, 404) == {}


def check_role(samples: Samples, user: User, role: str, area: str) -> None:
    """Compare what a person with one role may open and post with the registry of permissions."""
    lacking = [address for address in of(area) if not allows(role, address)]
    assert except_those(answers(samples, user, lacking, BOTH), 403) == {}, (
        f"{role} gets in without permission"
    )
    holding = [address for address in of(area) if allows(role, address)]
    found = answers(samples, user, holding)
    refused = {name for name, statuses in found.items() if statuses & {401, 403}}
    assert refused - TO_THE_PERSON == set(), f"{role} is refused what it may open"


@pytest.mark.parametrize("role", roles_of("school"))
def test_what_each_role_of_a_school_may_open(samples: Samples, role: str) -> None:
    check_role(samples, samples.person(samples.world.school, role), role, "school")


@pytest.mark.parametrize("role", roles_of("office"))
def test_what_each_role_of_an_office_may_open_in_a_school_below(samples: Samples, role: str) -> None:
    check_role(samples, samples.person(samples.world.department, role), role, "school")


@pytest.mark.parametrize("role", roles_of("office"))
def test_what_each_role_of_an_office_may_open_at_home(samples: Samples, role: str) -> None:
    check_role(samples, samples.person(samples.world.department, role), role, "office")


def test_what_the_system_administrator_may_open_in_an_office(samples: Samples) -> None:
    check_role(samples, samples.world.system, Role.SYSTEM_ADMIN, "office")


def unexpected(found: dict[str, set[int]]) -> dict[str, set[int]]:
    """Return what is neither a page, a redirect, 405 nor what ANSWERS says."""
    return {name: statuses for name, statuses in found.items() if not statuses <= ANSWERS.get(name, OPENED)}


def test_whoever_holds_every_role_opens_every_page(samples: Samples) -> None:
    """Every page answers as it should: a page, a redirect, 405 where only posting is meant; see ANSWERS."""
    everything = UserFactory()
    for role in roles_of("school"):
        MembershipFactory(user=everything, organisation=samples.world.school, role=role)
    found = answers(samples, everything, of("school"))
    office = UserFactory()
    for role in (*roles_of("office"), Role.SYSTEM_ADMIN):
        MembershipFactory(user=office, organisation=samples.world.department, role=role)
    found |= answers(samples, office, of("office"))
    assert unexpected(found) == {}


def test_pages_of_the_person(samples: Samples) -> None:
    own = [address for address in OURS.values() if address.access == "signed-in"]
    found = answers(samples, samples.world.owner, own)
    assert unexpected(found) == {}


def test_what_belongs_to_a_person_is_nobody_elses(samples: Samples) -> None:
    jobs = [address for name, address in OURS.items() if name.startswith("jobs:") and address.parts]
    assert except_those(answers(samples, samples.world.colleague, jobs, BOTH), 404) == {}


def test_public_pages_are_open_to_everybody(samples: Samples) -> None:
    public = [address for address in OURS.values() if address.access == "public"]
    for user in (None, samples.world.owner):
        assert unexpected(answers(samples, user, public)) == {}


def test_the_system_is_closed_to_everybody_else(samples: Samples) -> None:
    system = [address for address in OURS.values() if (address.access or "").startswith("system:")]
    assert system
    for person in ("owner", "manager", "commune_officer"):
        assert except_those(answers(samples, getattr(samples.world, person), system, BOTH), 404) == {}
    assert unexpected(answers(samples, samples.world.system, system)) == {}
