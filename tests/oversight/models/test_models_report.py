"""Rows of reports and requests: what the database itself keeps."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from minhdinh.oversight.enums import ReportState
from minhdinh.oversight.models import DataRequest, IssuedReport, RequestedOffice
from tests.oversight.paperwork import Bureau, make_bureau
from tests.oversight.seed import YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau()


def test_a_report_says_what_it_is_and_whether_it_was_sent(bureau: Bureau) -> None:
    draft = bureau.start()
    assert str(draft) == "Báo cáo học kỳ I 2013-2014"
    assert (draft.state, draft.is_issued) == (ReportState.DRAFT, False)
    assert bureau.issued(report=draft).is_issued


def test_what_was_sent_keeps_its_report(bureau: Bureau) -> None:
    report = bureau.issued()
    with pytest.raises(ProtectedError):
        report.delete()
    assert str(report.issued).endswith(".docx")


def test_a_report_is_sent_once(bureau: Bureau) -> None:
    report = bureau.issued()
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedReport.objects.create(report=report, name="khac.docx", sha256="", size=0, content=b"")


def test_an_office_is_asked_once_a_request(bureau: Bureau) -> None:
    made = DataRequest.objects.create(
        office=bureau.department, year=YEAR, title="Số liệu", due=timezone.localdate(), asker_name="A"
    )
    assert str(made) == "Số liệu"
    row = RequestedOffice.objects.create(request=made, office=bureau.office)
    assert str(row) == f"{made.pk} → {bureau.office.pk}"
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestedOffice.objects.create(request=made, office=bureau.office)
