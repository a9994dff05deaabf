"""The tables of a plan before 2026: what may be written, what is offered, the page, and where they go."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.assessments.carrying.carry import carry_year
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council
from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.domain.plan import PlanValues, StepValues, plan_of, save_plan
from minhdinh.assessments.domain.plan_tables import (
    LONGEST,
    MOST,
    MeansRow,
    PlanTables,
    TrainingRow,
    places_to_choose,
    save_tables,
    suggested_tables,
    tables_of,
)
from minhdinh.assessments.dossier_schema import faults
from minhdinh.assessments.enums import CouncilRole
from minhdinh.assessments.models import CouncilMember
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.standards.domain.loading import load_set
from tests.assessments.carrying.pages import hidden
from tests.assessments.cases import Case, make_case
from tests.assessments.earlier import earlier_case, earlier_set

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")
TABLES = PlanTables(
    (TrainingRow("20/09/2026", "Hội đồng, các nhóm", "Kỹ thuật viết phiếu"),),
    (MeansRow("1.1", "Hồ sơ ba năm", "Tháng 10", "Văn thư"), MeansRow("", "Kinh phí in ấn")),
    "Không thuê.",
)


@pytest.fixture
def case() -> Case:
    return earlier_case()


def save(case: Case, values: PlanTables = TABLES, role: str = "", drawn: str | None = None) -> None:
    actor = case.actor(role) if role else case.system
    save_tables(actor=actor, assessment=case.fresh(), values=values, drawn=drawn)


def posted(values: PlanTables, drawn: str = "", **more: str) -> dict[str, str]:
    """Return the form as a browser sends it."""
    data = {"experts": values.experts, "drawn": drawn}
    for prefix, rows in (("training", values.training), ("means", values.means)):
        data |= {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
        for number, row in enumerate(rows):
            for name in row.__dataclass_fields__:
                data[f"{prefix}-{number}-{name}"] = str(getattr(row, name))
    return data | more


def test_what_was_saved_is_read_back_and_recorded_once(case: Case) -> None:
    save(case)
    save(case)
    assert tables_of(case.fresh()) == TABLES
    assert [one.data["count"] for one in Entry.objects.filter(action="assessment.plan_tables_saved")] == [3]


def test_rows_without_words_are_left_out(case: Case) -> None:
    save(case, PlanTables((TrainingRow(),), (MeansRow("1.2"), MeansRow("1.1", " Giấy \n\n mực "))))
    assert tables_of(case.fresh()) == PlanTables(means=(MeansRow("1.1", "Giấy\nmực"),))


def test_head_and_tables_never_take_each_other_away(case: Case) -> None:
    save(case)
    assert plan_of(case.fresh()) is None  # the plan itself is still to be written
    save_plan(actor=case.system, assessment=case.fresh(), values=PlanValues("92/KH", purpose="Mục đích"))
    assert tables_of(case.fresh()) == TABLES
    save(case, replace(TABLES, experts="Một người."))
    found = plan_of(case.fresh())
    assert found is not None
    assert (found.number, tables_of(case.fresh()).experts) == ("92/KH", "Một người.")


def test_somebody_elses_rows_are_not_written_over(case: Case) -> None:
    drawn = tables_of(case.fresh()).mark
    save(case)
    with pytest.raises(Stale, match="Người khác vừa sửa"):
        save(case, PlanTables(experts="Khác"), drawn=drawn)
    assert tables_of(case.fresh()) == TABLES
    save(case, PlanTables(experts="Khác"), drawn=TABLES.mark)
    assert tables_of(case.fresh()).experts == "Khác"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (PlanTables((TrainingRow("Tuần 3", "Hội đồng"),)), "Tập huấn, dòng 1: hãy ghi nội dung"),
        (PlanTables(means=(MeansRow("1.1", "", "Tháng 10"),)), "Nguồn lực, dòng 1: hãy ghi nguồn lực"),
        (PlanTables(means=(MeansRow("9.9", "Giấy"),)), "không có 9.9"),
        (PlanTables(means=(MeansRow("", "x" * (LONGEST + 1)),)), "dài quá"),
        (PlanTables(experts="x" * (4 * LONGEST + 1)), "dài quá"),
        (PlanTables(means=(MeansRow("", "Giấy"),) * (MOST + 1)), f"nhiều nhất {MOST}"),
    ],
)
def test_what_cannot_be_is_refused(case: Case, values: PlanTables, words: str) -> None:
    with pytest.raises(Problem, match=words):
        save(case, values)
    assert tables_of(case.fresh()).empty


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER, Role.CONTRIBUTOR])
def test_only_leaders_write(case: Case, role: str) -> None:
    with pytest.raises(NotAllowed):
        save(case, role=role)


def test_a_submitted_report_keeps_its_plan(case: Case) -> None:
    assessment = case.fresh()
    assessment.state, assessment.complete = "submitted", True
    assessment.save(update_fields=["state", "complete"])
    with pytest.raises(Problem):
        save(case)


def test_the_set_of_2026_has_no_such_tables() -> None:
    found = make_case()
    with pytest.raises(NotHere):
        save(found)
    assert found.client(Role.SECRETARY).get(found.url("ke-hoach/nguon-luc/")).status_code == 404
    assert "Sửa các bảng" not in found.client(Role.SECRETARY).get(found.url("ke-hoach/")).content.decode()


def test_what_is_not_of_the_shape_is_left_out(case: Case) -> None:
    """As a package of somebody else may bring it."""
    assessment = case.fresh()
    assessment.plan = {"training": "x", "means": [1, {"resource": 5, "extra": []}], "experts": ["a"]}
    assessment.save(update_fields=["plan"])
    found = tables_of(case.fresh())
    assert (found.training, found.means) == ((), (MeansRow(resource="5"),))


def test_the_dossier_has_them_once_written_and_keeps_its_schema(case: Case) -> None:
    assert "means" not in build_dossier(case.fresh())["plan"]
    save(case)
    dossier = build_dossier(case.fresh())
    assert dossier["plan"]["means"][0] == {
        "criterion": "1.1",
        "resource": "Hồ sơ ba năm",
        "when": "Tháng 10",
        "note": "Văn thư",
    }
    assert faults(dossier) == []


def test_steps_and_assignments_are_offered_and_nothing_is_written(case: Case) -> None:
    group_of(case)
    steps = [
        StepValues("Tập huấn nghiệp vụ", dt.date(2026, 9, 20), dt.date(2026, 9, 20), "Thư ký"),
        StepValues("Thu thập minh chứng", dt.date(2026, 10, 1), dt.date(2026, 11, 30), "Các nhóm"),
    ]
    save_plan(actor=case.system, assessment=case.fresh(), values=PlanValues(steps=steps))
    offered = suggested_tables(case.fresh())
    assert offered.training == (TrainingRow("20/09/2026", "Thư ký", "Tập huấn nghiệp vụ"),)
    assert offered.means == (MeansRow("1", "Nhân lực: Nhóm 1", "01/10/2026 – 30/11/2026"),)
    assert tables_of(case.fresh()).empty
    html = case.client(Role.SECRETARY).get(case.url("ke-hoach/nguon-luc/")).content.decode()
    assert "Đây là bản gợi ý" in html
    assert "Nhân lực: Nhóm 1" in html


def group_of(case: Case) -> None:
    names = [CouncilRole.CHAIR, CouncilRole.SECRETARY, *[CouncilRole.MEMBER] * 5]
    members = [
        MemberValues(name=f"Người {number}", role=role, position="Giáo viên", group="Nhóm 1")
        for number, role in enumerate(names)
    ]
    values = CouncilValues("12/QĐ", dt.date(2026, 9, 6), members=members)
    save_council(actor=case.system, assessment=case.fresh(), values=values)
    seated = CouncilMember.objects.filter(assessment=case.assessment).order_by("order")
    pairs = {(case.sheet("1.1").pk, one.pk) for one in seated[2:5]}
    save_assignments(actor=case.system, assessment=case.fresh(), pairs=pairs, leads={})


def test_queries_of_the_offer_do_not_grow(case: Case) -> None:
    group_of(case)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            suggested_tables(case.fresh())
        return len(seen)

    before = count()
    steps = [StepValues(f"Tập huấn {number}") for number in range(20)]
    save_plan(actor=case.system, assessment=case.fresh(), values=PlanValues(steps=steps))
    assert count() <= before + 1  # the people of the steps, once there are steps


def test_the_page_writes_and_the_plan_shows(case: Case) -> None:
    client, url = case.client(Role.SECRETARY), case.url("ke-hoach/nguon-luc/")
    drawn = hidden(client.get(url).content.decode(), "drawn")
    assert client.post(url, posted(TABLES, drawn))["Location"] == case.url("ke-hoach/")
    assert tables_of(case.fresh()) == TABLES
    save_plan(actor=case.system, assessment=case.fresh(), values=PlanValues("92/KH"))
    html = client.get(case.url("ke-hoach/")).content.decode()
    assert "VI. Nguồn lực cần huy động" in html
    assert "Kinh phí in ấn" in html


def test_a_refused_page_keeps_every_word(case: Case) -> None:
    client, url = case.client(Role.SECRETARY), case.url("ke-hoach/nguon-luc/")
    save(case)
    response = client.post(url, posted(PlanTables(experts="Chữ vừa ghi"), "0" * 16))
    assert response.status_code == 409
    assert "Chữ vừa ghi" in response.content.decode()
    wrong = posted(PlanTables(means=(MeansRow("9.9", "<b>Giấy</b>"),)), TABLES.mark)
    response = client.post(url, wrong)
    assert response.status_code == 422
    assert "&lt;b&gt;Giấy&lt;/b&gt;" in response.content.decode()
    assert tables_of(case.fresh()) == TABLES


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800"])
def test_texts_that_no_database_takes_are_refused_or_cleaned(case: Case, text: str) -> None:
    values = PlanTables(means=(MeansRow("", f"Giấy {text}"),))
    save(case, values)
    assert "\x00" not in tables_of(case.fresh()).means[0].resource
    if text != "\ud800":
        response = case.client(Role.SECRETARY).post(case.url("ke-hoach/nguon-luc/"), posted(values))
        assert response.status_code == 422


@pytest.mark.parametrize("which", ["training", "means"])
def test_a_row_is_added_where_scripts_do_not_run(case: Case, which: str) -> None:
    response = case.client(Role.SECRETARY).post(case.url("ke-hoach/nguon-luc/"), posted(TABLES, add=which))
    html = response.content.decode()
    assert response.status_code == 200
    assert f'name="{which}-{len(getattr(TABLES, which))}-when"' in html
    assert tables_of(case.fresh()).empty


def test_a_member_reads_the_tables_and_is_offered_nothing(case: Case) -> None:
    save(case)
    save_plan(actor=case.system, assessment=case.fresh(), values=PlanValues("92/KH"))
    html = case.client(Role.MEMBER).get(case.url("ke-hoach/")).content.decode()
    assert "Hồ sơ ba năm" in html
    assert "Sửa các bảng" not in html
    assert case.client(Role.MEMBER).get(case.url("ke-hoach/nguon-luc/")).status_code in {403, 404}


def test_the_next_year_takes_means_along_and_no_trainings(case: Case) -> None:
    save(case)
    save_plan(actor=case.system, assessment=case.fresh(), values=PlanValues("92/KH"))
    later = open_assessment(
        actor=case.system,
        organisation=case.school,
        year="2027-2028",
        standard_set=load_set(earlier_set()).row,
        reason="Bài thử",
    )
    carry_year(actor=case.system, source=case.fresh(), target=later)
    later.refresh_from_db()
    assert tables_of(later) == replace(TABLES, training=())


def test_every_standard_and_criterion_can_be_named(case: Case) -> None:
    assert [code for code, _label in places_to_choose(case.fresh())] == ["1", "1.1", "1.2"]
