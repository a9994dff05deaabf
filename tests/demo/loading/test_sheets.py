import pytest

from minhdinh.assessments.models import Answer, Passage, PassageRevision, SelfAssessment, Sheet
from minhdinh.demo.content import MAIN_SCHOOL, OTHER_SCHOOLS, read_dossier
from minhdinh.lib.richtext import citations


def wanted_sheets():
    for folder in (MAIN_SCHOOL, *OTHER_SCHOOLS):
        dossier = read_dossier(folder)
        for track, sheets in dossier.tracks.items():
            for criterion, content in sheets.items():
                yield dossier.council["school"], track, criterion, content


def sheet(school, track, criterion):
    return Sheet.objects.get(
        school__code=school, track__education_level=track, criterion=criterion, assessment__year="2026-2027"
    )


def test_levels_and_states_are_the_samples(province):
    for school, track, criterion, content in wanted_sheets():
        row = sheet(school, track, criterion)
        assert (row.level, row.state) == (content["level"], content["state"]), (school, track, criterion)


def test_answers_are_the_samples(province):
    for school, track, criterion, content in wanted_sheets():
        given = dict(
            Answer.objects.filter(sheet=sheet(school, track, criterion)).values_list("requirement", "value")
        )
        assert given == {
            key: one["answer"] for key, one in content["requirements"].items() if one.get("answer")
        }


def test_statements_cite_evidence(province):
    statements = Passage.objects.filter(kind="statement", school__code="thcs-sao-mai")
    assert statements.count() > 100
    cited = [passage for passage in statements if citations(passage.body)]
    assert len(cited) > 0.9 * statements.count()
    assert not statements.filter(text__contains="{{").exists()


def test_two_people_wrote_what_has_a_history(province):
    passage = Passage.objects.get(school__code="thcs-sao-mai", slot="statement:thcs:1.1:1:1.1.1a")
    authors = PassageRevision.objects.filter(passage=passage).values_list("version", "author__username")
    assert dict(authors) == {1: "thanhvien", 2: "thuky"}
    assert passage.version == 2


@pytest.mark.parametrize(
    ("school", "decided", "total", "level"),
    [("thcs-sao-mai", 13, 15, None), ("th-sao-mai-1", 15, 15, 1), ("th-thcs-phu-son", 6, 30, None)],
)
def test_the_summary_of_a_school(province, school, decided, total, level):
    row = SelfAssessment.objects.get(school__code=school)
    assert (row.sheets_decided, row.sheets_total, row.level) == (decided, total, level)
