"""A plan of a school of several cấp học: issues, proposals and rows say which one; a school of one shows none."""

import datetime as dt

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.enums import AnswerValue
from minhdinh.assessments.models import Answer
from minhdinh.common.problems import Problem
from minhdinh.improvement.domain.dossier import improvement_dossier
from minhdinh.improvement.domain.issues import IssueValues, add_issue, save_issue, take_proposals
from minhdinh.improvement.domain.plans import open_plan
from minhdinh.improvement.domain.proposals import proposals
from minhdinh.improvement.domain.queries import actions_of, plan_of_year
from minhdinh.improvement.domain.tracks import track_of, tracks_of_plan, with_track
from minhdinh.improvement.forms.issue import IssueForm
from minhdinh.improvement.models import FocalIssue, ImprovementPlan
from minhdinh.improvement.presenters.plan import action_rows
from tests.assessments.cases import YEAR, Case, make_case

LEVELS = ("tieu_hoc", "thcs", "thpt")
LOWER = "Trung học cơ sở"


def opened(case: Case) -> ImprovementPlan:
    plan = open_plan(actor=case.system, school=case.school, year=YEAR, source=case.assessment)
    found = plan_of_year(case.school.pk, plan.year)
    assert found is not None
    return found


def unmet(case: Case, track: str = "thcs") -> None:
    sheet = case.sheet("1.1", track)
    Answer.objects.create(school=case.school, sheet=sheet, requirement="1.1.1a", value=AnswerValue.UNMET)


@pytest.fixture
def three(db: None, desk: object) -> Case:
    return make_case(levels=LEVELS)


@pytest.fixture
def one(db: None, desk: object) -> Case:
    return make_case()


class TestWords:
    def test_a_school_of_one_has_nothing_to_tell_apart(self, one: Case) -> None:
        assert tracks_of_plan(opened(one)) == {}
        assert with_track("Tiêu chí 1.1", {}, "thcs") == "Tiêu chí 1.1"

    def test_several_are_named_in_order(self, three: Case) -> None:
        tracks = tracks_of_plan(opened(three))
        assert list(tracks) == list(LEVELS)
        assert with_track("Tiêu chí 1.1", tracks, "thcs") == f"Tiêu chí 1.1 ({LOWER})"
        assert with_track("Tiêu chí 1.1", tracks, "") == "Tiêu chí 1.1"
        assert with_track("", tracks, "thcs") == ""
        assert track_of(None, tracks) == ""

    def test_a_plan_without_a_source_has_none(self, three: Case) -> None:
        plan = opened(three)
        plan.source = None
        assert tracks_of_plan(plan) == {}


class TestTaking:
    def test_a_proposal_and_what_is_made_of_it_name_the_cap_hoc(self, three: Case) -> None:
        unmet(three)
        plan = opened(three)
        (proposal,) = proposals(plan)
        assert proposal.label.endswith(f"({LOWER})")
        take_proposals(actor=three.actor(), plan=plan, refs=[proposal.ref])
        (row,) = action_rows(plan, actions_of(plan), dt.date(2026, 10, 1))
        assert row["place"] == f"Tiêu chí 1.1 ({LOWER})"
        page = three.client().get(three.url("cai-tien/van-de/")).content.decode()
        assert f'1.1 <span class="small text-secondary">{LOWER}</span>' in page
        found = improvement_dossier(plan)
        assert [part["track_label"] for part in (*found["issues"], *found["actions"])] == [LOWER, LOWER]

    def test_the_same_weakness_of_two_cap_hoc_is_two_proposals(self, three: Case) -> None:
        unmet(three)
        unmet(three, "tieu_hoc")
        labels = [one.label.rpartition(" (")[2] for one in proposals(opened(three))]
        assert labels == ["Tiểu học)", f"{LOWER})"]

    def test_a_school_of_one_reads_as_before(self, one: Case) -> None:
        unmet(one)
        plan = opened(one)
        (proposal,) = proposals(plan)
        assert "(" not in proposal.label
        take_proposals(actor=one.actor(), plan=plan, refs=[proposal.ref])
        (row,) = action_rows(plan, actions_of(plan), dt.date(2026, 10, 1))
        assert row["place"] == "Tiêu chí 1.1"
        assert {part["track_label"] for part in improvement_dossier(plan)["issues"]} == {""}
        assert LOWER not in one.client().get(one.url("cai-tien/van-de/")).content.decode()


class TestOwnIssues:
    def test_the_form_asks_only_where_there_are_several(self, three: Case, one: Case) -> None:
        assert "track" not in IssueForm(plan=opened(one)).fields
        choices = IssueForm(plan=opened(three)).fields["track"].choices
        assert [value for value, _label in choices] == ["", *LEVELS]

    def test_an_issue_of_ones_own_keeps_its_cap_hoc(self, three: Case) -> None:
        plan = opened(three)
        form = IssueForm({"limit": "Sân hẹp", "track": "thpt", "place": "1/1.1"}, plan=plan)
        assert form.is_valid(), form.errors
        issue = add_issue(actor=three.actor(), plan=plan, values=form.values())
        assert (issue.track, issue.criterion) == ("thpt", "1.1")
        save_issue(actor=three.actor(), issue=issue, values=IssueValues(limit="Sân hẹp", track="thcs"))
        assert FocalIssue.objects.get().track == "thcs"

    def test_the_page_to_edit_shows_what_was_chosen(self, three: Case) -> None:
        plan = opened(three)
        issue = add_issue(actor=three.actor(), plan=plan, values=IssueValues("Sân hẹp", track="thpt"))
        page = three.client(Role.SECRETARY).get(three.url(f"cai-tien/van-de/{issue.pk}/")).content.decode()
        assert '<option value="thpt" selected>' in page

    @pytest.mark.parametrize("track", ["gdtx", "thcs'; --", "x" * 40])
    def test_a_cap_hoc_that_the_report_does_not_have_is_refused(self, three: Case, track: str) -> None:
        plan = opened(three)
        with pytest.raises(Problem, match="không có cấp học"):
            add_issue(actor=three.actor(), plan=plan, values=IssueValues("Sân hẹp", track=track))
        assert not FocalIssue.objects.filter(plan=plan).exists()
