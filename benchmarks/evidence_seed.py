"""Fills an empty installation with evidence of three sizes in which things are wrong; prints what the client needs.

Run as ``python -m benchmarks.evidence_seed`` with the installation's variables.
"""

import datetime as dt
import json

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (apps must be loaded)
from django.test import Client  # noqa: E402

from benchmarks.seed import add_items, opened  # noqa: E402
from minhdinh.access.permissions import Role  # noqa: E402
from minhdinh.access.scope import school_scope  # noqa: E402
from minhdinh.config.bootstrap import make_ready  # noqa: E402
from minhdinh.evidence.models import EvidenceItem  # noqa: E402
from tests.factories import MembershipFactory, UserFactory  # noqa: E402

SIZES = (100, 1_000, 10_000)
DAY = dt.date(2026, 1, 31)


def main() -> None:
    make_ready()
    call_command("collectstatic", interactive=False, verbosity=0)
    person = UserFactory(username="thuky", full_name="Lê Thu Hà")
    for count in SIZES:
        school, assessment = opened(f"kho-{count}")
        codes = [one.code for one in assessment.standard_set.catalogue.iter_criteria()]
        share = dict.fromkeys(codes, count // len(codes))
        share[codes[0]] += count - sum(share.values())
        with school_scope(school.pk):
            add_items(assessment, share)
            trouble(school.pk)
        MembershipFactory(user=person, organisation=school, role=Role.SECRETARY)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    print(json.dumps({"session": client.cookies["sessionid"].value}))


def trouble(school_id: int) -> None:
    """Let a third be expired, a third wait to be verified, and every paper number come more than once."""
    ids = list(EvidenceItem.objects.filter(school_id=school_id).order_by("pk").values_list("pk", flat=True))
    for start, change in enumerate(({"valid_to": DAY}, {"verification": "pending"}, {"issued_on": DAY})):
        chosen = ids[start::3]
        for first in range(0, len(chosen), 500):
            EvidenceItem.objects.filter(pk__in=chosen[first : first + 500]).update(**change)


if __name__ == "__main__":
    main()
