"""A school of three cấp học: wherever a criterion is named, its cấp học stands beside it; a school of one shows none."""

import re

import pytest

from minhdinh.access.permissions import Role, permissions_of
from minhdinh.assessments.carrying.comparison import compare
from minhdinh.assessments.carrying.presenting import build_plan
from minhdinh.assessments.carrying.work import inherited_work
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.comments import add_comment
from minhdinh.assessments.domain.naming import criterion_name, has_several_tracks, track_label
from minhdinh.assessments.domain.review import move_sheet, save_review_steps
from minhdinh.assessments.domain.search import find
from minhdinh.assessments.models import Answer, CouncilMember
from minhdinh.assessments.presenters.mirror import build_mirror
from minhdinh.assessments.presenters.review_work import comment_work, step_review_work
from minhdinh.assessments.suggestions.remarks import drafts_of
from minhdinh.assessments.suggestions.work import suggestion_work
from minhdinh.assessments.work import Worker
from minhdinh.common.problems import Problem
from minhdinh.notifications.models import Notice
from tests.assessments.carrying.years import NEXT, Years, fill, opened
from tests.assessments.cases import Case, decide, make_case, small_set, write
from tests.assessments.presenters.test_review_work import put_in_charge
from tests.assessments.suggestions.desk import pick

pytestmark = pytest.mark.django_db
LEVELS = ("tieu_hoc", "thcs", "thpt")
PRIMARY, LOWER, UPPER = "Tiểu học", "Trung học cơ sở", "Trung học phổ thông"


@pytest.fixture
def three(db: None, _scopes_open: None) -> Case:
    return make_case(levels=LEVELS, standard_set=small_set())


@pytest.fixture(params=[("thcs",), LEVELS], ids=["one", "three"])
def either(request: pytest.FixtureRequest, db: None, _scopes_open: None) -> Case:
    return make_case(levels=request.param, standard_set=small_set())


def named(case: Case, code: str, track: str = PRIMARY) -> str:
    """Return a criterion's name as this school's pages have it."""
    return f"{code} ({track})" if len(case.school.profile.education_levels) > 1 else code


def workers(case: Case, *roles: str) -> list[Worker]:
    return [Worker(case.user(role).pk, role, permissions_of({role})) for role in roles]


class TestNaming:
    def test_a_cap_hoc_is_named_only_where_there_are_several(self, either: Case) -> None:
        assert has_several_tracks(either.assessment.pk) == (len(either.school.profile.education_levels) > 1)
        assert criterion_name(either.sheet()) == named(either, "1.3")
        assert criterion_name(either.sheet(), several=False) == "1.3"

    def test_what_nobody_knows_stays_as_it_is(self) -> None:
        assert (track_label("thpt"), track_label("khac"), track_label("")) == (UPPER, "khac", "")


class TestWork:
    def test_comments_say_which_cap_hoc(self, either: Case) -> None:
        put_in_charge(either)
        add_comment(actor=either.actor(Role.CHAIR), sheet=either.sheet(), text="Ghi rõ ngày", must_mend=True)
        ((_person, item),) = comment_work(either.assessment, workers(either, Role.MEMBER))
        assert item.title == f"Sửa theo góp ý {named(either, '1.3')}"

    def test_sheets_at_a_step_say_which_cap_hoc(self, either: Case) -> None:
        put_in_charge(either)
        save_review_steps(actor=either.actor(), assessment=either.assessment, steps=["group_lead"])
        decide(either)
        either.assessment = either.fresh()
        move_sheet(actor=either.actor(Role.MEMBER), sheet=either.sheet(), move="hand_in")
        ((_person, item),) = step_review_work(either.assessment, workers(either, Role.SECRETARY))
        assert item.title == f"Duyệt phiếu {named(either, '1.3')}"
        told = Notice.objects.filter(person=either.user(Role.SECRETARY)).latest("pk")
        assert f"Phiếu tiêu chí {named(either, '1.3')} chờ" in told.text

    @pytest.mark.usefixtures("_scopes_open")
    @pytest.mark.parametrize("levels", [("thcs",), LEVELS])
    def test_suggestions_without_proof_say_which_cap_hoc(self, levels: tuple[str, ...]) -> None:
        either = make_case(levels=levels)
        put_in_charge(either)
        seat = CouncilMember.objects.get(user=either.user(Role.MEMBER))
        pairs = {(either.sheet("1.1").pk, seat.pk)}
        save_assignments(actor=either.system, assessment=either.assessment, pairs=pairs, leads={})
        pick(either, items=())
        ((_person, item),) = suggestion_work(either.assessment, workers(either, Role.MEMBER))
        assert item.title == f"Bổ sung minh chứng cho gợi ý {named(either, '1.1.1a')}"


class TestFinding:
    def test_the_cap_hoc_of_one_criterion_stand_together_and_can_be_named(self, three: Case) -> None:
        found = find(three.actor(), three.assessment, "1.3")
        assert [one.note for one in found] == [f"Tiêu chí · {one}" for one in (PRIMARY, LOWER, UPPER)]
        (only,) = find(three.actor(), three.assessment, "1.3 tieu hoc")
        assert only.url == three.url("tieu-chi/tieu_hoc/1.3/")

    def test_a_school_of_one_is_not_found_by_its_cap_hoc(self, small: Case) -> None:
        assert find(small.actor(), small.assessment, "1.3 trung hoc co so") == []


class TestSheet:
    def test_what_a_level_does_to_the_school_names_the_cap_hoc(self, three: Case) -> None:
        impact = build_mirror(three.actor(), three.sheet()).impact
        assert impact.startswith(f"Nếu 1.3 ({PRIMARY}) ")
        assert f"1.3 ({LOWER})" in impact

    def test_a_school_of_one_reads_as_before(self, small: Case) -> None:
        assert "(" not in build_mirror(small.actor(), small.sheet()).impact

    def test_who_may_not_write_is_told_which_sheet(self, three: Case) -> None:
        with pytest.raises(Problem, match=re.escape(f"Tiêu chí 1.3 ({LOWER}) chưa")):
            decide_as_member(three)

    def test_the_history_of_a_text_leads_back_to_its_cap_hoc(self, three: Case) -> None:
        write(three, three.slot(track="thcs"))
        page = three.client().get(three.url("doan-van/lich-su/"), {"slot": three.slot(track="thcs")})
        assert f"Tiêu chí 1.3 ({LOWER})" in page.content.decode()

    def test_the_tab_and_the_history_of_a_sheet_name_it(self, either: Case) -> None:
        track = either.school.profile.education_levels[-1]
        name = {"thcs": "1.3", "thpt": f"1.3 ({UPPER})"}[track]
        url = either.url(f"tieu-chi/{track}/1.3/")
        tab = re.search("<title>(.*?)</title>", either.client().get(url).content.decode(), re.DOTALL)
        assert tab is not None
        assert (f"({UPPER})" in tab[1]) is (track == "thpt")
        history = either.client().get(f"{url}lich-su/").content.decode()
        assert history.count(f"Lịch sử phiếu tiêu chí {name}") >= 2


def decide_as_member(case: Case) -> None:
    sheet = case.sheet(track="thcs")
    move_sheet(actor=case.actor(Role.MEMBER), sheet=sheet, move="hand_in")


class TestRemarkDrafts:
    def limits(self, case: Case, **unmet: str) -> list[str]:
        for track, requirement in unmet.items():
            Answer.objects.create(
                school=case.school, sheet=case.sheet("1.1", track), requirement=requirement, value="unmet"
            )
        (draft,) = drafts_of(case.assessment, "1", ["limits"], {}).values()
        return ["".join(part.get("text", "") for part in block["content"]) for block in draft.blocks]

    def test_a_weakness_of_one_cap_hoc_says_so(self, three: Case) -> None:
        (said,) = self.limits(three, thcs="1.1.1a")
        assert said.startswith(f"{LOWER}: ")

    def test_the_same_in_two_is_said_once_with_both(self, three: Case) -> None:
        (said,) = self.limits(three, thpt="1.1.1a", tieu_hoc="1.1.1a")
        assert said.startswith(f"{PRIMARY}, {UPPER}: ")

    def test_what_all_share_needs_no_name(self, three: Case, small: Case) -> None:
        (said,) = self.limits(three, tieu_hoc="1.1.1a", thcs="1.1.1a", thpt="1.1.1a")
        assert [said] == self.limits(small, thcs="1.1.1a")


class TestNextYear:
    @pytest.fixture
    def years(self, three: Case) -> Years:
        fill(three)
        write(three, three.slot("1.1", track="thcs"), "Cấp THCS có kế hoạch.")
        return Years(three, opened(three, NEXT, small_set().id))

    def test_what_stays_empty_is_told_by_cap_hoc(self, years: Years) -> None:
        plan = years.plan()
        assert "1.1.1a" not in plan.empty["thcs", "1.1"]
        assert "1.1.1a" in plan.empty["thpt", "1.1"]
        page = build_plan(plan)
        assert f"1.1 ({UPPER})" in [one.code for one in page.empty]
        assert [line.places for line in page.lines if "THCS" in line.excerpt] == [
            [f"Tiêu chí 1.1, Mức 1, yêu cầu 1.1.1a ({LOWER})"]
        ]

    def test_inherited_texts_wait_by_cap_hoc(self, years: Years) -> None:
        put_in_charge(years.old)
        years.carry()
        member = Worker(years.old.user(Role.MEMBER).pk, "", permissions_of({Role.MEMBER}))
        titles = [item.title for _person, item in inherited_work(years.new.fresh(), [member])]
        assert titles == [f"Tiêu chí 1.3 ({PRIMARY}): đọc lại 01 đoạn kế thừa"]

    def test_two_years_beside_each_other_name_the_cap_hoc_of_every_text(self, years: Years) -> None:
        years.carry()
        write(years.new, years.new.slot("1.1", track="thcs"), "Cấp THCS có kế hoạch mới.")
        found = compare(years.new.actor(), years.old.fresh(), years.new.fresh())
        places = [text.place for one in found.criteria for text in one.texts]
        assert places == [f"Tiêu chí 1.1, Mức 1, yêu cầu 1.1.1a ({LOWER})"]
        page = years.new.client().get(years.url("so-sanh/")).content.decode()
        assert re.search(rf"<h2>1\.1 [^<]*<span[^>]*>{LOWER}</span></h2>", page)
