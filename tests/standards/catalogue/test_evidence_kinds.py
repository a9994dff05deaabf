from minhdinh.standards.catalogue import evidence_kinds, propositions
from minhdinh.standards.enums import Issuer


def test_every_kind_has_a_name_and_a_usual_place():
    kinds = evidence_kinds()
    assert len(kinds) == 50
    for key, kind in kinds.items():
        assert kind.id == key
        assert kind.name
        assert kind.kept_by
        assert kind.needs <= {"date", "number", "figures", "two_dates"}
        assert bool(kind.warn_days) == kind.expires


def test_kinds_that_matter_by_name():
    kinds = evidence_kinds()
    assert kinds["ho_so_pccc"].expires
    assert kinds["ho_so_pccc"].warn_days == 60
    assert kinds["ho_so_pccc"].issuer is Issuer.ABOVE
    assert kinds["so_lieu_hai_thoi_diem"].needs == {"two_dates", "figures"}
    assert kinds["bien_ban_ra_soat"].repeats
    assert kinds["duong_dan"].link
    assert not kinds["ke_hoach"].sensitive


def test_only_records_about_persons_are_kept_as_an_index():
    sensitive = {kind.id for kind in evidence_kinds().values() if kind.sensitive}
    assert sensitive == {"so_tiep_nhan_phan_anh", "ho_so_vu_viec", "ho_so_hoa_nhap"}


def test_every_kind_that_a_proposition_asks_for_exists():
    for name in ("tt57-2026-gdtx", "tt57-2026-mam-non", "tt57-2026-pho-thong"):
        for entry in propositions(name).values():
            for proposition in entry["propositions"]:
                proof = proposition.get("proof", {})
                assert {*proof.get("all", []), *proof.get("any", [])} <= set(evidence_kinds())
