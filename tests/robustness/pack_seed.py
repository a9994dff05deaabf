"""Fills an installation with a school whose evidence has files of a wanted size; prints what a client needs as JSON.

Run as ``python -m tests.robustness.pack_seed <files> <bytes each>``. The files have holes: they read as zeros and take
no room, so that gigabytes are there in a moment.
"""

import json
import sys

import django

django.setup()

from pathlib import Path  # noqa: E402

from django.conf import settings  # noqa: E402 (apps must be loaded)
from django.core.files.storage import default_storage  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from minhdinh.access.actor import system_actor  # noqa: E402
from minhdinh.access.permissions import Role  # noqa: E402
from minhdinh.access.scope import scopes_disabled  # noqa: E402
from minhdinh.assessments.domain.opening import open_assessment  # noqa: E402
from minhdinh.config.bootstrap import make_ready  # noqa: E402
from minhdinh.evidence.domain.bringing import blob_path  # noqa: E402
from minhdinh.evidence.models import Blob, EvidenceFile, EvidenceItem  # noqa: E402
from minhdinh.lib.hashing import sha256  # noqa: E402
from tests.evidence.factories import YEAR, House, link, make_item  # noqa: E402
from tests.factories import SchoolFactory, member  # noqa: E402

CODE = "thcs-goi-lon"


def main(files: int, size: int) -> None:
    make_ready()
    call_command("collectstatic", interactive=False, verbosity=0)
    school = SchoolFactory(code=CODE, name="Trường THCS Gói Lớn")
    with scopes_disabled():
        assessment = open_assessment(actor=system_actor(school.pk), organisation=school, year=YEAR)
        house = House(school, assessment)
        for number in range(files):
            add(house, number, size)
    person = member(house.school, Role.SECRETARY, username="thuky", full_name="Lê Thu Hà")
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    print(json.dumps({"session": client.cookies["sessionid"].value, "school": CODE, "year": YEAR}))  # noqa: T201


def add(house: House, number: int, size: int) -> None:
    """Add one verified item with one file of ``size`` bytes."""
    item = make_item(house, criterion="1.3", name=f"Hồ sơ {number}")
    mark = sha256(str(number).encode())
    path = blob_path(house.school.pk, mark, "pdf")
    place = Path(default_storage.path(path))
    assert place.is_relative_to(settings.MINHDINH_DATA)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as stream:
        stream.truncate(size)
    blob = Blob.objects.create(
        school=house.school, sha256=mark, size=size, media_type="application/pdf", extension="pdf", path=path
    )
    EvidenceFile.objects.create(school=house.school, item=item, blob=blob, name=f"{number}.pdf")
    EvidenceItem.objects.filter(pk=item.pk).update(file_count=1)
    link(house, item, "1.3")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
