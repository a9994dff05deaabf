import pytest

from minhdinh.common.problems import Problem
from minhdinh.lib.text import vn_date
from minhdinh.oversight.domain.board import board_deadlines, board_rows
from minhdinh.oversight.domain.reminder_text import DEFAULT, LONGEST, PLACEHOLDERS, checked_text, filled
from minhdinh.oversight.enums import StepKind
from minhdinh.oversight.models import CampaignStep
from tests.factories import World, make_world
from tests.oversight.boards import YEAR, assess, campaign


@pytest.mark.parametrize("text", ["", "   \n", "a" * (LONGEST + 1), "Kính gửi {ten}", "{truong} {}"])
def test_words_that_do_not_do(text: str) -> None:
    with pytest.raises(Problem) as problem:
        checked_text(text)
    assert problem.value.field == "text"


def test_an_unknown_place_names_those_there_are() -> None:
    with pytest.raises(Problem, match=r"Không có ô \{ten\}.*\{truong\}, \{nam_hoc\}"):
        checked_text("Kính gửi {ten}")


def test_every_placeholder_of_the_default_is_known() -> None:
    assert checked_text(f"  {DEFAULT} ") == DEFAULT
    assert all(f"{{{name}}}" in DEFAULT for name in PLACEHOLDERS)


@pytest.mark.django_db
def test_the_words_of_one_school() -> None:
    world: World = make_world()
    assess(world.school, sheets_decided=4)

    def words(text: str) -> str:
        row = board_rows(world.commune, YEAR, board_deadlines(world.commune, YEAR)).get()
        return filled(text, office=world.commune, year=YEAR, row=row)

    everything = "{truong}|{nam_hoc}|{buoc}|{tieu_chi}|{co_quan}|{han}"
    assert words(everything) == (
        f"Trường THCS An Bình|{YEAR}|Đang đánh giá tiêu chí|4/15|Ủy ban nhân dân xã An Bình|"
    )
    made = campaign(world.department, (StepKind.SELF_ASSESSMENT, 5))
    step = CampaignStep.objects.get(campaign=made)
    assert words("{han}") == f"Hạn là ngày {vn_date(step.due)}."
    late = campaign(world.commune, (StepKind.DATA, -2))
    assert words("{han}") == f"Hạn {vn_date(late.steps.get().due)} đã qua 2 ngày."
