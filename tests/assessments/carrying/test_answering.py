"""What stops while a text is inherited, and taking the mark off."""

import pytest

from minhdinh.assessments.carrying.answering import answer_for, inherited_count, require_answered
from minhdinh.assessments.models import CarriedText, ConfirmedAs, Passage
from minhdinh.common.problems import Problem
from tests.assessments.carrying.years import Years, fill, same_set

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def years() -> Years:
    found = same_set()
    fill(found.old)
    found.carry()
    return found


def test_a_sheet_without_inherited_texts_passes(years: Years) -> None:
    require_answered(years.new.sheet("2.3"))
    with pytest.raises(Problem, match="Tiêu chí 1.3 còn 1 đoạn kế thừa".replace(".", r"\.")):
        require_answered(years.new.sheet("1.3"))


def test_all_inherited_texts_of_a_year_are_counted(years: Years) -> None:
    assert (inherited_count(years.new.fresh()), inherited_count(years.old.fresh())) == (4, 0)


def test_answering_names_who_and_how_once(years: Years) -> None:
    passage = Passage.objects.get(assessment=years.new.assessment, slot="report:I.2.a")
    answer_for(years.new.system, passage, ConfirmedAs.EDITED)
    assert not passage.inherited
    row = CarriedText.objects.get(passage=passage)
    first = row.confirmed_at
    answer_for(years.new.system, passage, ConfirmedAs.STILL_TRUE)
    row.refresh_from_db()
    assert (row.confirmed_as, row.confirmed_at) == ("edited", first)
