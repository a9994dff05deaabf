from minhdinh.assessments.domain.council import council_warnings
from minhdinh.assessments.domain.plan import plan_of
from minhdinh.assessments.models import Assignment, CouncilMember, SelfAssessment, Sheet
from minhdinh.demo.content import MAIN_SCHOOL, read_dossier
from minhdinh.demo.loading.council import plan_values


def of_school(code):
    return SelfAssessment.objects.get(school__code=code)


def test_the_council_keeps_the_law(province):
    for code in ("thcs-sao-mai", "th-sao-mai-1", "mn-hoa-mi", "th-thcs-phu-son"):
        assert council_warnings(of_school(code)) == [], code


def test_helpers_of_the_groups_do_not_sit_in_the_council(province):
    rows = CouncilMember.objects.filter(assessment=of_school("thcs-sao-mai"))
    assert rows.filter(in_council=True).count() == 9
    assert {row.user.username for row in rows.filter(in_council=False)} == {
        "giaovien2", "giaovien3", "thuvien", "yte"
    }  # fmt: skip
    leaders = dict(rows.filter(leads_group=True).values_list("group__name", "user__username"))
    assert {name[:6]: username for name, username in leaders.items()} == {
        "Nhóm 1": "thanhvien", "Nhóm 2": "thanhvien2", "Nhóm 3": "thanhvien3", "Nhóm 4": "ketoan"
    }  # fmt: skip


def test_every_criterion_has_one_lead(province):
    leads = Assignment.objects.filter(sheet__assessment=of_school("thcs-sao-mai"), leads=True)
    assert leads.count() == 15
    assert leads.get(sheet__criterion="1.3").member.user.username == "thuky"
    both = Assignment.objects.filter(sheet__assessment=of_school("th-thcs-phu-son"), leads=True)
    assert both.count() == Sheet.objects.filter(assessment=of_school("th-thcs-phu-son")).count() == 30


def test_a_school_that_just_started_has_a_council_only(province):
    assessment = of_school("mn-hoa-mi")
    assert plan_of(assessment) is None
    assert not Assignment.objects.filter(sheet__assessment=assessment).exists()


def test_the_plan_is_the_samples(province):
    wanted = plan_values(read_dossier(MAIN_SCHOOL).council["plan"])
    assert plan_of(of_school("thcs-sao-mai")) == wanted
    assert wanted.number == "92/KH-THCSSM"
    assert len(wanted.steps) == 5
