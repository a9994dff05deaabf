import datetime as dt

import pytest

from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.assessments.models import (
    Answer,
    Assignment,
    CouncilMember,
    DataCell,
    DataCellChange,
    Meeting,
    Passage,
    PassageRevision,
    Seal,
    SelfAssessment,
    Sheet,
)
from minhdinh.common.problems import Problem
from minhdinh.exchange.domain.import_assessment import standard_set_of
from tests.exchange.packages import parts_of

pytestmark = pytest.mark.django_db


def test_rows_arrive_with_their_people_and_times(arrived):
    assessment = SelfAssessment.objects.get()
    assert assessment.approved_by.username == "hieutruong.th"
    assert assessment.decision_date == dt.date(2026, 8, 10)
    seal = Seal.objects.get()
    assert seal.sealed_by.username == "hieutruong.th"
    assert Meeting.objects.get().recorded_by.username == "thuky.th"
    assert Sheet.objects.filter(level__isnull=False, level_by__isnull=False).count() == 15


def test_everything_hangs_together(arrived):
    assert Assignment.objects.filter(leads=True).count() == 15
    assert CouncilMember.objects.filter(group__isnull=False).count() == 7
    assert Answer.objects.count() > 60
    assert DataCell.objects.count() > 100
    assert DataCellChange.objects.filter(author__isnull=False).count() == DataCell.objects.count()
    assert PassageRevision.objects.count() >= Passage.objects.count()
    assert Passage.objects.filter(kind="statement", sheet__isnull=True).count() == 0


def test_what_can_be_read_here_is_what_was_sealed_there(arrived):
    sealed = sealed_dossier(Seal.objects.get())
    now = build_dossier(SelfAssessment.objects.get())
    for part in ("council", "plan", "data", "result", "meeting", "people"):
        assert now[part] == sealed[part], part
    texts = [[one["slot"] for one in sheet["statements"]] for sheet in now["tracks"][0]["sheets"]]
    assert texts == [[one["slot"] for one in sheet["statements"]] for sheet in sealed["tracks"][0]["sheets"]]
    assert [one["code"] for one in now["evidence"]] == [one["code"] for one in sealed["evidence"]]


def test_a_set_that_is_not_here_or_not_the_same_is_named(server, package):
    content = parts_of(package)["assessments/001.json"]
    assert standard_set_of(content).set_id == "tt57-2026-pho-thong"
    for change in ({"version": "1999.1"}, {"checksum": "0" * 64}, {"id": "tt99"}):
        changed = {"standard_set": {**content["standard_set"], **change}}
        with pytest.raises(Problem, match="chưa có bộ tiêu chuẩn"):
            standard_set_of(changed)
