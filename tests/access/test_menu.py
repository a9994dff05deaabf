"""No entry of the menu leads nowhere: whoever is shown a link can open what it leads to."""

import pytest

from minhdinh.access.permissions import PASSING_ROLES
from minhdinh.accounts.models import User
from minhdinh.organisations.models import Organisation
from tests.access.samples import Samples, make_samples, roles_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def samples(db: None) -> Samples:
    return make_samples()


def links_of(samples: Samples, user: User, url: str) -> dict[str, str]:
    """Return what the menu of a page shows: addresses by label."""
    response = samples.client(user).get(url, follow=True)
    assert response.status_code == 200, (url, response.status_code)
    place = response.context["place"]
    return {str(link["label"]): link["url"] for section in place.nav for link in section["links"]}


def dead_ends(samples: Samples, user: User, url: str) -> dict[str, int]:
    """Return the entries of a page's menu that do not open."""
    client = samples.client(user)
    links = links_of(samples, user, url)
    assert links
    answers = {label: client.get(link, follow=True).status_code for label, link in links.items()}
    return {label: status for label, status in answers.items() if status != 200}


def school_page(samples: Samples) -> str:
    return f"/truong/{samples.world.school.code}/{samples.values['year'](None)}/"  # type: ignore[arg-type]


@pytest.mark.parametrize("role", [role for role in roles_of("school") if role not in PASSING_ROLES])
def test_people_of_a_school(samples: Samples, role: str) -> None:
    user = samples.person(samples.world.school, role)
    assert dead_ends(samples, user, "/") == {}


@pytest.mark.parametrize("role", roles_of("office"))
@pytest.mark.parametrize("place", ["department", "commune"])
def test_people_of_an_office_at_home(samples: Samples, role: str, place: str) -> None:
    office: Organisation = getattr(samples.world, place)
    assert dead_ends(samples, samples.person(office, role), f"/co-quan/{office.code}/") == {}


@pytest.mark.parametrize("role", roles_of("office"))
def test_people_of_an_office_in_a_school_below(samples: Samples, role: str) -> None:
    user = samples.person(samples.world.department, role)
    client = samples.client(user)
    if client.get(school_page(samples), follow=True).status_code == 200:
        assert dead_ends(samples, user, school_page(samples)) == {}
        assert "Độ phủ báo cáo" not in links_of(samples, user, school_page(samples))


def test_the_administrator_of_the_installation(samples: Samples) -> None:
    assert dead_ends(samples, samples.world.system, "/quan-tri/") == {}
