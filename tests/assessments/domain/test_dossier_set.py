from minhdinh.assessments.domain.dossier_set import standard_set_part
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_set
from minhdinh.standards.models import OfficialWording
from tests.assessments.cases import Case


def test_the_set_can_be_read_without_the_program(small: Case) -> None:
    version = small.assessment.standard_set
    part = standard_set_part(version)
    assert (part["id"], part["version"], part["checksum"]) == (
        version.set_id,
        version.version,
        version.checksum,
    )
    assert part["code_convention"] == {
        "id": "mc-2026", "open": "(", "close": ")", "separator": ", ", "each": False,
    }  # fmt: skip
    assert part["level_names"] == {"1": "Mức 1", "2": "Mức 2"}
    assert [one["code"] for one in part["standards"]] == ["1", "2"]
    assert [one["code"] for one in part["standards"][0]["criteria"]] == ["1.1", "1.3"]


def test_a_criterion_has_every_requirement_with_its_guidance(small: Case) -> None:
    criterion = standard_set_part(small.assessment.standard_set)["standards"][0]["criteria"][1]
    assert (criterion["mandatory"], set(criterion["levels"])) == (True, {"1", "2"})
    first = criterion["levels"]["1"]["requirements"][0]
    known = small.assessment.standard_set.catalogue.requirement("1.3.1a")
    assert (first["id"], first["text"], first["ask"]) == ("1.3.1a", known.text, known.ask)
    assert len(first["evidence_kinds"]) == len(known.evidence_kinds)
    assert all(isinstance(name, str) and name for name in first["evidence_kinds"])


def test_the_official_wording_stands_where_it_was_imported(small: Case) -> None:
    version = small.assessment.standard_set
    OfficialWording.objects.create(standard_set=version, criterion="1.3", level=2, text="Nguyên văn Mức 2.")
    levels = standard_set_part(version)["standards"][0]["criteria"][1]["levels"]
    assert (levels["1"]["official"], levels["2"]["official"]) == (None, "Nguyên văn Mức 2.")


def test_the_older_convention_brackets_each_code(db: None) -> None:
    version = load_set(packaged_set("tt18-2018-trung-hoc")).row
    assert standard_set_part(version)["code_convention"]["each"] is True
