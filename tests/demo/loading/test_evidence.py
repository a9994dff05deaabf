import datetime as dt

from minhdinh.assessments.models import SelfAssessment
from minhdinh.demo.content import MAIN_SCHOOL, read_dossier
from minhdinh.demo.loading.evidence import item_values, items_by_key
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.evidence.enums import Status, Verification
from minhdinh.evidence.models import EvidenceFile, EvidenceItem, EvidenceUse

STORY = dt.date(2026, 11, 20)


def items():
    dossier = read_dossier(MAIN_SCHOOL)
    return items_by_key(dossier, SelfAssessment.objects.get(school__code="thcs-sao-mai").school_id)


def test_every_item_is_in_the_store_with_its_code(province):
    found = items()
    assert len(found) == len(read_dossier(MAIN_SCHOOL).evidence) >= 60
    assert found["chien_luoc"].code == "MC.1.1.01"
    assert found["qd_duyet_chien_luoc"].code == "MC.1.1.02"
    assert len({item.code for item in found.values()}) == len(found)


def test_files_are_real_and_unharmed(province):
    kinds = set()
    for file in EvidenceFile.objects.filter(item__in=items().values()).select_related("blob"):
        assert len(read_blob(file.blob)) == file.blob.size
        kinds.add(file.blob.extension)
    assert kinds == {"pdf", "jpg", "docx"}


def test_the_secretary_looked_at_the_items(province):
    found = items()
    for entry in read_dossier(MAIN_SCHOOL).evidence:
        item = found[entry["key"]]
        assert item.verification == entry["state"], entry["key"]
        assert bool(item.rejected_reason) == (entry["state"] == Verification.REJECTED)
    assert found["hs_pccc"].status_on(STORY) is Status.EXPIRED


def test_contributors_sent_their_own(province):
    senders = {item.contributed_by.username for item in items().values()}
    assert {"thuky", "giaovien3"} <= senders


def test_one_item_serves_several_criteria(province):
    item = items()["kh_nam_hoc"]
    uses = EvidenceUse.objects.filter(item=item).values_list("track", "criterion")
    assert set(uses) == {("thcs", "1.1"), ("thcs", "1.2"), ("thcs", "3.1")}


def test_an_item_serves_the_tracks_that_cite_it(province):
    school = SelfAssessment.objects.get(school__code="th-thcs-phu-son").school
    only_lower = EvidenceItem.objects.get(school=school, name__startswith="Tờ trình đề nghị bổ sung")
    assert {use.track for use in only_lower.uses.all()} <= {"thcs", "tieu_hoc"}
    shared = EvidenceItem.objects.get(school=school, name="Kế hoạch năm học 2026-2027")
    assert {use.track for use in shared.uses.all()} == {"thcs", "tieu_hoc"}


def test_values_of_an_entry():
    entry = {
        "name": "Sổ",
        "kind": "so",
        "storage": "place",
        "place": "Tủ số 2",
        "key": "so",
        "state": "verified",
    }
    values = item_values(entry, "Trường Sao Mai")
    assert (values.issuer, values.place, values.link, values.issued_on) == (
        "Trường Sao Mai",
        "Tủ số 2",
        "",
        None,
    )
    linked = item_values({**entry, "storage": "link", "url": "https://a.example", "issuer": "Sở"}, "Trường")
    assert (linked.issuer, linked.link) == ("Sở", "https://a.example")
