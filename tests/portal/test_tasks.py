"""The job that makes a publication's PDF."""

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.audit.models import Entry
from minhdinh.documents.domain.keeping import asker
from minhdinh.documents.pdf import available
from minhdinh.jobs.registry import runner_of
from minhdinh.portal.domain.report_paper import MAKE_PAPER
from minhdinh.portal.models import PublishedReport
from minhdinh.portal.tasks import run_make_paper
from tests.appraisals.registered import make_registered
from tests.portal.domain.test_publishing import publish

pytestmark = pytest.mark.django_db


class Told:
    """A progress that remembers what it was told."""

    def __init__(self) -> None:
        self.count, self.words = 0, ""

    def total(self, count: int) -> None:
        self.count = count

    def advance(self, message: str = "", steps: int = 1) -> None:
        self.count, self.words = self.count - steps, message


@pytest.mark.office
@pytest.mark.skipif(not available(), reason="LibreOffice is not installed")
def test_it_makes_the_paper_in_the_name_of_who_published() -> None:
    world = make_registered()
    row, told, head = publish(world), Told(), world.principal()
    assert runner_of(MAKE_PAPER) is run_make_paper
    said = run_make_paper(told, school_id=world.school.pk, report_id=row.pk, asker=asker(head))
    assert "PDF" in said["message"]
    assert told.count == 0
    with scopes_disabled():
        assert PublishedReport.objects.get(pk=row.pk).paper is not None
    assert Entry.objects.get(action="portal.paper_made").user_id == head.user_id
