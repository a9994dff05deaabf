"""What is measured inside a process: queries of each page with once and three times the data, and the making of forms.

Run as ``python -m benchmarks.inside`` after the seed; prints JSON.
"""

import json
import resource
import statistics
import time
from collections.abc import Callable

import django

django.setup()

from django.db import connection  # noqa: E402 (apps must be loaded)
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.seed import TRACK, YEAR  # noqa: E402
from minhdinh.access.scope import school_scope  # noqa: E402
from minhdinh.accounts.models import User  # noqa: E402
from minhdinh.assessments.domain.dossier import build_dossier  # noqa: E402
from minhdinh.assessments.domain.queries import assessment_of_year  # noqa: E402
from minhdinh.documents.options import Options  # noqa: E402
from minhdinh.documents.pdf import available  # noqa: E402
from minhdinh.documents.registry import render  # noqa: E402
from minhdinh.organisations.domain.queries import organisation_with_code  # noqa: E402

PAGES = {
    "overview": "",
    "criterion (workspace)": f"tieu-chi/{TRACK}/1.3/",
    "result": "ket-qua/",
    "evidence list": "minh-chung/",
    "evidence search": "minh-chung/tim?q=ke+hoach",
    "council": "hoi-dong/",
    "assignments": "phan-cong/",
    "data tables": "so-lieu/",
    "approval": "duyet/",
    "forms": "bieu-mau/",
}
ROUNDS = 5


def queries() -> dict[str, list[int]]:
    """Return, for each page, how many queries it asks with once and with three times the data."""
    client = Client()
    client.force_login(
        User.objects.get(username="thuky"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    found: dict[str, list[int]] = {}
    for name, rest in PAGES.items():
        for code in ("do-1", "do-3"):
            address = f"/truong/{code}/{YEAR}/{rest}"
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
            found.setdefault(name, []).append(len(captured))
    return found


def seconds(work: Callable[[], object]) -> dict[str, float]:
    """Return the median seconds of a piece of work: on the clock, of this process, of the programs it started."""
    clock, own, others = [], [], []
    for _round in range(ROUNDS):
        began, mine = time.perf_counter(), time.process_time()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        work()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        clock.append(time.perf_counter() - began)
        own.append(time.process_time() - mine)
        others.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    medians = [round(statistics.median(values), 3) for values in (clock, own, others)]
    return dict(zip(("clock", "process", "started"), medians, strict=True))


def forms() -> dict[str, dict[str, float]]:
    """Time the dossier, Biểu 1 as Word and as PDF, and the evidence catalogue, of 15 criteria × 8 citations."""
    school = organisation_with_code("do-1")
    assert school is not None
    with school_scope(school.pk):
        assessment = assessment_of_year(school.pk, YEAR)
        assert assessment is not None
        dossier = build_dossier(assessment)
        quick = Options(page_numbers=False)
        render("bieu-1", dossier, "docx", quick)
        found = {
            "dossier": seconds(lambda: build_dossier(assessment)),
            "Biểu 1, DOCX": seconds(lambda: render("bieu-1", dossier, "docx", quick)),
            "catalogue, DOCX": seconds(lambda: render("danh-muc-minh-chung", dossier, "docx", quick)),
            "catalogue, XLSX": seconds(lambda: render("danh-muc-minh-chung", dossier, "xlsx", quick)),
        }
        if available():
            found["Biểu 1, PDF"] = seconds(lambda: render("bieu-1", dossier, "pdf", quick))
            found["Biểu 1, PDF with page numbers"] = seconds(lambda: render("bieu-1", dossier, "pdf"))
    return found


if __name__ == "__main__":
    print(json.dumps({"queries": queries(), "forms": forms()}))
