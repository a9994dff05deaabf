"""What a cross-checker may open in the checked school: the desk, and nothing else of all addresses."""

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.appraisals.domain.crosscheck import change_days, close_check
from minhdinh.appraisals.domain.crosscheck_people import name_reviewer
from minhdinh.appraisals.models import CrossCheck
from minhdinh.evidence.models import EvidenceFile
from tests.access.samples import Address, Samples, addresses, make_samples
from tests.appraisals.desk import DAY
from tests.assessments.cases import YEAR
from tests.evidence.factories import cite

pytestmark = pytest.mark.django_db

IN_SCHOOL = [one for one in addresses() if one.area == "school"]
DESK = {f"appraisals:crosscheck-{name}" for name in ("mine", "review", "save", "send", "file")}
METHODS = ("get", "post")


@pytest.fixture
def samples() -> Samples:
    return make_samples()


@pytest.fixture
def check(samples: Samples) -> CrossCheck:
    """Return the check of the walk's school, with the stranger of the world named for it."""
    with scopes_disabled():
        crosscheck = CrossCheck.objects.select_related("school", "reviewer", "office").get()
    name_reviewer(actor=office_actor(samples), crosscheck=crosscheck, user=samples.world.stranger)
    return crosscheck


def office_actor(samples: Samples) -> Actor:
    return system_actor(samples.world.department.pk)


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


def test_every_other_address_of_the_school_is_closed(samples: Samples, check: CrossCheck) -> None:
    others = [one for one in IN_SCHOOL if one.name not in DESK]
    assert len(others) > 60
    found = statuses(samples, samples.world.stranger, others)
    assert {name: codes for name, codes in found.items() if not codes <= {403, 404}} == {}


def test_the_desk_is_open(samples: Samples, check: CrossCheck) -> None:
    client = samples.client(samples.world.stranger)
    base = f"/truong/{samples.world.school.code}/"
    assert client.get(f"{base}kiem-tra-cheo/")["Location"] == f"{base}{YEAR}/kiem-tra-cheo/"
    assert client.get(f"{base}{YEAR}/kiem-tra-cheo/").status_code == 200
    assert client.get(f"/vao/{samples.world.school.code}/").status_code in {302, 404}


def test_a_file_that_no_text_cites_stays_closed(samples: Samples, check: CrossCheck) -> None:
    with scopes_disabled():
        file = EvidenceFile.objects.select_related("item").get()
        cite(samples.house, file.item)  # a citation on paper only: no text of the report holds it
    client = samples.client(samples.world.stranger)
    base = f"/truong/{samples.world.school.code}/{YEAR}"
    assert client.get(f"{base}/kiem-tra-cheo/tep/{file.pk}/").status_code == 404


def test_the_rest_interface_and_the_desks_of_other_schools_stay_closed(
    samples: Samples, check: CrossCheck
) -> None:
    client = samples.client(samples.world.stranger)
    own = samples.world.other_school.code
    assert client.get(f"/truong/{own}/{YEAR}/kiem-tra-cheo/").status_code == 403
    assert client.get(f"/api/v1/schools/{samples.world.school.code}/").status_code in {401, 403, 404}


def test_another_year_of_the_school_stays_closed(samples: Samples, check: CrossCheck) -> None:
    client = samples.client(samples.world.stranger)
    base = f"/truong/{samples.world.school.code}"
    for year in ("2025-2026", "2027-2028"):
        assert client.get(f"{base}/{year}/kiem-tra-cheo/").status_code == 404


def test_after_the_last_day_there_is_nothing_at_all(samples: Samples, check: CrossCheck) -> None:
    today = timezone.localdate()
    actor = office_actor(samples)
    change_days(actor=actor, crosscheck=check, starts_on=today - DAY, ends_on=today - DAY)
    found = statuses(samples, samples.world.stranger, IN_SCHOOL)
    assert {name: codes for name, codes in found.items() if codes != {404}} == {}


def test_after_closing_there_is_nothing_at_all(samples: Samples, check: CrossCheck) -> None:
    close_check(actor=office_actor(samples), crosscheck=check)
    found = statuses(samples, samples.world.stranger, IN_SCHOOL)
    assert {name: codes for name, codes in found.items() if codes != {404}} == {}
