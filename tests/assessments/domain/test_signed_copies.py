import io

import pytest
from pytest_django import Settings

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.approval import reopen
from minhdinh.assessments.domain.signed_copies import attach_signed_copy
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Seal, SignedCopy
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.evidence.models import Blob
from tests.assessments.cases import PDF, Case, advance, make_case, small_set
from tests.clamd_server import SAMPLE, clamd
from tests.evidence.factories import jpg_bytes, office_bytes


@pytest.fixture
def seal(decided: Case) -> Seal:
    found = advance(decided, State.SEALED)
    assert found is not None
    return found


def attach(
    case: Case, seal: Seal, content: bytes = PDF, name: str = "ban-ky.pdf", role: str = ""
) -> SignedCopy:
    actor = case.actor(role) if role else case.system
    return attach_signed_copy(
        actor=actor, seal=seal, stream=io.BytesIO(content), name=name, size=len(content)
    )


def test_a_signed_scan_is_kept_with_who_and_what(decided: Case, seal: Seal) -> None:
    copy = attach(decided, seal, role=Role.SECRETARY)
    assert (copy.name, copy.uploaded_by) == ("ban-ky.pdf", decided.user(Role.SECRETARY))
    assert read_blob(copy.blob) == PDF
    entry = Entry.objects.get(action="assessment.signed_copy_added")
    assert entry.data == {"file": "ban-ky.pdf", "revision": 1}


def test_every_version_stays(decided: Case, seal: Seal) -> None:
    first = attach(decided, seal)
    second = attach(decided, seal, jpg_bytes(), "trang-ky.jpg")
    assert list(seal.signed_copies.all()) == [second, first]


def test_a_reopened_seal_still_takes_its_paper(decided: Case, seal: Seal) -> None:
    reopen(actor=decided.system, assessment=decided.assessment, reason="Bổ sung")
    assert attach(decided, seal).seal == seal


@pytest.mark.parametrize(
    ("content", "name"), [(office_bytes(), "bao-cao.docx"), (b"chu tran", "ky.pdf"), (b"", "rong.pdf")]
)
def test_what_is_no_paper_is_refused_and_not_stored(
    decided: Case, seal: Seal, content: bytes, name: str
) -> None:
    before = Blob.objects.count()
    with pytest.raises(Problem):
        attach(decided, seal, content, name)
    assert (SignedCopy.objects.count(), Blob.objects.count()) == (0, before)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CONTRIBUTOR, Role.VIEWER])
def test_who_may_not_attach(decided: Case, seal: Seal, role: str) -> None:
    with pytest.raises(NotAllowed):
        attach(decided, seal, role=role)


def test_another_schools_secretary_attaches_nothing(decided: Case, seal: Seal) -> None:
    other = make_case(standard_set=small_set())
    with pytest.raises(NotAllowed):
        attach(other, seal, role=Role.SECRETARY)


def test_a_name_with_folders_is_only_a_name(decided: Case, seal: Seal) -> None:
    assert attach(decided, seal, name="C:\\hồ sơ\\..\\ký.pdf").name == "ký.pdf"


def test_an_infected_copy_is_not_kept(decided: Case, seal: Seal, settings: Settings) -> None:
    with clamd() as server:
        settings.MINHDINH_CLAMD = server.address
        with pytest.raises(Problem, match="mã độc"):
            attach(decided, seal, PDF + SAMPLE)
    assert not SignedCopy.objects.exists()


def test_a_full_store_takes_no_copy(decided: Case, seal: Seal, settings: Settings) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    with pytest.raises(Problem, match="nâng hạn mức"):
        attach(decided, seal, PDF + b"\n" * 1024 * 1024, role=Role.SECRETARY)
