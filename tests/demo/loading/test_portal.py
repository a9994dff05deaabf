"""The demo's public pages: answered feedback, one that waits, a report that its head published."""

import pytest
from django.test import Client

from minhdinh.demo.loading.actors import organisation
from minhdinh.portal.domain.publishing import published_reports
from minhdinh.portal.models import Feedback

pytestmark = pytest.mark.usefixtures("province")


def test_feedback_of_every_kind() -> None:
    found = list(Feedback.objects.order_by("form_id").values_list("school__code", "state", "public"))
    assert found == [
        ("mn-son-ca", "answered", True),
        ("th-sao-mai-1", "answered", True),
        ("thcs-sao-mai", "new", False),
    ]


def test_what_was_answered_is_read_on_the_public_page() -> None:
    text = Client().get("/tra-cuu/truong/th-sao-mai-1/").content.decode()
    assert "phân luồng" in text
    assert "câu lạc bộ" not in Client().get("/tra-cuu/truong/thcs-sao-mai/").content.decode()


def test_a_published_report_is_read_without_signing_in() -> None:
    school = organisation("th-sao-mai-1")
    (row,) = published_reports(school)
    answer = Client().get(f"/tra-cuu/truong/th-sao-mai-1/bao-cao/{row.pk}/")
    assert answer.status_code == 200
    assert "Tiêu chuẩn 1" in answer.content.decode()
