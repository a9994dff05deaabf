"""From a submitted registration to its decision, under both regimes; who may, in what order, with which warnings."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.domain.concluding.content import FINAL, digest
from minhdinh.appraisals.enums import Act, CaseKind, Outcome, Wish
from minhdinh.appraisals.models import CaseStep, Draft
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem, Problems, Stale
from minhdinh.common.storage import WholeFileStorage
from minhdinh.evidence.actions import INFECTED_REFUSED
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.evidence.domain.bringing import row_stands
from minhdinh.evidence.domain.integrity import check_store
from minhdinh.evidence.domain.scanning import Infected
from minhdinh.evidence.models import Blob
from minhdinh.lib.hashing import sha256
from minhdinh.recognition.domain.deciding import RulingPaper, Unacknowledged, decide_case, refuse_case
from minhdinh.recognition.domain.decisions import remove_decision
from minhdinh.recognition.domain.proposing import KindName, proposals
from minhdinh.recognition.domain.recording import Details, correct_decision, version_of
from minhdinh.recognition.models import Decision
from tests.appraisals.registered import TT57, TT2018, World, make_registered
from tests.clamd_server import SAMPLE, clamd
from tests.factories import acting
from tests.recognition.register import PDF, recognise, scan

pytestmark = pytest.mark.django_db
YEAR = dt.timedelta(days=365)


def submitted(regime: str = TT57, level: int = 2, **values: Any) -> World:
    """Return a world whose registration waits for the decision, concluded at a level."""
    world = make_registered(regime, stage="submitted")
    with scopes_disabled():
        case = world.fresh()
        for name, value in {"concluded_level": level, **values}.items():
            setattr(case, name, value)
        case.save()
        said = {
            "level": case.concluded_level,
            "grade": case.concluded_grade,
            "degree": case.concluded_degree,
        }
        content = {
            "kind": FINAL,
            "result": {"concluded": said},
            "criteria": [],
            "parts": [],
            "objections": [],
        }
        Draft.objects.create(
            school=world.school,
            case=case,
            number=1,
            final=True,
            content=content,
            sha256=digest(content),
            made_at=timezone.now(),
            made_by_name="Thư ký",
        )
    return world


def paper(of: KindName = "degree", value: int | None = 2, **values: Any) -> RulingPaper:
    today = timezone.localdate()
    given = {"number": f"12/QĐ-{of}", "decided_on": today, "signer": "Nguyễn Văn Mẫu", of: value, **values}
    return RulingPaper(of, Details(**given), f"B-{of}")


def decide(world: World, *papers: RulingPaper, **values: Any) -> list[Decision]:
    case = world.fresh()
    given = {"actor": world.specialist(), "version": case.version, **values}
    return decide_case(case=case, papers=papers, **given)


def files_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def rows() -> list[Decision]:
    with scopes_disabled():
        return list(Decision.objects.order_by("id"))


def test_a_registration_of_2026_ends_with_its_decision() -> None:
    world = submitted()
    made = decide(world, paper())[0]
    case = world.fresh()
    assert (case.stage, case.outcome) == ("recognised", Outcome.RECOGNISED)
    assert (made.case_id, made.school_id, made.degree, made.grade) == (case.pk, world.school.pk, 2, None)
    assert (made.regime, made.certificate_number) == (TT57, "B-degree")
    page = Client().get(f"/tra-cuu/truong/{world.school.code}/").content.decode()
    assert "12/QĐ-degree" in page
    assert "huẩn quốc gia mức độ 2" in page


def test_a_registration_of_2018_ends_with_two_papers_of_two_authorities() -> None:
    world = submitted(TT2018, level=3)
    known = {
        one.of: (one.value, one.authority.office if one.authority else "") for one in proposals(world.fresh())
    }
    assert known == {"grade": (3, "department"), "degree": (2, "province")}
    made = decide(world, paper("grade", 3), paper("degree", 2, issuer="Ủy ban nhân dân tỉnh Đồng Mẫu"))
    assert [(one.number, one.grade, one.degree) for one in made] == [
        ("12/QĐ-grade", 3, None),
        ("12/QĐ-degree", None, 2),
    ]
    assert {one.regime for one in made} == {TT2018}
    assert {one.case_id for one in rows()} == {world.registered.pk}


def test_two_recognitions_of_one_number_are_one_decision() -> None:
    world = submitted(TT2018, level=3)
    made = decide(world, paper("grade", 3, number="7/QĐ"), paper("degree", 2, number=" 7/QĐ "))
    assert [(one.number, one.grade, one.degree, one.certificate_number) for one in made] == [
        ("7/QĐ", 3, 2, "B-grade; B-degree")
    ]
    other = submitted(TT2018, level=3)
    with pytest.raises(Problem, match="cùng một số"):
        decide(other, paper("grade", 3, number="8/QĐ"), paper("degree", 2, number="8/QĐ", signer="Khác"))


def test_another_result_than_the_conclusion_needs_a_reason() -> None:
    world = submitted(level=2)
    with pytest.raises(Problem, match="hãy ghi lý do") as caught:
        decide(world, paper(value=1), reason="  ")
    assert caught.value.field == "reason"
    assert rows() == []
    decide(world, paper(value=1), reason="Hội đồng thống nhất mức độ 1.")
    with scopes_disabled():
        assert CaseStep.objects.get(act=Act.DECIDE).note == "Hội đồng thống nhất mức độ 1."


def test_a_part_of_what_was_asked_needs_a_reason_unless_it_is_worth_nothing() -> None:
    both = submitted(TT2018, level=3)
    with pytest.raises(Problem, match="mức độ chuẩn quốc gia"):
        decide(both, paper("grade", 3))
    low = submitted(TT2018, level=1)
    assert decide(low, paper("grade", 1))[0].grade == 1, "level 1 is worth no degree"


@pytest.mark.parametrize(
    ("papers", "words"),
    [
        ((), "ít nhất một"),
        ((paper(value=None),), "Hãy chọn"),
        ((paper(value=3),), "Hãy chọn"),
        ((paper("grade", 1),), "không đăng ký"),
        ((paper(), paper(number="13")), "chỉ có một"),
        ((paper(number=" "),), "Thiếu số"),
        ((paper(decided_on=dt.date(2999, 1, 1)),), "Ngày quyết định"),
        ((paper(number="1\x002"),), "."),
    ],
)
def test_wrong_papers_write_nothing(papers: tuple[RulingPaper, ...], words: str) -> None:
    world = submitted()
    if "\x00" in "".join(one.details.number for one in papers):
        assert "\x00" not in decide(world, *papers)[0].number, "cleaned, not stored"
        return
    with pytest.raises(Problem, match=words):
        decide(world, *papers, reason="x")
    assert rows() == []
    assert world.fresh().stage == "submitted"


def test_only_the_department_of_the_registration_decides() -> None:
    world = submitted()
    leader = acting(world.user(world.department, Role.DEPARTMENT_LEADER), world.department)
    for actor in (world.principal(), world.officer(), world.examiner(), leader):
        with pytest.raises(NotAllowed):
            decide(world, paper(), actor=actor)
        with pytest.raises(NotAllowed):
            refuse_case(actor=actor, case=world.fresh(), version=world.fresh().version, reason="x")
    stranger = make_registered(direct=True)
    with pytest.raises(NotAllowed):
        decide(world, paper(), actor=stranger.specialist())
    assert rows() == []


@pytest.mark.parametrize("stage", ["preparing", "receiving", "meeting", "recognised", "refused"])
def test_at_another_stage_nothing_is_written(stage: str) -> None:
    world = submitted()
    world.put(stage)
    with pytest.raises(Problem):
        decide(world, paper(), reason="x")
    assert rows() == []
    if stage not in ("recognised", "refused"):
        assert world.fresh().is_open


def test_decided_twice_is_once() -> None:
    world = submitted()
    before = world.fresh().version
    decide(world, paper())
    with pytest.raises(Stale):
        decide(world, paper(number="99/QĐ"), version=before)
    with pytest.raises(Problem):
        decide(world, paper(number="99/QĐ"))
    assert len(rows()) == 1


def test_a_step_without_a_decision_does_not_recognise() -> None:
    world = submitted()
    case = world.fresh()
    with pytest.raises(Problems, match="Hãy ghi quyết định"):
        take_step(actor=world.specialist(), case=case, act=Act.DECIDE, version=case.version)
    assert world.fresh().stage == "submitted"


def test_an_upgrade_too_early_is_warned_with_its_rule_and_decided_by_people() -> None:
    world = submitted(level=2, kind=CaseKind.UPGRADE)
    recognise(world.school, decided_on=timezone.localdate() - YEAR, degree=1, regime=TT57)
    with pytest.raises(Unacknowledged) as caught:
        decide(world, paper())
    assert [(one.key, one.confidence) for one in caught.value.warnings] == [("early:degree", "medium")]
    assert "khoản 4 Điều 19" in caught.value.warnings[0].legal_reference
    assert len(rows()) == 1
    assert decide(world, paper(), acknowledged=("early:degree",))[0].degree == 2


def test_a_second_recognition_of_what_is_held_is_warned() -> None:
    world = submitted(level=2)
    recognise(world.school, decided_on=timezone.localdate() - YEAR, degree=2, regime=TT57)
    with pytest.raises(Unacknowledged, match="sẽ thay quyết định ấy") as caught:
        decide(world, paper())
    assert [one.key for one in caught.value.warnings] == ["held:degree"]


def test_a_renewal_in_its_months_and_an_upgrade_in_time_are_not_warned() -> None:
    renewal = submitted(level=2, kind=CaseKind.RENEWAL)
    recognise(renewal.school, decided_on=timezone.localdate() - YEAR * 9 // 2, degree=2, regime=TT57)
    assert decide(renewal, paper())
    upgrade = submitted(level=2, kind=CaseKind.UPGRADE)
    recognise(upgrade.school, decided_on=timezone.localdate() - 3 * YEAR, degree=1, regime=TT57)
    assert decide(upgrade, paper())


def test_another_printed_end_than_the_rule_is_warned() -> None:
    world = submitted()
    today = timezone.localdate()
    with pytest.raises(Unacknowledged, match="khác ngày tính"):
        decide(world, paper(valid_to=today + YEAR))
    made = decide(world, paper(valid_to=today + YEAR), acknowledged=["end:degree"])[0]
    assert made.ends_on == today + YEAR, "what is printed goes first"


def test_a_refusal_ends_it_with_its_reason() -> None:
    world = submitted()
    case = world.fresh()
    with pytest.raises(Problem, match="lý do"):
        refuse_case(actor=world.specialist(), case=case, version=case.version, reason=" ")
    refuse_case(actor=world.specialist(), case=case, version=case.version, reason="Chưa đạt Mức 1.")
    assert world.fresh().outcome == Outcome.REFUSED
    assert rows() == []
    with pytest.raises(Problem):
        decide(world, paper())


def test_the_scan_and_the_record_are_kept_at_the_school() -> None:
    world = submitted()
    sent = paper()
    made = decide(world, RulingPaper(sent.of, sent.details, scan=scan()))[0]
    assert made.scan_id is not None
    entries = {row.action: row for row in Entry.objects.all()}
    assert entries["recognition.recorded"].organisation_id == world.school.pk
    assert "case.step" in entries


def test_a_scan_goes_past_the_scanner_once_before_anything_is_held(settings: Settings) -> None:
    world = submitted()
    sent = paper()
    with clamd() as server:
        settings.MINHDINH_CLAMD = server.address
        decide(world, RulingPaper(sent.of, sent.details, scan=scan()))
    assert server.heard == [PDF]


def test_the_finding_in_a_scan_stays_on_record(settings: Settings) -> None:
    world = submitted()
    sent = paper()
    with clamd() as server:
        settings.MINHDINH_CLAMD = server.address
        with pytest.raises(Infected):
            decide(world, RulingPaper(sent.of, sent.details, scan=scan(PDF + SAMPLE)))
    assert rows() == []
    entry = Entry.objects.get(action=INFECTED_REFUSED)
    assert entry.organisation_id == world.registered.department_id


def test_without_a_conclusion_nothing_is_proposed() -> None:
    world = make_registered(stage="submitted")
    assert [one.value for one in proposals(world.fresh())] == [None]
    with pytest.raises(Problem, match="lý do"):
        decide(world, paper())


def test_a_school_that_asked_for_accreditation_alone_is_proposed_no_degree() -> None:
    world = submitted(TT2018, level=3, wish=Wish.ACCREDITATION)
    assert [one.of for one in proposals(world.fresh())] == ["grade"]


def test_a_decision_that_ended_a_registration_is_revoked_never_removed() -> None:
    world = submitted()
    made = decide(world, paper())[0]
    with pytest.raises(Problem, match="hãy ghi thu hồi"):
        remove_decision(actor=world.specialist(), school=world.school, decision_id=made.pk)
    assert rows() == [made]
    with pytest.raises(Problem, match="không bỏ nội dung công nhận"):
        correct_decision(
            actor=world.specialist(),
            school=world.school,
            decision_id=made.pk,
            read_as=version_of(made),
            details=Details(made.number, timezone.localdate(), grade=1),
        )
    assert rows()[0].degree == 2


def test_a_decision_that_the_register_knows_already_becomes_the_registrations() -> None:
    world = submitted()
    given = {"number": "12/QĐ-degree", "degree": 2, "decided_on": timezone.localdate()}
    known = recognise(world.school, issuer="Sở An Hòa", **given)
    with scopes_disabled():
        Decision.objects.update(source="Tệp cũ")
    made = decide(world, paper())
    assert [one.pk for one in made] == [known.pk]
    row = rows()[0]
    assert (row.case_id, row.source, row.certificate_number) == (world.registered.pk, "", "B-degree")
    assert (row.issuer, row.signer, row.regime) == ("Sở An Hòa", "Nguyễn Văn Mẫu", TT57)
    assert world.fresh().outcome == Outcome.RECOGNISED
    assert Entry.objects.filter(action="recognition.corrected").count() == 1


@pytest.mark.parametrize("other", [{"degree": 1}, {"degree": 2, "grade": 1}, {"decided_on": -1}])
def test_one_that_says_something_else_is_told_in_words(other: dict[str, Any]) -> None:
    world = submitted()
    today = timezone.localdate()
    given = {"number": "12/QĐ-degree", "degree": 2, "decided_on": today, **other}
    if given["decided_on"] == -1:
        given["decided_on"] = today - dt.timedelta(days=1)
    known = recognise(world.school, **given)
    with pytest.raises(Problem, match="đã có trong sổ nhưng khác") as caught:
        decide(world, paper(), acknowledged=("held:degree", "early:degree"))
    assert caught.value.field == "number"
    assert [one.case_id for one in rows()] == [None]
    assert rows() == [known]
    assert world.fresh().is_open


def test_another_registrations_decision_is_not_taken() -> None:
    world = submitted()
    known = recognise(world.school, number="12/QĐ-degree", degree=2, decided_on=timezone.localdate())
    with scopes_disabled():
        Decision.objects.update(case=world.registered)
    with pytest.raises(Problem, match="đã ghi cho"):
        decide(world, paper())
    assert rows() == [known]


def test_a_scan_whose_decision_is_rolled_back_leaves_no_file_of_a_row(
    monkeypatch: pytest.MonkeyPatch, media_root: Path
) -> None:
    world = submitted()
    sent, before = paper(), files_in(media_root)

    def interrupted(**_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("minhdinh.recognition.domain.deciding.take_step", interrupted)
        with pytest.raises(KeyboardInterrupt):
            decide(world, RulingPaper(sent.of, sent.details, scan=scan()))
    with scopes_disabled():
        assert not Blob.objects.filter(sha256=sha256(PDF)).exists()
        assert check_store().orphan == []
    assert isinstance(default_storage, WholeFileStorage)
    assert default_storage.sweep(row_stands) == 2
    assert files_in(media_root) == before
    made = decide(world, RulingPaper(sent.of, sent.details, scan=scan()))[0]
    assert made.scan is not None
    with scopes_disabled():
        assert read_blob(made.scan) == PDF


def test_no_scan_is_written_for_a_decision_that_is_not_agreed(media_root: Path) -> None:
    world = submitted()
    wrong, before = paper(value=1), files_in(media_root)
    with pytest.raises(Problem, match="lý do"):
        decide(world, RulingPaper(wrong.of, wrong.details, scan=scan()))
    assert files_in(media_root) == before


def test_two_decisions_with_the_same_scan_keep_it_once() -> None:
    world = submitted(TT2018, level=3)
    papers = [
        RulingPaper(one.of, one.details, scan=scan()) for one in (paper("grade", 3), paper("degree", 2))
    ]
    made = decide(world, *papers, reason="theo hai quyết định")
    assert len(made) == 2
    assert made[0].scan_id == made[1].scan_id
