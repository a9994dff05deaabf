"""The table of an office's decided registrations."""

import datetime as dt

from minhdinh.appraisals.models import Case
from minhdinh.common.keyset import Page
from minhdinh.organisations.models import Organisation
from minhdinh.portal.domain.office_queries import DecidedFilter
from minhdinh.portal.models import PublishedEvaluation
from minhdinh.portal.office_tables import decided_table

AT = dt.datetime(2026, 11, 21, 20, 0, tzinfo=dt.UTC)  # the 22nd in Việt Nam


def test_each_row_leads_to_what_would_be_shown_and_says_whether_it_is() -> None:
    office = Organisation(pk=3, code="so", name="Sở")
    school = Organisation(pk=4, name="THCS <b>Mẫu</b>")
    case = Case(pk=7, school=school, department=office, year="2026-2027", closed_at=AT)
    table = decided_table(office, Page([case], None, None), {}, DecidedFilter())
    (row,) = table["rows"]
    assert row["url"] == "/co-quan/so/cong-bo/7/"
    assert row["cells"]["ended"] == "22/11/2026"
    assert "Không công bố" in row["cells"]["public"]
    assert not table["filtered"]
    shown = decided_table(
        office, Page([case], None, None), {7: PublishedEvaluation(published_at=AT)}, DecidedFilter(q="mẫu")
    )
    assert "22/11/2026" in shown["rows"][0]["cells"]["public"]
    assert shown["filtered"]
