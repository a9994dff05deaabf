import json
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain import sealing
from minhdinh.assessments.domain.abbreviations import save_abbreviations
from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.approval import reopen
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.council import CouncilValues, save_council
from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.passages import restore_passage
from minhdinh.assessments.domain.plan import PlanValues, save_plan
from minhdinh.assessments.domain.review import move_sheet
from minhdinh.assessments.domain.seal_contents import seal_faults, sealed_bytes, sealed_dossier
from minhdinh.assessments.domain.sealing import confirm_and_seal, current_seal
from minhdinh.assessments.domain.tables import save_cell, table_form
from minhdinh.assessments.dossier_schema import faults
from minhdinh.assessments.enums import State
from minhdinh.assessments.events import AssessmentSealed
from minhdinh.assessments.models import Seal, SelfAssessment, Sheet
from minhdinh.common import events
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.uses import Place, link_item, unlink_item
from minhdinh.evidence.models import Blob, EvidenceFile, EvidenceItem
from minhdinh.lib.hashing import canonical_json, sha256
from tests.assessments.cases import Case, advance, filed_item, item, link, write


@pytest.fixture
def approved(decided: Case) -> Case:
    """Return an approved report with one item that has a file."""
    link(decided, filed_item(decided))
    advance(decided, State.APPROVED)
    return decided


def seal_of(case: Case) -> Seal:
    return confirm_and_seal(actor=case.system, assessment=case.assessment)


def test_the_seal_is_the_canonical_json_and_its_hash(approved: Case) -> None:
    seal = confirm_and_seal(actor=approved.actor(Role.PRINCIPAL), assessment=approved.assessment)
    content = sealed_bytes(seal)
    assert seal.sha256 == sha256(content) == seal.blob.sha256
    dossier = json.loads(content)
    assert canonical_json(dossier) == content
    assert faults(dossier) == []
    assert (dossier["state"], dossier["revision"]) == ("sealed", 1)
    assert dossier["approval"]["confirmed_by"] == approved.actor(Role.PRINCIPAL).name
    assert dossier["approval"]["confirmed_at"] == seal.sealed_at.isoformat()
    assert (seal.sealed_by, seal.revision) == (approved.user(Role.PRINCIPAL), 1)
    assert approved.fresh().state == State.SEALED


def test_the_hash_of_every_file_is_sealed(approved: Case) -> None:
    dossier = sealed_dossier(seal_of(approved))
    sealed = {file["sha256"] for one in dossier["evidence"] for file in one["files"]}
    assert sealed == set(EvidenceFile.objects.values_list("blob__sha256", flat=True))
    assert len(sealed) == 1


def test_sealing_is_told_to_the_rooms_above_once(
    approved: Case, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    told: list[AssessmentSealed] = []
    handlers = events._handlers[AssessmentSealed]
    events._handlers[AssessmentSealed] = [told.append]
    try:
        with django_capture_on_commit_callbacks(execute=True):
            seal = seal_of(approved)
    finally:
        events._handlers[AssessmentSealed] = handlers
    assert told == [AssessmentSealed(approved.school.pk, seal.pk, None, "Hệ thống")]


def test_a_report_is_sealed_once_a_revision(approved: Case) -> None:
    seal_of(approved)
    with pytest.raises(Problem):
        seal_of(approved)
    twin = Seal.objects.get()
    twin.pk, twin.token = None, "khac"
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED])
def test_only_an_approved_report_is_sealed(decided: Case, state: str) -> None:
    advance(decided, state)
    with pytest.raises(Problem, match="cần được hội đồng duyệt"):
        seal_of(decided)
    assert not Seal.objects.exists()


def test_a_report_that_changed_while_it_was_sealed_is_not_sealed(
    approved: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The only step replaced is the moment between reading and sealing: somebody returns the report there."""
    store = sealing.store_bytes

    def returned_meanwhile(**values: object) -> tuple[Blob, bool]:
        row = SelfAssessment.objects.get(pk=approved.assessment.pk)
        row.state = State.DRAFT
        row.save()
        return store(**values)  # type: ignore[arg-type]

    monkeypatch.setattr(sealing, "store_bytes", returned_meanwhile)
    with pytest.raises(Problem):
        seal_of(approved)
    assert not Seal.objects.exists()


def test_the_current_seal_is_the_one_of_the_standing_revision(approved: Case) -> None:
    assert current_seal(approved.assessment) is None
    seal = seal_of(approved)
    assert current_seal(approved.fresh()) == seal
    reopen(actor=approved.system, assessment=approved.assessment, reason="Bổ sung")
    assert current_seal(approved.fresh()) is None


def test_a_reopened_seal_stays_byte_for_byte_whatever_happens_after(approved: Case) -> None:
    seal = seal_of(approved)
    before = sealed_bytes(seal)
    reopen(actor=approved.system, assessment=approved.assessment, reason="Bổ sung")
    write(approved, approved.slot(), "Viết lại hoàn toàn", [item(approved)])
    press_level(actor=approved.system, sheet=approved.sheet("1.1"), level=0)
    EvidenceItem.objects.update(name="Tên khác", valid_to="2020-01-01")
    profile = approved.school.profile
    profile.head_name = "Hiệu trưởng mới"
    profile.save()
    again = Seal.objects.get(pk=seal.pk)
    assert sealed_bytes(again) == before
    assert (again.sha256, again.token, again.sealed_at) == (seal.sha256, seal.token, seal.sealed_at)
    assert seal_faults(again) == []


def overwrite(path: str, content: bytes) -> None:
    default_storage.delete(path)
    default_storage.save(path, ContentFile(content))


def test_altered_bytes_of_a_seal_are_detected(approved: Case) -> None:
    seal = seal_of(approved)
    overwrite(seal.blob.path, sealed_bytes(seal).replace(b'"level":1', b'"level":2'))
    with pytest.raises(Problem, match="đã bị đổi khác bản gốc"):
        sealed_dossier(seal)
    assert seal_faults(seal) != []


def test_a_seal_whose_hash_was_altered_with_its_bytes_is_detected(approved: Case) -> None:
    seal = seal_of(approved)
    forged = sealed_bytes(seal).replace(b'"level":1', b'"level":2')
    overwrite(seal.blob.path, forged)
    Blob.objects.filter(pk=seal.blob_id).update(sha256=sha256(forged))
    with pytest.raises(Problem, match="không còn khớp với dấu niêm phong"):
        sealed_dossier(Seal.objects.get())


def test_a_missing_file_of_a_seal_is_named(approved: Case) -> None:
    seal = seal_of(approved)
    assert seal_faults(seal) == []
    blob = EvidenceFile.objects.get().blob
    default_storage.delete(blob.path)
    (fault,) = seal_faults(seal)
    assert "ke-hoach.pdf" in fault
    assert "Không tìm thấy tệp" in fault


def test_an_altered_file_of_a_seal_is_named(approved: Case) -> None:
    seal = seal_of(approved)
    overwrite(EvidenceFile.objects.get().blob.path, b"khac")
    (fault,) = seal_faults(seal)
    assert "đã bị đổi khác bản gốc" in fault


EDITS: dict[str, Callable[[Case], object]] = {
    "statement": lambda case: write(case, case.slot(), "sửa"),
    "remark": lambda case: write(case, "remark:1:limits", "sửa"),
    "report": lambda case: write(case, "report:I.2.a", "sửa"),
    "restore": lambda case: restore_passage(
        actor=case.system, assessment=case.assessment, slot=case.slot(), version=1, from_version=1
    ),
    "answer": lambda case: set_answer(
        actor=case.system, sheet=case.sheet(), requirement="1.3.1a", value="met"
    ),
    "level": lambda case: press_level(actor=case.system, sheet=case.sheet(), level=None),
    "sheet": lambda case: move_sheet(actor=case.system, sheet=case.sheet(), move="hand_in"),
    "council": lambda case: save_council(
        actor=case.system, assessment=case.assessment, values=CouncilValues()
    ),
    "assignments": lambda case: save_assignments(
        actor=case.system, assessment=case.assessment, pairs=set(), leads={}
    ),
    "plan": lambda case: save_plan(actor=case.system, assessment=case.assessment, values=PlanValues()),
    "abbreviations": lambda case: save_abbreviations(actor=case.system, assessment=case.assessment, pairs=[]),
    "tables": lambda case: save_cell(
        actor=case.system,
        assessment=case.assessment,
        table=first_cell(case)[0],
        row=first_cell(case)[1],
        column=first_cell(case)[2],
        value="1",
    ),
    "link": lambda case: link_item(
        actor=case.system, item=item(case), place=Place(case.assessment.pk, case.track, "1.3")
    ),
    "unlink": lambda case: unlink_item(
        actor=case.system,
        item=EvidenceItem.objects.filter(uses__isnull=False)[0],
        place=Place(case.assessment.pk, case.track, "1.3"),
    ),
}


def first_cell(case: Case) -> tuple[str, str, str]:
    for table in table_form(case.assessment).tables:
        for row in table.rows:
            if row.is_typed:
                return table.key, row.key, table.columns[0].key
    raise AssertionError("no typed cell")


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.SEALED])
def test_nothing_of_a_report_is_edited_once_it_left_the_desk(decided: Case, state: str) -> None:
    link(decided, item(decided))
    advance(decided, state)
    sheets = list(Sheet.objects.order_by("pk").values())
    for name, edit in EDITS.items():
        decided.assessment = decided.fresh()
        with pytest.raises(Problem):
            edit(decided)
        assert list(Sheet.objects.order_by("pk").values()) == sheets, name
    assert decided.fresh().state == state


def test_an_old_copy_of_the_row_opens_no_back_door(approved: Case) -> None:
    """A verb that was handed a draft read long ago looks at the row again under the lock."""
    old = approved.fresh()
    old.state = State.DRAFT
    approved.assessment = old
    for name in ("statement", "remark", "answer", "level", "sheet", "tables"):
        old.state = State.DRAFT
        with pytest.raises(Problem, match="không sửa được"):
            EDITS[name](approved)
