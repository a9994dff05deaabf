"""What is written of each place: who may, in which order of levels, whole or not at all, and what the dossier says."""

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.domain.site_conditions import (
    LONGEST,
    ConditionValues,
    annex_of,
    conditions_part,
    mark_of,
    save_site_conditions,
    written_of,
)
from minhdinh.assessments.dossier_schema import faults
from minhdinh.assessments.models import SelfAssessment, SiteCondition
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.organisations.domain.school import replace_sites
from tests.assessments.cases import Case, make_case
from tests.assessments.sites.places import (
    CODES,
    FAR,
    MAIN,
    NEAR,
    SITES,
    annex,
    given,
    of_three_places,
    row_of,
    save,
)


@pytest.fixture
def case(db: None, _scopes_open: None) -> Case:
    return of_three_places()


class TestAnnex:
    def test_a_school_of_several_places_has_one(self, case: Case) -> None:
        found = annex(case)
        assert [site.name for site in found.sites] == [MAIN, NEAR, FAR]
        assert (found.rows, found.gone) == ({}, [])

    def test_a_school_of_one_place_has_none(self, case: Case) -> None:
        replace_sites(actor=case.system, organisation=case.school, sites=SITES[:1])
        assert annex_of(case.assessment) is None

    @pytest.mark.usefixtures("_scopes_open")
    def test_a_set_from_before_asks_for_none(self, small: Case) -> None:
        replace_sites(actor=small.system, organisation=small.school, sites=SITES)
        small.assessment.standard_set.set_id = "tt18-2018-trung-hoc"
        assert annex_of(small.assessment) is None

    def test_it_costs_two_queries(
        self, case: Case, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for site, _address in SITES:
            save(case, site, level_1="met")
        with django_assert_num_queries(2):
            annex(case)

    def test_a_place_that_is_no_more_keeps_its_words(self, case: Case) -> None:
        save(case, situation="Lớp ghép 1+2")
        replace_sites(actor=case.system, organisation=case.school, sites=SITES[:2])
        assert annex(case).gone == [FAR]
        assert [(row.site, row.situation) for row in annex(case).left_behind] == [(FAR, "Lớp ghép 1+2")]
        assert conditions_part(case.assessment) is None


class TestSaving:
    def test_what_is_written_stays_with_who_and_when(self, case: Case) -> None:
        assert save(case, level_1="unmet", situation=" Phòng tạm \r\n mái tôn ", lacking="02 phòng học") == 1
        row = row_of(case)
        assert row is not None
        assert (row.situation, row.lacking, row.level_1) == ("Phòng tạm\nmái tôn", "02 phòng học", "unmet")
        assert row.author_name == case.user(Role.SECRETARY).full_name
        entry = Entry.objects.get(action="assessment.site_conditions_saved")
        assert entry.data == {"site": FAR, "count": 1}

    def test_the_same_again_changes_nothing(self, case: Case) -> None:
        save(case, level_1="met")
        assert save(case, level_1="met") == 0
        assert Entry.objects.filter(action="assessment.site_conditions_saved").count() == 1

    def test_an_untouched_place_has_no_rows(self, case: Case) -> None:
        values = [given(case, criterion=code) for code in CODES]
        actor = case.actor()
        assert save_site_conditions(actor=actor, assessment=case.assessment, site=FAR, values=values) == 0
        assert not SiteCondition.objects.exists()

    def test_what_was_written_can_be_taken_back(self, case: Case) -> None:
        save(case, level_1="met", situation="Đủ")
        assert save(case, level_1="", situation="") == 1
        assert written_of(row_of(case)) == written_of(None)
        assert conditions_part(case.assessment) is None, "emptied rows are no annex"

    @pytest.mark.parametrize("first", ["", "unmet"])
    def test_the_second_level_needs_the_first(self, case: Case, first: str) -> None:
        with pytest.raises(Problem, match="chỉ ghi Đạt Mức 2 khi"):
            save(case, level_1=first, level_2="met")
        with pytest.raises(IntegrityError), transaction.atomic():
            SiteCondition.objects.create(
                school=case.school, assessment=case.assessment, site=FAR, criterion="4.1",
                level_1=first, level_2="met", author_name="", saved_at=case.assessment.created_at,
            )  # fmt: skip

    def test_one_bad_row_keeps_all_out(self, case: Case) -> None:
        values = [given(case, level_1="met"), given(case, criterion="4.2", level_2="met")]
        with pytest.raises(Problem):
            save_site_conditions(actor=case.actor(), assessment=case.assessment, site=FAR, values=values)
        assert not SiteCondition.objects.exists()


class TestRefusals:
    @pytest.mark.parametrize("site", ["", "Điểm khác", "x' OR 1=1", FAR.upper()])
    def test_a_place_that_the_school_does_not_have(self, case: Case, site: str) -> None:
        with pytest.raises(NotHere):
            save(case, site, level_1="met")

    @pytest.mark.parametrize("criterion", ["1.1", "9.9", "", "4.1' --"])
    def test_a_criterion_that_is_not_looked_at(self, case: Case, criterion: str) -> None:
        with pytest.raises(NotHere):
            save(case, criterion=criterion, level_1="met")

    @pytest.mark.parametrize(
        "values",
        [{"level_1": "yes"}, {"level_2": "2"}, {"situation": "a" * (LONGEST + 1)}, {"lacking": "b" * 9999}],
    )
    def test_what_cannot_be(self, case: Case, values: dict[str, str]) -> None:
        with pytest.raises(Problem):
            save(case, **values)

    def test_control_characters_are_dropped(self, case: Case) -> None:
        save(case, situation="Phòng\x00 học\x1b")
        row = row_of(case)
        assert row is not None
        assert row.situation == "Phòng học"

    @pytest.mark.parametrize("role", [Role.MEMBER, Role.CONTRIBUTOR, Role.VIEWER])
    def test_who_does_not_write_the_report(self, case: Case, role: str) -> None:
        with pytest.raises(NotAllowed):
            save(case, role=role, level_1="met")

    @pytest.mark.parametrize("state", ["submitted", "approved", "sealed"])
    def test_a_report_that_is_not_worked_on(self, case: Case, state: str) -> None:
        SelfAssessment.objects.filter(pk=case.assessment.pk).update(state=state, complete=True)
        with pytest.raises(Problem, match="không sửa được"):
            save(case, level_1="met")

    def test_another_school_sees_none_of_it(self, case: Case) -> None:
        save(case, level_1="met")
        other = make_case()
        replace_sites(actor=other.system, organisation=other.school, sites=SITES)
        assert annex(other).rows == {}


class TestTwoPeople:
    def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(self, case: Case) -> None:
        mine = given(case, situation="Của tôi")
        save(case, role=Role.PRINCIPAL, situation="Của hiệu trưởng")
        with pytest.raises(Stale, match="vừa được người khác sửa"):
            save_site_conditions(actor=case.actor(), assessment=case.assessment, site=FAR, values=[mine])
        row = row_of(case)
        assert row is not None
        assert row.situation == "Của hiệu trưởng"

    def test_a_row_that_i_did_not_touch_is_not_in_the_way(self, case: Case) -> None:
        untouched, mine = given(case), given(case, criterion="4.2", situation="Của tôi")
        save(case, role=Role.PRINCIPAL, situation="Của hiệu trưởng")
        values = [untouched, mine]
        assert (
            save_site_conditions(actor=case.actor(), assessment=case.assessment, site=FAR, values=values) == 1
        )
        row = row_of(case)
        assert row is not None
        assert row.situation == "Của hiệu trưởng"

    def test_a_made_up_mark_is_stale(self, case: Case) -> None:
        save(case, situation="Có")
        values = [ConditionValues("4.1", situation="Khác", base="0" * 16)]
        with pytest.raises(Stale):
            save_site_conditions(actor=case.actor(), assessment=case.assessment, site=FAR, values=values)

    def test_marks_tell_contents_apart(self) -> None:
        assert mark_of(written_of(None)) != mark_of({**written_of(None), "lacking": "x"})


class TestDossier:
    def test_nothing_written_is_no_part(self, case: Case) -> None:
        assert "site_conditions" not in build_dossier(case.fresh())

    def test_every_place_stands_at_every_criterion(self, case: Case) -> None:
        save(case, level_1="unmet", situation="Phòng tạm", lacking="02 phòng học")
        dossier = build_dossier(case.fresh())
        part = dossier["site_conditions"]
        assert [one["criterion"] for one in part["criteria"]] == CODES
        rooms = part["criteria"][4]["sites"]
        assert [one["name"] for one in rooms] == [MAIN, NEAR, FAR]
        assert rooms[0]["main"] is True
        assert (rooms[2]["level_1"], rooms[2]["lacking"]) == ("unmet", "02 phòng học")
        assert faults(dossier) == []
