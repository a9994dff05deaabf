"""“Việc của tôi” and the table of everybody's work: 30 people × 200 tasks against 2 people × 10.

Run as ``python -m benchmarks.work``: makes a data folder of its own, measures inside the process and rewrites the
section "work" of docs/benchmarks.md. Absolute times say little about another machine; the queries must not grow.
"""

import datetime as dt
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence

FOLDER = tempfile.TemporaryDirectory()
os.environ |= {"MINHDINH_DATA": FOLDER.name, "MINHDINH_HOSTS": "testserver", "MINHDINH_LOG_LEVEL": "ERROR"}
os.environ["DJANGO_SETTINGS_MODULE"] = "minhdinh.config.settings"

import django  # noqa: E402 (the folder has to be named first)

django.setup()

from django.core.management import call_command  # noqa: E402 (apps must be loaded)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks.page import table, write  # noqa: E402
from minhdinh.access.actor import system_actor  # noqa: E402
from minhdinh.access.permissions import Role  # noqa: E402
from minhdinh.access.scope import scopes_disabled  # noqa: E402
from minhdinh.accounts.models import User  # noqa: E402
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council  # noqa: E402
from minhdinh.assessments.domain.opening import open_assessment  # noqa: E402
from minhdinh.assessments.work import Worker, WorkItem, register_work  # noqa: E402
from minhdinh.config.bootstrap import make_ready  # noqa: E402
from tests.factories import SchoolFactory, member  # noqa: E402

ROUNDS = 7
DUE = dt.date(2027, 5, 15)
YEAR = "2026-2027"
SIZES = {"2 people × 10 tasks": (2, 10), "30 people × 200 tasks": (30, 200)}


class Tasks:
    """Gives every person as many tasks as ``count`` says, on days around the middle of May."""

    count = 0

    def __call__(self, _year: object, workers: Sequence[Worker]) -> Iterator[tuple[int, WorkItem]]:
        for worker in workers:
            for number in range(self.count):
                day = DUE + dt.timedelta(days=number % 90 - 45)
                yield worker.person_id, WorkItem("action", f"Việc {number}", "/", day, number % 3)


def measure() -> list[tuple[object, ...]]:
    """Return page, size, queries and milliseconds of each."""
    tasks = Tasks()
    register_work(tasks)
    found: list[tuple[object, ...]] = []
    for size, (people, tasks.count) in SIZES.items():
        secretary, teacher, board = school_with(people)
        for page, user, url in (
            ("my work", teacher, reverse("assessments:my-work")),
            ("everybody's work", secretary, board),
        ):
            queries, ms = timed(user, url)
            found.append((page, size, queries, f"{ms:.1f}"))
    return found


def school_with(people: int) -> tuple[User, User, str]:
    """Make a school with so many people in its council; return secretary, a member and the table's address."""
    with scopes_disabled():
        school = SchoolFactory(profile__school_type="thcs", profile__education_levels=["thcs"])
        users = [member(school, Role.SECRETARY), *(member(school, Role.MEMBER) for _ in range(people - 1))]
        actor = system_actor(school.pk)
        assessment = open_assessment(actor=actor, organisation=school, year=YEAR)
        roles = ["secretary", *["member"] * (people - 1)]
        seats = [
            MemberValues(name=one.full_name, role=role, user_id=one.pk)
            for one, role in zip(users, roles, strict=True)
        ]
        save_council(actor=actor, assessment=assessment, values=CouncilValues("1/QĐ", DUE, members=seats))
    return users[0], users[-1], f"/truong/{school.code}/{YEAR}/viec/"


def timed(user: User, url: str) -> tuple[int, float]:
    """Return the queries of a page and the median of its processor time in milliseconds."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    queries = len(captured)  # the next request empties the log that this counts in
    times = []
    for _round in range(ROUNDS):
        start = time.process_time()
        client.get(url)
        times.append((time.process_time() - start) * 1000)
    return queries, statistics.median(times)


def main() -> None:
    """Measure and write the page."""
    make_ready()
    call_command("collectstatic", interactive=False, verbosity=0)
    rows = measure()
    head = f"{dt.datetime.now(dt.UTC):%Y-%m-%d} · SQLite · {os.cpu_count()} cores, shared with other work"
    text = f"{head}\n\n{table(('page', 'data', 'queries', 'processor ms'), rows)}"
    print(text)
    write("work", text)


if __name__ == "__main__":
    main()
