"""What is measured on the made-up country, inside one process: pages of offices against their bare SQL.

Run as ``python -m benchmarks.national_inside``, then with a share of the country, then with ``export``, on an empty
installation; prints JSON.
"""

import json
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (apps must be loaded)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks.country import NEWEST, make_country  # noqa: E402
from minhdinh.access.permissions import Role  # noqa: E402
from minhdinh.accounts.models import User  # noqa: E402
from minhdinh.config.bootstrap import make_ready  # noqa: E402
from minhdinh.organisations.domain.queries import actor_for, organisation_with_code  # noqa: E402
from minhdinh.oversight.domain.board import BoardFilter, filtered  # noqa: E402
from minhdinh.oversight.domain.reminders import send_reminder  # noqa: E402
from tests.factories import MembershipFactory, UserFactory  # noqa: E402

ROUNDS = 5
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OFFICES = {"ministry": "bo", "province": "so-1", "commune": "xa-1"}
PAGES = {
    "board": "theo-doi/",
    "board by office": "theo-doi/?group=commune",
    "search “so 12”": "theo-doi/?q=so+12",
    "self-assessment-by-level": "thong-ke/self-assessment-by-level/",
    "levels-reached": "thong-ke/levels-reached/",
    "criteria-weakness": "thong-ke/criteria-weakness/",
    "registration": "thong-ke/registration/",
    "recognition": "thong-ke/recognition/",
    "by-commune": "thong-ke/by-commune/",
    "trend": "thong-ke/trend/",
}
NEXT = re.compile(r'href="([^"]*[?&;]after=[^"]*)"')

Statement = tuple[str, Any]


@contextmanager
def recorded() -> Iterator[list[Statement]]:
    """Collect the statements of this connection as the database gets them."""
    said: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 (Django calls it)
        if sql.lstrip().upper().startswith("SELECT"):
            said.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield said


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of a piece of work on the clock."""
    taken = []
    for _round in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return 1000 * statistics.median(taken)


def replay(statements: list[Statement]) -> None:
    """Ask the same statements again with nothing around them, and read the answers."""
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            cursor.fetchall()


def page(client: Client, address: str) -> dict[str, Any]:
    """Measure one page: whole, its statements alone, and how many there are."""

    def visit() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)

    visit()
    with recorded() as statements:
        visit()
    return {
        "page": milliseconds(visit),
        "sql": milliseconds(lambda: replay(statements)),
        "queries": len(statements),
    }


def hundredth(client: Client, address: str) -> str:
    """Return the address of the hundredth page of a list (or the last there is)."""
    base = address.partition("?")[0]
    for _page in range(99):
        found = NEXT.findall(client.get(address).content.decode())
        if not found:
            break
        address = (
            base + found[-1].replace("&amp;", "&").partition("/")[0]
            if found[-1].startswith("?")
            else found[-1]
        )
    return address


def memory_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def officer() -> Client:
    """Return the browser of somebody who works at the ministry, a department and a commune."""
    user = UserFactory(username="can-bo")
    roles = (Role.MINISTRY_OFFICER, Role.DEPARTMENT_SPECIALIST, Role.COMMUNE_OFFICER)
    for code, role in zip(OFFICES.values(), roles, strict=True):
        MembershipFactory(user=user, organisation=organisation_with_code(code), role=role)
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def measure(share: float) -> dict[str, Any]:
    began = time.perf_counter()
    counts = make_country(share)
    found: dict[str, Any] = {"counts": counts, "loading": time.perf_counter() - began}
    client = officer()
    found["pages"] = {
        name: {office: page(client, f"/co-quan/{code}/{NEWEST}/{rest}") for office, code in OFFICES.items()}
        for name, rest in PAGES.items()
    }
    first = f"/co-quan/bo/{NEWEST}/theo-doi/"
    found["page 100"] = page(client, hundredth(client, first))
    found["reminder"] = reminder()
    return found


def export() -> dict[str, float]:
    """Measure the workbook of all schools: seconds, bytes, and by how much a fresh process grew (its peak)."""
    client, address = Client(), f"/co-quan/bo/{NEWEST}/theo-doi"
    client.force_login(User.objects.get(username="can-bo"), backend=BACKEND)
    client.get(f"{address}/?q=so+1")
    before = memory_kb()
    began = time.perf_counter()
    answer = client.get(f"{address}.xlsx")
    size = len(answer.getvalue() if answer.streaming else answer.content)
    return {
        "seconds": time.perf_counter() - began,
        "kB": size / 1000,
        "grown MB": (memory_kb() - before) / 1000,
    }


def reminder() -> dict[str, float]:
    """Measure a reminder to a thousand schools of the ministry's list (or to all there are), its job included."""
    office = organisation_with_code("so-1")
    assert office is not None
    actor = actor_for(User.objects.get(username="can-bo"), office)
    assert actor is not None
    rows = filtered(office, NEWEST, BoardFilter())
    chosen = rows.filter(
        school_id__in=list(rows.order_by("school_id").values_list("school_id", flat=True)[:1000])
    )
    began = time.perf_counter()
    send_reminder(
        actor=actor,
        office=office,
        year=NEWEST,
        rows=chosen,
        text="Đề nghị nhà trường cập nhật báo cáo tự đánh giá.",
    )
    return {"seconds": time.perf_counter() - began, "schools": chosen.count()}


def main() -> None:
    """Without a share only prepare the installation: static files are known to a process from its start.

    ``export`` instead of a share measures the workbook of what is loaded.
    """
    if len(sys.argv) == 1:
        make_ready()
        call_command("collectstatic", interactive=False, verbosity=0)
        print("{}")
        return
    print(json.dumps(export() if sys.argv[1] == "export" else measure(float(sys.argv[1]))))


if __name__ == "__main__":
    main()
