"""From an address to a registration and a member."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from minhdinh.access.scope import school_scope
from minhdinh.appraisals.views.visit_gate import at_desk, at_school, sent_files, visit_at_desk
from minhdinh.common.problems import NotAllowed, NotHere
from tests.appraisals.registered import TT57, make_registered
from tests.appraisals.visiting import planned


def request_of(world, actor):
    request = RequestFactory().get("/")
    request.organisation, request.actor = world.school, actor
    return request


@pytest.mark.django_db
def test_each_side_enters_by_its_own_door() -> None:
    world = make_registered(TT57, stage="study")
    visit, case_id = planned(world), world.registered.pk
    leader, principal = request_of(world, world.examiner()), request_of(world, world.principal())
    with school_scope(world.school.pk):
        assert at_desk(leader, case_id)[1] == world.members["leader"]
        assert visit_at_desk(leader, case_id, visit.pk)[2] == visit
        assert at_school(principal, case_id) == world.registered
        for wrong in (
            lambda: at_desk(leader, 0),
            lambda: at_school(leader, case_id),
            lambda: at_school(principal, 0),
            lambda: visit_at_desk(leader, case_id, 0),
        ):
            with pytest.raises(NotHere):
                wrong()
        with pytest.raises(NotAllowed):
            at_desk(principal, case_id)


def test_files_come_with_name_and_size() -> None:
    request = RequestFactory().post("/", {"files": [SimpleUploadedFile("a.pdf", b"abc")]})
    assert [(one.name, one.size, one.stream.read()) for one in sent_files(request, "files")] == [
        ("a.pdf", 3, b"abc")
    ]
    assert sent_files(request, "other") == []
