from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Meeting, Seal, SelfAssessment
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.lib.hashing import sha256


def test_one_school_is_sealed_by_its_head(province):
    assessment = SelfAssessment.objects.get(school__code="th-sao-mai-1")
    assert assessment.state == State.SEALED
    seal = Seal.objects.get(assessment=assessment)
    assert seal.sealed_by.username == "hieutruong.th"
    assert sha256(read_blob(seal.blob)) == seal.sha256


def test_the_council_met_before(province):
    meeting = Meeting.objects.get(school__code="th-sao-mai-1")
    assert (meeting.number, meeting.present, meeting.absent) == ("03/BB-HĐTĐG", 7, 0)
    assert "07/07 phiếu" in meeting.summary
    assert meeting.recorded_by.username == "thuky.th"


def test_the_others_are_at_work(province):
    states = SelfAssessment.objects.exclude(school__code="th-sao-mai-1").values_list("state", flat=True)
    assert list(states) == [State.DRAFT] * 3
    assert Seal.objects.count() == 1
