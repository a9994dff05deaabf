"""What an examiner may open in the examined school: the rooms of the body, and nothing else of all addresses."""

import pytest
from django.utils import timezone

from minhdinh.access.permissions import P, Role
from minhdinh.accounts.models import User
from tests.access.samples import Address, Samples, addresses, make_samples
from tests.assessments.cases import YEAR
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

IN_SCHOOL = [one for one in addresses() if one.area == "school"]
OTHERS = [one for one in IN_SCHOOL if P.CASE_EXAMINE not in one.permissions and one.permissions]
METHODS = ("get", "post")


@pytest.fixture
def samples() -> Samples:
    return make_samples()


def examiner(samples: Samples, **days: object) -> User:
    """Let the stranger of the world into the school as an examiner; no registration names the person."""
    person = samples.world.stranger
    MembershipFactory(user=person, organisation=samples.world.school, role=Role.EXAMINER, **days)
    return person


def statuses(samples: Samples, user: User, chosen: list[Address]) -> dict[str, set[int]]:
    client = samples.client(user)
    found: dict[str, set[int]] = {}
    for address in chosen:
        responses = [getattr(client, method)(samples.url(address)) for method in METHODS]
        found[address.name] = {response.status_code for response in responses} - {405}
        for response in responses:
            if response.streaming:
                response.getvalue()
    return found


def test_everything_else_of_the_school_is_closed(samples: Samples) -> None:
    assert len(OTHERS) > 60
    found = statuses(samples, examiner(samples), OTHERS)
    assert {name: codes for name, codes in found.items() if not codes <= {403, 404}} == {}


def test_the_role_alone_opens_no_registration(samples: Samples) -> None:
    room = [one for one in IN_SCHOOL if one.name.startswith("appraisals:desk")]
    assert len(room) > 10
    found = statuses(samples, examiner(samples), room)
    assert {name: codes for name, codes in found.items() if codes != {404}} == {}


def test_after_the_days_there_is_nothing_at_all(samples: Samples) -> None:
    person = examiner(samples, valid_to=timezone.localdate())
    found = statuses(samples, person, IN_SCHOOL)
    assert {name: codes for name, codes in found.items() if codes != {404}} == {}


def test_the_rest_interface_and_the_search_stay_closed(samples: Samples) -> None:
    client = samples.client(examiner(samples))
    code = samples.world.school.code
    assert client.get(f"/api/v1/schools/{code}/").status_code in {401, 403, 404}
    assert client.get(f"/truong/{code}/{YEAR}/tim/?q=a").status_code in {403, 404}
