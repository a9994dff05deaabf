"""Fills an empty installation with a school, its secretary and a criterion to be packed; prints what a client needs.

Run as ``python -m tests.robustness.evidence_seed`` with the installation's variables.
"""

import io
import json
import random

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from minhdinh.access.actor import system_actor  # noqa: E402 (apps must be loaded)
from minhdinh.access.permissions import Role  # noqa: E402
from minhdinh.access.scope import scopes_disabled  # noqa: E402
from minhdinh.assessments.domain.opening import open_assessment  # noqa: E402
from minhdinh.config.bootstrap import make_ready  # noqa: E402
from minhdinh.evidence.domain.files import attach_file  # noqa: E402
from minhdinh.lib.hashing import sha256  # noqa: E402
from tests.evidence.factories import YEAR, House, link, make_item  # noqa: E402
from tests.factories import SchoolFactory, acting, member  # noqa: E402

CODE = "thcs-ben-bi"
PACKED_CRITERION = "1.2"
PACKED, PACKED_BYTES = 5, 2_500_000  # more than a killed server leaves in the buffers of a line


def main() -> None:
    make_ready()
    call_command("collectstatic", interactive=False, verbosity=0)
    school = SchoolFactory(code=CODE, name="Trường THCS Bền Bỉ")
    with scopes_disabled():
        house = House(school, open_assessment(actor=system_actor(school.pk), organisation=school, year=YEAR))
    person = member(house.school, Role.SECRETARY, username="thuky", full_name="Lê Thu Hà")
    actor = acting(person, house.school)
    rng = random.Random(5)
    packed = [add(house, actor, number, rng.randbytes(PACKED_BYTES)) for number in range(PACKED)]
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.cookies["sessionid"].value
    print(json.dumps({"session": session, "school": CODE, "year": YEAR, "packed": packed}))  # noqa: T201


def add(house: House, actor: object, number: int, noise: bytes) -> str:
    """Add one item with one file to the criterion that is packed; return the hash of its bytes."""
    content = b"%PDF-1.4\n" + noise
    item = make_item(house, criterion=PACKED_CRITERION, name=f"Hồ sơ để đóng gói {number}")
    stream = io.BytesIO(content)
    with scopes_disabled():
        attach_file(actor=actor, item=item, stream=stream, name="ho-so.pdf", size=len(content))  # type: ignore[arg-type]
    link(house, item, PACKED_CRITERION)
    return sha256(content)


if __name__ == "__main__":
    main()
