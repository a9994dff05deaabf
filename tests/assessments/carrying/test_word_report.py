"""Last year's report from Word: every piece has a fate, the preview writes nothing, twice is once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.assessments.carrying.pieces import Fate
from minhdinh.assessments.carrying.word.report import (
    NO_CRITERION,
    NO_LETTER,
    QUOTED,
    RATING,
    STRANGE,
    WordPlan,
    carry_word,
    catalogue_of,
    plan_word,
    read_report,
    report_of,
    reports_of,
)
from minhdinh.assessments.domain.approval import submit
from minhdinh.assessments.models import CarriedText, Passage, WordReport
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.evidence.domain.codes import give_code
from minhdinh.evidence.models import Citation
from minhdinh.lib.richtext import plain_text
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_set
from tests.assessments.carrying.word_files import REPORT, docx_of
from tests.assessments.carrying.years import OLD_SET, everything_of, texts_of
from tests.assessments.cases import SET, Case, decide_all, item, make_case, small_set, write

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def case() -> Case:
    load_set(packaged_set(OLD_SET))
    found = make_case()
    for _number in range(2):
        give_code(
            item=item(found, criterion="1.1"),
            convention=packaged_set(OLD_SET).code_convention,
            criterion="1.1",
        )
    return found


def read(case: Case, content: bytes = b"", source_set: str = OLD_SET, **values: str) -> WordReport:
    arguments = {"name": "bao-cao.docx", **values}
    report = read_report(
        actor=case.system,
        assessment=case.fresh(),
        content=content or docx_of(),
        source_set=source_set,
        **arguments,
    )
    return report_of(case.fresh(), report.pk)


def fates(plan: WordPlan) -> dict[str, tuple[Fate, str]]:
    return {plain_text(one.piece.body): (one.fate, one.why) for one in plan.texts}


def test_every_piece_of_the_file_has_its_fate(case: Case) -> None:
    plan = plan_word(read(case))
    found = fates(plan)
    assert found["Phù hợp mục tiêu giáo dục;"] == (Fate.NO_PLACE, QUOTED)
    assert found["Đạt Mức 2"] == (Fate.NO_PLACE, RATING)
    assert found["Kết luận về Tiêu chuẩn 1:\nTổ chức chặt chẽ."] == (Fate.NO_PLACE, NO_CRITERION)
    assert found["Chiến lược rõ ràng."] == (Fate.CARRIED, "")
    assert sum(plan.count(fate) for fate in Fate) == len(plan.texts)
    assert plan.unknown == ["H1-1.1-99"]


def test_the_preview_writes_nothing(case: Case) -> None:
    before = everything_of(case.assessment)
    plan_word(read(case))
    assert everything_of(case.assessment) == before
    assert not CarriedText.objects.exists()


def test_pieces_go_to_the_places_of_the_crosswalk_marked_and_cited(case: Case) -> None:
    report = read(case)
    assert carry_word(actor=case.system, report=report) > 0
    texts = texts_of(case.assessment)
    assert texts["statement:thcs:1.1:1:1.1.1a"].startswith("Chiến lược phù hợp mục tiêu giáo dục")
    assert "[H1-1.1-99]" in texts["statement:thcs:1.1:1:1.1.1a"]
    assert texts["statement:thcs:1.1:1:1.1.1b"] == "Chiến lược bằng văn bản, được phê duyệt ."
    assert texts["remark:1:limits"] == "Chưa lấy ý kiến rộng rãi."
    assert set(Passage.objects.filter(assessment=case.assessment).values_list("inherited", flat=True)) == {
        True
    }
    row = CarriedText.objects.get(passage__slot="statement:thcs:1.1:1:1.1.1b")
    assert (row.kind, row.source) == ("word", None)
    assert row.origin == "bao-cao.docx: tiêu chí 1.1, Mức 1, yêu cầu 1.1.1b"
    assert Citation.objects.filter(assessment_id=case.assessment.pk, requirement="1.1.1b").count() == 1


def test_by_the_same_set_letters_find_their_requirements(case: Case) -> None:
    content = docx_of(["Tiêu chí 1.1", "Mức 1", "b) Kế hoạch năm học.", "Mức 2", "d) Có chuyển biến."])
    carry_word(actor=case.system, report=read(case, content, SET))
    assert texts_of(case.assessment) == {
        "statement:thcs:1.1:1:1.1.1b": "Kế hoạch năm học.",
        "statement:thcs:1.1:2:1.1.2d": "Có chuyển biến.",
    }


def test_a_level_without_letters_goes_to_its_first_requirement_and_says_so(case: Case) -> None:
    report = read(case, docx_of(["Tiêu chí 1.1", "Mức 1", "Cả đoạn."]), SET)
    (one,) = plan_word(report).texts
    assert (one.targets, one.note) == (("statement:thcs:1.1:1:1.1.1a",), NO_LETTER)


def test_twice_is_once(case: Case) -> None:
    content = docx_of()
    report = read(case, content)
    first = carry_word(actor=case.system, report=report)
    before = everything_of(case.assessment)
    assert (first > 0, carry_word(actor=case.system, report=report)) == (True, 0)
    assert read(case, content).pk == report.pk
    assert everything_of(case.assessment) == before
    assert Entry.objects.filter(action="assessment.word_carried").count() == 1
    assert Entry.objects.filter(action="assessment.word_read").count() == 1


def test_what_is_written_stays(case: Case) -> None:
    write(case, "statement:thcs:1.1:1:1.1.1b", "Của năm nay.")
    report = read(case)
    kept = [one for one in plan_word(report).texts if "statement:thcs:1.1:1:1.1.1b" in one.kept]
    assert len(kept) == 1
    carry_word(actor=case.system, report=report)
    assert texts_of(case.assessment)["statement:thcs:1.1:1:1.1.1b"] == "Của năm nay."


def test_a_school_of_several_levels_says_which_one_the_report_is_about(case: Case) -> None:
    both = make_case(levels=("thcs", "thpt"))
    content = docx_of(["Tiêu chí 1.1", "Mức 1", "a) Có mục tiêu."])
    carry_word(actor=both.system, report=read(both, content, SET, track="thpt"))
    assert list(texts_of(both.assessment)) == ["statement:thpt:1.1:1:1.1.1a"]
    other = docx_of(["Tiêu chí 1.2", "Mức 1", "a) Có cơ cấu."])
    carry_word(actor=both.system, report=read(both, other, SET))
    assert {"statement:thcs:1.2:1:1.2.1a", "statement:thpt:1.2:1:1.2.1a"} < set(texts_of(both.assessment))


def test_the_same_file_for_another_level_is_read_anew_until_it_is_written(case: Case) -> None:
    both = make_case(levels=("thcs", "thpt"))
    content = docx_of(["Tiêu chí 1.1", "Mức 1", "a) Có mục tiêu."])
    first = read(both, content, SET, track="thcs")
    again = read(both, content, SET, track="thpt")
    assert again.pk == first.pk
    assert {one["track"] for one in again.pieces} == {"thpt"}
    carry_word(actor=both.system, report=again)
    assert list(texts_of(both.assessment)) == ["statement:thpt:1.1:1:1.1.1a"]
    assert {one["track"] for one in read(both, content, SET, track="thcs").pieces} == {"thpt"}


def test_a_file_without_criteria_is_refused(case: Case) -> None:
    with pytest.raises(Problem, match=r"Không thấy dòng “Tiêu chí 1\.1…”"):
        read(case, docx_of(["Biên bản họp", "Mức 1"]))
    assert not WordReport.objects.exists()


def test_criteria_of_another_set_are_refused_or_named(case: Case) -> None:
    load_set(small_set())
    with pytest.raises(Problem, match="không thuộc bộ tiêu chuẩn đã chọn") as caught:
        read(case, docx_of(["Tiêu chí 5.6", "Nội dung."]), SET)
    assert caught.value.field == "source_set"
    plan = plan_word(read(case, docx_of(["Tiêu chí 1.1", "Mức 1", "a) Có.", "Tiêu chí 5.6", "Lạ."]), SET))
    assert fates(plan)["Lạ."] == (Fate.NO_PLACE, STRANGE)


def test_an_unknown_set_is_refused(case: Case) -> None:
    with pytest.raises(Problem, match="Không có bộ tiêu chuẩn"):
        catalogue_of("khong-co")


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER, Role.CONTRIBUTOR, Role.SCHOOL_ADMIN])
def test_only_leaders_bring_a_file(case: Case, role: Role) -> None:
    report = read(case)
    with pytest.raises(NotAllowed):
        carry_word(actor=case.actor(role), report=report)
    with pytest.raises(NotAllowed):
        read_report(
            actor=case.actor(role),
            assessment=case.fresh(),
            name="a.docx",
            content=docx_of(),
            source_set=OLD_SET,
        )


def test_a_report_that_is_handed_in_takes_no_file() -> None:
    small = make_case(standard_set=small_set())
    load_set(packaged_set(OLD_SET))
    decide_all(small)
    submit(actor=small.system, assessment=small.fresh())
    with pytest.raises(Problem, match="không sửa được"):
        read(small)


def test_another_schools_file_is_not_here(case: Case) -> None:
    report = read(case)
    with pytest.raises(NotHere):
        report_of(make_case().assessment, report.pk)
    assert [one.pk for one in reports_of(case.fresh())] == [report.pk]


def test_a_long_report_costs_no_more_queries(case: Case) -> None:
    def queries(content: bytes) -> int:
        report = read(case, content)
        with CaptureQueriesContext(connection) as captured:
            plan_word(report)
        return len(captured)

    many = [
        *REPORT,
        *(line for number in range(3, 9) for line in (f"Tiêu chí 1.{number}", "Mức 1", "a) Có [H1-1.1-01].")),
    ]
    assert queries(docx_of(many)) == queries(docx_of())
