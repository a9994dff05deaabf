import hashlib

import pytest

from minhdinh.access.actor import actor_with_roles, system_actor
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.assessments.models import Passage, Seal, SelfAssessment
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.evidence.domain.quota import NoRoom
from minhdinh.evidence.models import Blob, Citation, EvidenceItem, EvidenceUse, RoomReservation
from minhdinh.exchange.domain.exporting import export_school
from minhdinh.exchange.domain.importing import import_school
from minhdinh.improvement.domain.plans import open_plan
from minhdinh.lib.richtext import citations
from minhdinh.organisations.models import Organisation
from minhdinh.standards.models import StandardSetVersion
from tests.clamd_server import clamd
from tests.exchange.packages import parts_of, rewritten
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
CODE = "th-sao-mai-1"


def counts():
    with scopes_disabled():
        models = (
            Organisation,
            User,
            SelfAssessment,
            EvidenceItem,
            Passage,
            Citation,
            EvidenceUse,
            Seal,
            Blob,
            Entry,
        )
        return {model.__name__: model.objects.count() for model in models}


def test_export_import_export_is_the_same_package(arrived, package, tmp_path):
    again = tmp_path / "again.zip"
    exported = export_school(actor=system_actor(arrived.pk), school=arrived, path=again)
    assert parts_of(again) == parts_of(package)
    assert exported.assessments == 1


def test_the_school_stands_below_its_parent(arrived, server):
    assert arrived.code == CODE
    assert arrived.path.startswith(server.path)
    assert arrived.profile.school_type == "tieu_hoc"
    entry = Entry.objects.get(action="exchange.imported")
    assert entry.organisation_id == arrived.pk


def test_importing_the_same_package_again_changes_nothing(arrived, package):
    before = counts()
    again = import_school(actor=system_actor(), path=package)
    assert again.is_new is False
    assert again.school == arrived
    assert counts() == before


def test_citations_name_the_items_of_this_server(arrived):
    own = set(EvidenceItem.objects.values_list("pk", flat=True))
    cited = {(passage.pk, int(key)) for passage in Passage.objects.all() for key in citations(passage.body)}
    assert cited
    assert {key for _passage, key in cited} <= own
    rows = set(Citation.objects.values_list("source", "item_id"))
    assert rows == {(f"passage:{passage}", key) for passage, key in cited}


def test_the_seal_is_the_same_byte_for_byte(arrived, package):
    seal = Seal.objects.get()
    assert read_blob(seal.blob) == parts_of(package)[f"files/{seal.sha256}"]
    assert sealed_dossier(seal)["school"]["code"] == CODE


def test_a_school_with_a_dossier_of_its_own_is_not_written_over(arrived, package, tmp_path):
    other = rewritten(
        package, tmp_path / "other.zip", lambda parts: parts["school.json"].update(name="Tên khác")
    )
    before = counts()
    with pytest.raises(Problem, match="đã có hồ sơ riêng"):
        import_school(actor=system_actor(), path=other)
    assert counts() == before


def test_an_improvement_plan_is_data_that_is_there_already(server, package):
    school = OrganisationFactory(kind_id="school", code=CODE, under=server)
    with school_scope(school.pk):
        open_plan(actor=system_actor(school.pk), school=school, year="2026-2027")
    before = counts()
    with pytest.raises(Problem, match="đã có hồ sơ riêng"):
        import_school(actor=system_actor(), path=package)
    assert counts() == before


def test_a_school_that_is_registered_and_empty_is_filled(server, package):
    school = OrganisationFactory(kind_id="school", code=CODE, under=server)
    imported = import_school(actor=system_actor(), path=package)
    assert imported.school == school
    with school_scope(school.pk):
        assert EvidenceItem.objects.count() == 29


def test_a_code_of_an_office_is_refused(server, package):
    OrganisationFactory(kind_id="commune", code=CODE, under=server)
    with pytest.raises(Problem, match="không nhập đè"):
        import_school(actor=system_actor(), path=package)


def test_another_schools_principal_may_not(server, package):
    school = OrganisationFactory(kind_id="school", code=CODE, under=server)
    own = actor_with_roles(1, "Hiệu trưởng", school.pk + 1, frozenset({"principal"}))
    with pytest.raises(NotAllowed):
        import_school(actor=own, path=package)


def test_a_teacher_may_not_bring_a_school(server, package):
    teacher = actor_with_roles(1, "Giáo viên", server.pk, frozenset({"contributor"}))
    with pytest.raises(NotAllowed):
        import_school(actor=teacher, path=package)
    assert not Organisation.objects.filter(code=CODE).exists()


def test_a_set_that_is_not_here_is_named(server, package):
    StandardSetVersion.objects.filter(set_id="tt57-2026-pho-thong").update(checksum="0" * 64)
    with pytest.raises(Problem, match="tt57-2026-pho-thong"):
        import_school(actor=system_actor(), path=package)
    assert not Organisation.objects.filter(code=CODE).exists()


def cites_a_stranger(parts):
    passage = next(one for one in parts["assessments/001.json"]["passages"] if "citation" in str(one["body"]))
    text = str(passage["body"])
    assert "'evidence': 'e" in text
    _replace_citation(passage["body"], "e9999")


def _replace_citation(node, reference):
    if node.get("type") == "citation":
        node["attrs"]["evidence"] = reference
    for child in node.get("content", []):
        _replace_citation(child, reference)


def script_in_a_text(parts):
    parts["assessments/001.json"]["passages"][0]["body"] = {"type": "doc", "content": [{"type": "script"}]}


def unknown_person(parts):
    parts["assessments/001.json"]["meetings"][0]["recorded_by"] = "p999"


def two_items_of_one_code(parts):
    items = parts["evidence.json"]["items"]
    items[1]["code"] = items[0]["code"]


def no_such_slot(parts):
    parts["assessments/001.json"]["passages"][0]["slot"] = "elsewhere:1"


def impossible_day(parts):
    parts["assessments/001.json"]["meetings"][0]["held_on"] = "2026-13-45"


@pytest.mark.parametrize(
    "change",
    [cites_a_stranger, script_in_a_text, unknown_person, two_items_of_one_code, no_such_slot, impossible_day],
)
def test_a_package_that_breaks_the_rules_writes_nothing(server, package, tmp_path, change):
    path = rewritten(package, tmp_path / "wrong.zip", change)
    before = counts()
    with pytest.raises(Problem, match="không nhập gì"):
        import_school(actor=system_actor(), path=path, parent=server)
    after = counts()
    for name in ("User", "SelfAssessment", "EvidenceItem", "Passage", "Seal", "Citation"):
        assert after[name] == before[name], name


def test_after_a_refusal_the_right_package_still_goes_in(server, package, tmp_path):
    wrong = rewritten(package, tmp_path / "wrong.zip", unknown_person)
    with pytest.raises(Problem):
        import_school(actor=system_actor(), path=wrong, parent=server)
    assert import_school(actor=system_actor(), path=package, parent=server).is_new is True


def test_a_package_goes_past_the_scanner_before_anything_is_kept(server, package, settings):
    before = counts()
    with clamd(mark=b"%PDF") as scanner:
        settings.MINHDINH_CLAMD = scanner.address
        with pytest.raises(Problem, match="mã độc"):
            import_school(actor=system_actor(), path=package, parent=server)
    assert counts() == {**before, "Entry": before["Entry"] + 1}


def test_a_package_that_the_scanner_finds_clean_arrives(server, package, settings):
    with clamd() as scanner:
        settings.MINHDINH_CLAMD = scanner.address
        assert import_school(actor=system_actor(), path=package, parent=server).is_new
    with scopes_disabled():
        assert 0 < len(scanner.heard) <= Blob.objects.count()


def test_a_school_that_stands_here_needs_room_for_its_package(server, package, settings):
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    school = OrganisationFactory(code=CODE, kind_id="school")
    with scopes_disabled():
        Blob.objects.create(school=school, sha256="0" * 64, size=1024 * 1024, path="đầy")
    with pytest.raises(Problem, match="không đủ cho"):
        import_school(actor=system_actor(), path=package, parent=server)


def test_what_the_school_holds_already_takes_no_room(server, package, settings, tmp_path):
    with pytest.raises(
        Problem
    ):  # a package that is refused after its files were stored leaves them with the school
        import_school(
            actor=system_actor(),
            path=rewritten(package, tmp_path / "wrong.zip", unknown_person),
            parent=server,
        )
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    with scopes_disabled():
        school = Organisation.objects.get(code=CODE)
        held = list(Blob.objects.filter(school=school))
        Blob.objects.create(school=school, sha256="0" * 64, size=1024 * 1024, path="đầy")
    assert import_school(actor=system_actor(), path=package, parent=server).is_new
    with scopes_disabled():
        assert held
        assert Blob.objects.filter(school=school).count() == len(held) + 1
        assert not RoomReservation.objects.exists()


def test_one_file_that_the_school_does_not_hold_needs_its_room(server, package, settings, tmp_path):
    with pytest.raises(Problem):
        import_school(
            actor=system_actor(),
            path=rewritten(package, tmp_path / "wrong.zip", unknown_person),
            parent=server,
        )
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    with scopes_disabled():
        school = Organisation.objects.get(code=CODE)
        Blob.objects.create(school=school, sha256="0" * 64, size=1024 * 1024, path="đầy")
        Blob.objects.filter(school=school).exclude(sha256="0" * 64).first().delete()
    with pytest.raises(Problem, match="không đủ cho"):
        import_school(actor=system_actor(), path=package, parent=server)


def large_files(parts):
    files = parts["files.json"]["files"]
    for number in range(3):
        content = b"%PDF-1.4\n" + bytes([65 + number]) * 400_000
        sha256 = hashlib.sha256(content).hexdigest()
        files.append(
            {"sha256": sha256, "size": len(content), "media_type": "application/pdf", "extension": "pdf"}
        )
        parts[f"files/{sha256}"] = content


def test_a_school_that_is_new_by_a_package_has_the_common_limit(server, package, settings, tmp_path):
    large = rewritten(package, tmp_path / "large.zip", large_files)
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    before = counts()
    with pytest.raises(NoRoom, match="nhiều hơn hạn mức chung 1,0 MB của một trường"):
        import_school(actor=system_actor(), path=large, parent=server)
    assert counts() == before
    settings.MINHDINH_SCHOOL_QUOTA_MB = 0
    assert import_school(actor=system_actor(), path=large, parent=server).is_new
