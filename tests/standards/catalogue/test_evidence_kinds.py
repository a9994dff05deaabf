import dataclasses

import pytest

from minhdinh.standards.catalogue import (
    evidence_kinds,
    kinds_that_prove,
    packaged_set,
    packaged_sets,
    propositions,
)
from minhdinh.standards.catalogue.evidence_kinds import _beside_sets
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


SETS_OF_2018 = ("tt17-2018-tieu-hoc", "tt18-2018-trung-hoc", "tt19-2018-mam-non")


@pytest.mark.parametrize("set_id", SETS_OF_2018)
def test_every_requirement_of_2018_names_the_kinds_that_usually_prove_it(set_id):
    asked = [
        one for criterion in packaged_set(set_id).iter_criteria() for one in criterion.iter_requirements()
    ]
    for one in asked:
        kinds = kinds_that_prove(set_id, one)
        assert kinds, one.id
        assert set(kinds) <= set(evidence_kinds()), one.id
        assert len(set(kinds)) == len(kinds), one.id
    assert {one.id for one in asked} == set(_beside_sets()[set_id])


def test_kinds_beside_a_set_do_not_change_what_is_stored_of_it():
    stored = {item.id: item for item in packaged_sets()}
    for set_id in SETS_OF_2018:
        criteria = stored[set_id].iter_criteria()
        assert not any(one.evidence_kinds for criterion in criteria for one in criterion.iter_requirements())


def test_what_a_set_says_itself_comes_first_and_unknown_sets_name_none():
    one = next(packaged_set("tt18-2018-trung-hoc").criterion("1.1").iter_requirements())
    own = dataclasses.replace(one, evidence_kinds=("hop_dong",))
    assert kinds_that_prove("tt18-2018-trung-hoc", own) == ("hop_dong",)
    assert kinds_that_prove("tt18-2018-trung-hoc", one)[0] == "chien_luoc"
    assert kinds_that_prove("khong-co", one) == ()
