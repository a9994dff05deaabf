import dataclasses
import datetime as dt
import json
from decimal import Decimal

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.domain.meetings import (
    MeetingValues,
    has_met,
    meetings_of,
    quorum_rule,
    record_meeting,
)
from minhdinh.assessments.dossier_schema import faults
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Meeting
from minhdinh.assessments.rules.minutes import Absentee, Minutes, Votes
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotAllowed, Problem, Problems
from minhdinh.standards.catalogue import StandardSet, packaged_ids, packaged_set, parse_content
from minhdinh.standards.models import RuleCorrection, StandardSetVersion
from tests.assessments.cases import Case, advance, seat_council

VALUES = MeetingValues(
    held_on=dt.date(2026, 7, 8), summary="  Nhất trí thông qua.\n", number=" 01/BB ", present=4, absent=1
)
RULE = "rule_value:meeting_quorum_percent"


def meet(case: Case, role: str = Role.SECRETARY, **changes: object) -> Meeting:
    values = dataclasses.replace(VALUES, **changes)  # type: ignore[arg-type]
    return record_meeting(actor=case.actor(role), assessment=case.assessment, values=values)


@pytest.fixture
def handed_in(decided: Case) -> Case:
    seat_council(decided)
    advance(decided, State.SUBMITTED)
    return decided


def test_a_meeting_is_written_and_recorded(handed_in: Case) -> None:
    row = meet(handed_in)
    assert (row.held_on, row.number, row.summary) == (dt.date(2026, 7, 8), "01/BB", "Nhất trí thông qua.")
    assert (row.present, row.absent, row.revision, row.quorum_reason) == (4, 1, 1, "")
    assert row.recorded_by == handed_in.user(Role.SECRETARY)
    entry = Entry.objects.get(action="assessment.meeting_recorded")
    assert entry.data == {"day": "08/07/2026", "present": 4, "absent": 1}
    assert not Entry.objects.filter(action="assessment.meeting_overruled").exists()


def test_meetings_are_shown_newest_first(handed_in: Case) -> None:
    assert not has_met(handed_in.assessment)
    first = meet(handed_in)
    second = meet(handed_in, held_on=dt.date(2026, 7, 9))
    assert meetings_of(handed_in.assessment) == [second, first]
    assert has_met(handed_in.assessment)


def test_a_meeting_is_not_in_the_future(handed_in: Case) -> None:
    today = timezone.localdate()
    meet(handed_in, held_on=today)
    with pytest.raises(Problem, match="trong tương lai") as caught:
        meet(handed_in, held_on=today + dt.timedelta(days=1))
    assert caught.value.field == "held_on"


@pytest.mark.parametrize("summary", ["", " \n "])
def test_a_meeting_says_what_it_concluded(handed_in: Case, summary: str) -> None:
    with pytest.raises(Problem, match="tóm tắt") as caught:
        meet(handed_in, summary=summary)
    assert caught.value.field == "summary"


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CONTRIBUTOR, Role.VIEWER])
def test_who_may_not_write_the_minutes(handed_in: Case, role: str) -> None:
    with pytest.raises(NotAllowed):
        meet(handed_in, role)


@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED, State.SEALED])
def test_minutes_belong_between_hand_in_and_approval(decided: Case, state: str) -> None:
    advance(decided, state)
    before = Meeting.objects.count()
    with pytest.raises(Problem, match="khi báo cáo đã trình"):
        meet(decided)
    assert Meeting.objects.count() == before


@pytest.mark.parametrize(("present", "absent"), [(0, 0), (0, 5), (4, 2), (6, 0)])
def test_figures_that_cannot_be_are_refused_whatever_the_reason(
    handed_in: Case, present: int, absent: int
) -> None:
    with pytest.raises(Problems) as caught:
        meet(handed_in, present=present, absent=absent, quorum_reason="Vẫn giữ.")
    assert {one.field for one in caught.value.problems} == {"present"}
    assert not Meeting.objects.exists()


def test_below_the_quorum_a_reason_is_kept_on_the_meeting_and_in_the_record(handed_in: Case) -> None:
    with pytest.raises(Problem, match="Có mặt 03/05 thành viên, cần ít nhất 04") as caught:
        meet(handed_in, present=3, absent=2, quorum_reason="  ")
    assert caught.value.field == "quorum_reason"
    row = meet(handed_in, present=3, absent=2, quorum_reason=" Hai người đi tập huấn. ")
    assert row.quorum_reason == "Hai người đi tập huấn."
    entry = Entry.objects.get(action="assessment.meeting_overruled")
    words = sentence(entry.action, entry.data)
    assert "Có mặt 03/05" in words
    assert words.endswith("Lý do: Hai người đi tập huấn.")


def test_a_reason_that_was_not_needed_is_not_kept(handed_in: Case) -> None:
    assert meet(handed_in, present=5, absent=0, quorum_reason="Thừa").quorum_reason == ""


def test_without_a_council_on_record_a_reason_is_needed(decided: Case) -> None:
    advance(decided, State.SUBMITTED)
    with pytest.raises(Problem, match="chưa có thành viên nào"):
        meet(decided)
    assert meet(decided, quorum_reason="Danh sách ở quyết định giấy.").present == 4


def test_an_empty_meeting_of_earlier_days_approves_nothing(handed_in: Case) -> None:
    row = meet(handed_in)
    Meeting.objects.filter(pk=row.pk).update(present=0)
    assert not has_met(handed_in.assessment)


def test_the_quorum_is_a_rule_value_that_can_be_corrected(handed_in: Case) -> None:
    version = handed_in.assessment.standard_set
    RuleCorrection.objects.create(
        standard_set=version, target=RULE, value=50, previous=66.67, legal_reference="Quy chế", reason="Thử"
    )
    StandardSetVersion.objects.filter(pk=version.pk).update(corrections_count=1)
    version = StandardSetVersion.objects.get(pk=version.pk)
    found = quorum_rule(version.catalogue)
    assert found is not None
    assert (found.percent, found.source) == (Decimal(50), "Quy chế; cần đối chiếu")
    handed_in.assessment.standard_set = version
    assert meet(handed_in, present=3, absent=2).quorum_reason == ""


@pytest.mark.parametrize("set_id", packaged_ids())
def test_every_packaged_set_says_how_many_must_be_there(set_id: str) -> None:
    found = quorum_rule(packaged_set(set_id))
    assert found is not None
    assert found.percent == Decimal("66.67")
    assert found.source.endswith("cần đối chiếu")


def _without(set_id: str) -> StandardSet:
    content = json.loads(json.dumps(packaged_set("tt57-2026-gdtx").content))
    content["rule_values"] = [one for one in content["rule_values"] if one["id"] != RULE.partition(":")[2]]
    return parse_content({**content, "id": set_id})


def test_a_set_loaded_before_the_value_was_known_takes_the_packages() -> None:
    known = quorum_rule(_without("tt57-2026-gdtx"))
    assert known is not None
    assert known.percent == Decimal("66.67")
    assert quorum_rule(_without("bo-rieng")) is None


def minutes(**values: object) -> Minutes:
    return Minutes(**values)  # type: ignore[arg-type]


def test_minutes_are_kept_with_the_meeting_and_in_the_dossier(handed_in: Case) -> None:
    away = handed_in.assessment.members.filter(in_council=True).last()
    assert away is not None
    row = meet(
        handed_in,
        minutes=minutes(
            place="Phòng Hội đồng",
            absentees=(Absentee(away.name, "nghỉ ốm"),),
            votes=Votes(4, 0, 0),
            conclusion="Thông qua.",
        ),
    )
    kept = {
        "place": "Phòng Hội đồng",
        "absentees": [{"name": away.name, "reason": "nghỉ ốm"}],
        "votes": {"for": 4, "against": 0, "blank": 0},
        "conclusion": "Thông qua.",
    }
    assert Meeting.objects.get(pk=row.pk).minutes == kept
    dossier = build_dossier(handed_in.fresh())
    assert dossier["meeting"]["minutes"] == kept
    assert faults(dossier) == []


def test_a_meeting_without_minutes_says_nothing_of_them(handed_in: Case) -> None:
    meet(handed_in)
    assert "minutes" not in build_dossier(handed_in.fresh())["meeting"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"absentees": (Absentee("Người Lạ"),)}, "absentees"),
        ({"votes": Votes(5, 0, 0)}, "votes_for"),
    ],
)
def test_minutes_that_cannot_be_are_refused(handed_in: Case, values: dict[str, object], field: str) -> None:
    with pytest.raises(Problems) as caught:
        meet(handed_in, minutes=minutes(**values))
    assert [one.field for one in caught.value.problems] == [field]
    assert not Meeting.objects.exists()
