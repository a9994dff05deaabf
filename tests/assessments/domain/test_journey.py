"""The whole way of a self-assessment by its verbs: opened, written, judged, handed in, approved, sealed, reopened."""

import datetime as dt

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.approval import approve, reopen, submit
from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.meetings import record_meeting
from minhdinh.assessments.domain.passages import save_passage
from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.assessments.domain.sealing import confirm_and_seal, current_seal
from minhdinh.assessments.enums import SheetState, State
from minhdinh.assessments.models import Seal
from minhdinh.audit.models import Entry
from tests.assessments.cases import (
    Case,
    decide_all,
    item,
    meeting_values,
    new_save_id,
    rich,
    seat_council,
    write,
)


def test_a_report_from_the_opening_to_the_second_revision(case: Case) -> None:
    secretary, chair, head = (case.actor(role) for role in (Role.SECRETARY, Role.CHAIR, Role.PRINCIPAL))
    seat_council(case, secretary=case.user(Role.SECRETARY), chair=case.user(Role.CHAIR))
    decide_all(case)
    proof = item(case, criterion="1.3")
    saved = save_passage(
        actor=secretary,
        assessment=case.assessment,
        slot=case.slot("1.3", 2),
        version=0,
        body=rich("Dữ liệu được đối chiếu hai lần mỗi năm", [proof]),
        save_id=new_save_id(),
    )
    assert (saved.version, [one.code for one in saved.items]) == (1, [proof.code])
    set_answer(actor=secretary, sheet=case.sheet("1.3"), requirement="1.3.2a", value="met")
    assert press_level(actor=secretary, sheet=case.sheet("1.3"), level=2).level == 2
    write(case, "remark:1:strengths", "Hồ sơ đầy đủ")
    write(case, "report:I.2.a", "Xã có 12 thôn")

    submit(actor=secretary, assessment=case.assessment)
    values = meeting_values(case.assessment, number="01/BB")
    record_meeting(actor=secretary, assessment=case.assessment, values=values)
    approve(actor=chair, assessment=case.assessment)
    seal = confirm_and_seal(actor=head, assessment=case.assessment)

    dossier = sealed_dossier(seal)
    assert (case.fresh().state, case.fresh().level, case.fresh().complete) == (State.SEALED, 1, True)
    assert (dossier["state"], dossier["revision"], dossier["result"]["level"]) == ("sealed", 1, 1)
    assert dossier["approval"]["approved_by"] == chair.name
    assert dossier["approval"]["confirmed_by"] == head.name
    assert dossier["meeting"]["minutes_number"] == "01/BB"
    assert current_seal(case.fresh()) == seal

    reopen(actor=head, assessment=case.assessment, reason="Bổ sung số liệu học kỳ II")
    assert (case.fresh().state, case.fresh().revision) == (State.DRAFT, 2)
    assert case.sheet("1.3").level == 2
    write(case, case.slot("1.3"), "Viết lại sau khi bổ sung", [proof])
    assert case.sheet("1.3").state == SheetState.DRAFTING
    second = _seal_again(case)
    assert [seal.revision for seal in Seal.objects.order_by("revision")] == [1, 2]
    assert sealed_dossier(seal) == dossier
    assert sealed_dossier(second)["revision"] == 2


def _seal_again(case: Case) -> Seal:
    submit(actor=case.system, assessment=case.assessment)
    values = meeting_values(case.assessment, held_on=dt.date(2026, 7, 9), summary="Thông qua lần hai.")
    record_meeting(actor=case.system, assessment=case.assessment, values=values)
    approve(actor=case.system, assessment=case.assessment)
    return confirm_and_seal(actor=case.system, assessment=case.assessment)


def test_every_step_leaves_its_trace(decided: Case) -> None:
    seal = _seal_again(decided)
    reopen(actor=decided.system, assessment=decided.assessment, reason="Sửa")
    codes = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    steps = [code for code in codes if code.split(".")[1] in STEPS]
    assert steps == [f"assessment.{step}" for step in STEPS]
    entry = Entry.objects.get(action="assessment.sealed")
    assert entry.data == {"revision": 1, "hash": seal.sha256[:12]}


STEPS = ["opened", "submitted", "meeting_recorded", "approved", "sealed", "reopened"]
