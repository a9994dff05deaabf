"""Which kind of evidence a paper probably is: by its kind of paper, by words in what it is about, by who issued it (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from minhdinh.evidence.reading.head import Head, flattened

Side = Literal["own", "above", "any"]


@dataclass(frozen=True, slots=True)
class _Rule:
    """``word`` and ``about`` are searched in letters without marks; the first rule that fits is taken."""

    word: str
    about: str
    side: Side
    kind: str


# No kind that is kept as an index only is ever proposed: its file should not be here at all.
RULES = (
    _Rule("giay chung nhan|cam ket|hop dong", "an toan (ve sinh )?thuc pham|cung cap thuc pham", "any", "giay_an_toan_thuc_pham"),
    _Rule(".*", "phong chay|chua chay|pccc", "any", "ho_so_pccc"),
    _Rule("ke hoach|bao cao", "cai tien chat luong", "any", "ke_hoach_cai_tien"),
    _Rule("bao cao", "tu danh gia", "own", "bao_cao_tu_danh_gia"),
    _Rule("bao cao|phieu|bang", "khao sat|lay y kien", "any", "khao_sat"),
    _Rule("bien ban|nghi quyet", "cha me|phu huynh", "any", "bien_ban_cha_me"),
    _Rule("bien ban|bao cao|ke hoach|ket luan", "kiem tra noi bo", "own", "bien_ban_kiem_tra_noi_bo"),
    _Rule("bien ban", "niem yet|cong khai", "any", "cong_khai"),
    _Rule("bien ban", "an toan|nguy co", "any", "bien_ban_an_toan"),
    _Rule("bien ban", "kiem ke|tai san", "any", "ho_so_csvc"),
    _Rule("bien ban|bao cao", "ra soat|giam sat", "any", "bien_ban_ra_soat"),
    _Rule("bien ban|ke hoach|quy che|chuong trinh", "phoi hop", "any", "van_ban_phoi_hop"),
    _Rule("bien ban", "", "any", "bien_ban_hop"),
    _Rule("ke hoach|phuong an|quyet dinh", "an toan|bao luc|tai nan|thien tai|duoi nuoc", "own", "phuong_an_an_toan"),
    _Rule("ke hoach", "bai day", "own", "ke_hoach_bai_day"),
    _Rule(".*", "chien luoc", "own", "chien_luoc"),
    _Rule("chien luoc|phuong huong", "", "any", "chien_luoc"),
    _Rule("du toan|quyet toan", "", "any", "ho_so_tai_chinh"),
    _Rule("quyet dinh|bao cao|thong bao|ke hoach", "du toan|quyet toan|cong khai tai chinh", "any", "ho_so_tai_chinh"),
    _Rule("giay khen|bang khen", "", "any", "khen_thuong"),
    _Rule("quyet dinh", "khen thuong|tang giay khen|danh hieu", "any", "khen_thuong"),
    _Rule("quyet dinh|bang|phan cong", "phan cong", "own", "phan_cong"),
    _Rule("bang phan cong|phan cong", "", "any", "phan_cong"),
    _Rule("quyet dinh", "ban hanh (quy che|noi quy|quy dinh)", "own", "quy_che"),
    _Rule("quyet dinh", "", "own", "quyet_dinh_truong"),
    _Rule("quyet dinh", "", "above", "quyet_dinh_cap_tren"),
    _Rule("quy che|quy dinh|noi quy", "", "any", "quy_che"),
    _Rule("nghi quyet", "", "any", "nghi_quyet"),
    _Rule("ket luan", "", "above", "ket_luan_kiem_tra"),
    _Rule("ke hoach|chuong trinh|huong dan|chi thi|thong bao|cong van|thong tu|nghi dinh", "", "above", "van_ban_chi_dao"),
    _Rule("ke hoach|chuong trinh|de an", "", "own", "ke_hoach"),
    _Rule("bao cao", "", "own", "bao_cao"),
    _Rule("to trinh|cong van", "", "own", "to_trinh"),
    _Rule("hop dong", "", "any", "hop_dong"),
    _Rule("giay chung nhan", "", "any", "van_bang_chung_chi"),
    _Rule("so do to chuc", "", "any", "so_do_to_chuc"),
    _Rule("thoi khoa bieu", "", "any", "thoi_khoa_bieu"),
    _Rule("bang tong hop|bang thong ke", "", "any", "bang_so_lieu"),
)  # fmt: skip
ABOVE = re.compile(
    r"^(ubnd|uy ban|so |phong |bo |thu tuong|chinh phu|hoi dong nhan dan|huyen uy|tinh uy|cuc |thanh tra)"
)


def likely_kind(head: Head) -> str:
    """Return the id of the kind that a paper probably is; empty where its kind of paper is not known."""
    word, about = flattened(head.word), flattened(head.subject)
    if not word:
        return ""
    side = "above" if ABOVE.match(flattened(head.issuer)) else "own"
    for rule in RULES:
        if rule.side in ("any", side) and re.match(rule.word, word) and re.search(rule.about, about):
            return rule.kind
    return ""
