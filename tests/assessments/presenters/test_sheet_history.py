import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.changes import changes_of
from minhdinh.assessments.domain.review import move_sheet, save_review_steps
from minhdinh.assessments.presenters.sheet_history import MOVE_LABELS, build_sheet_history
from minhdinh.assessments.rules.review import MOVES
from minhdinh.common.keyset import page_of
from tests.assessments.cases import Case, decide, make_case, small_set, write
from tests.factories import CommuneFactory, acting, member

pytestmark = pytest.mark.django_db


def told(case: Case, actor: Actor | None = None) -> list[tuple[str, str, str, str]]:
    """Return the lines of the table, oldest first, without time and name."""
    table = build_sheet_history(
        actor or case.actor(), case.sheet(), page_of(changes_of(case.sheet()), ["-id"])
    )
    lines = [row["cells"] for row in table["rows"]]
    return [(one["what"], one["before"], one["after"], one["reason"]) for one in reversed(lines)]


def test_each_kind_of_change_in_words(small: Case) -> None:
    decide(small)
    small.user(Role.SECRETARY)
    set_answer(actor=small.system, sheet=small.sheet(), requirement="1.3.1a", value="met")
    save_review_steps(actor=small.system, assessment=small.assessment, steps=["secretary", "chair"])
    for move in ("hand_in", "pass_on", "approve"):
        move_sheet(actor=small.actor(Role.CHAIR), sheet=small.sheet(), move=move)
    read = small.sheet().version - 1
    write(small, small.slot(), "Sửa")
    chair = small.user(Role.CHAIR).full_name
    assert told(small)[:7] == [
        ("Đoạn mô tả 1.3.1a", "(trống)", "Bản 1", ""),
        ("Mức của tiêu chí", "Chưa xét", "Đạt Mức 1", ""),
        ("Trả lời yêu cầu 1.3.1a", "Chưa xét", "Đạt", ""),
        ("Trình phiếu", "Đang nhập", "Chờ duyệt (Thư ký)", ""),
        ("Chuyển bước sau", "Chờ duyệt (Thư ký)", "Chờ duyệt (Chủ tịch)", ""),
        ("Duyệt phiếu", "Chờ duyệt (Chủ tịch)", "Đã duyệt", f"Đã đọc bản {read} của phiếu"),
        (
            "Duyệt hết hiệu lực", "Đã duyệt", "Đang nhập",
            f"Vì sửa: đoạn 1.3.1a. Người đã duyệt: {chair}",
        ),
    ]  # fmt: skip


@pytest.mark.usefixtures("_scopes_open")
def test_why_a_sheet_was_returned_stays_in_the_school() -> None:
    commune = CommuneFactory()
    case = make_case(standard_set=small_set(), under=commune)
    decide(case)
    move_sheet(actor=case.system, sheet=case.sheet(), move="hand_in")
    move_sheet(actor=case.actor(Role.CHAIR), sheet=case.sheet(), move="return", reason="Viết lại đoạn a")
    officer = acting(member(commune, Role.COMMUNE_OFFICER), case.school)
    assert told(case)[-1][0::3] == ("Trả lại", "Viết lại đoạn a")
    assert told(case, officer)[-1][0::3] == ("Trả lại", "")


def test_every_move_has_its_words() -> None:
    assert set(MOVE_LABELS) == set(MOVES)


def test_a_text_leads_to_its_versions(small: Case) -> None:
    write(small, small.slot(), "Một")
    table = build_sheet_history(small.actor(), small.sheet(), page_of(changes_of(small.sheet()), ["-id"]))
    (row,) = table["rows"]
    assert row["url"] == f"{small.url('doan-van/lich-su/')}?slot={small.slot().replace(':', '%3A')}"
