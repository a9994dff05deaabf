import pytest

from minhdinh.assessments.domain.seal_contents import seal_faults, sealed_bytes, sealed_dossier
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Seal
from minhdinh.evidence.models import Blob
from minhdinh.lib.hashing import canonical_json
from tests.assessments.cases import Case, advance, filed_item, link


@pytest.fixture
def seal(decided: Case) -> Seal:
    link(decided, filed_item(decided))
    found = advance(decided, State.SEALED)
    assert found is not None
    return found


def test_what_is_read_is_what_was_sealed(seal: Seal) -> None:
    assert canonical_json(sealed_dossier(seal)) == sealed_bytes(seal)
    assert sealed_dossier(seal)["format"] == "minhdinh.self-assessment/1"


def test_a_whole_seal_has_no_faults(seal: Seal) -> None:
    assert seal_faults(seal) == []


def test_a_file_whose_row_is_gone_is_a_fault(seal: Seal) -> None:
    digest = next(file["sha256"] for one in sealed_dossier(seal)["evidence"] for file in one["files"])
    Blob.objects.filter(sha256=digest).update(sha256="0" * 64)
    (fault,) = seal_faults(seal)
    assert fault.endswith("ke-hoach.pdf: không còn tệp này trong kho.")
