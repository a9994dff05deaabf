"""The register of the demo: a certificate about to end, two schools in one paper, an older regulation, a remedy."""

import datetime as dt

from minhdinh.access.scope import path_scope
from minhdinh.demo.loading.actors import organisation
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.recognition.domain.queries import RegisterFilter, history_of, register_rows, totals
from minhdinh.recognition.models import Decision, Remedy

STORY = dt.date(2026, 11, 20)


def test_the_register_has_something_of_most_states(province):
    office = organisation("so-gddt-an-hoa")
    with path_scope(office.path):
        counts = totals(register_rows(office, RegisterFilter(), STORY))
    assert counts == {"valid": 4, "expiring": 3, "expired": 1, "superseded": 0, "revoked": 0, "remedy": 1}


def test_one_paper_recognises_two_schools_with_its_scan(province):
    rows = (
        Decision.objects.filter(number="1027/QĐ-UBND").select_related("scan").order_by("certificate_number")
    )
    assert [(row.school.code, row.certificate_number) for row in rows] == [
        ("th-hoa-thuan", "B-2024-031"),
        ("mn-hoa-mi", "B-2024-032"),
    ]
    assert all(read_blob(row.scan).startswith(b"%PDF") for row in rows)
    assert {row.scan_name for row in rows} == {"1027-QĐ-UBND.pdf"}


def test_a_certificate_is_about_to_end(province):
    (row,) = Decision.objects.filter(number="41/QĐ-UBND")
    assert STORY < row.ends_on < STORY + dt.timedelta(days=90)


def test_a_school_has_a_history_across_regulations(province):
    history = history_of(organisation("thcs-sao-mai"), STORY)
    assert [one.clock.regime.id for one in history.lines] == ["tt-2018", "tt-2012"]
    assert [one.clock.runs for one in history.lines] == [True, False]


def test_a_school_has_time_to_put_its_rooms_right(province):
    (remedy,) = Remedy.objects.all()
    assert (remedy.school.code, remedy.decision.number, remedy.state) == (
        "mn-anh-duong",
        "640/QĐ-UBND",
        "open",
    )
