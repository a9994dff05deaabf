"""Which kind of evidence a paper is."""

import pytest

from minhdinh.evidence.reading.head import Head
from minhdinh.evidence.reading.kinds import RULES, likely_kind
from minhdinh.standards.catalogue import evidence_kinds


@pytest.mark.parametrize(
    ("word", "subject", "issuer", "kind"),
    [
        ("Quyết định", "Về việc thành lập Hội đồng", "TRƯỜNG THCS SAO MAI", "quyet_dinh_truong"),
        ("Quyết định", "Về việc công nhận trường", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "quyet_dinh_cap_tren"),
        ("Quyết định", "Ban hành Quy chế chi tiêu nội bộ", "TRƯỜNG THCS SAO MAI", "quy_che"),
        ("Quyết định", "Phân công nhiệm vụ năm học", "TRƯỜNG THCS SAO MAI", "phan_cong"),
        ("Kế hoạch", "Giáo dục nhà trường", "TRƯỜNG THCS SAO MAI", "ke_hoach"),
        ("Kế hoạch", "Phòng cháy chữa cháy", "", "ho_so_pccc"),
        ("Kế hoạch", "Cải tiến chất lượng", "", "ke_hoach_cai_tien"),
        ("Kế hoạch", "Phòng chống tai nạn thương tích", "TRƯỜNG THCS", "phuong_an_an_toan"),
        ("Kế hoạch", "Năm học 2026-2027", "UBND TỈNH", "van_ban_chi_dao"),
        ("Biên bản", "họp tổ chuyên môn", "TỔ TOÁN", "bien_ban_hop"),
        ("Biên bản", "họp Ban đại diện cha mẹ học sinh", "", "bien_ban_cha_me"),
        ("Báo cáo", "Tự đánh giá", "", "bao_cao_tu_danh_gia"),
        ("Báo cáo", "Kết quả khảo sát", "", "khao_sat"),
        ("Công văn", "Hướng dẫn nhiệm vụ", "PHÒNG GIÁO DỤC", "van_ban_chi_dao"),
        ("Công văn", "Xin bổ sung biên chế", "TRƯỜNG THCS", "to_trinh"),
        ("Nghị quyết", "", "HỘI ĐỒNG TRƯỜNG", "nghi_quyet"),
        ("Hợp đồng", "Cung cấp thực phẩm", "", "giay_an_toan_thuc_pham"),
        ("", "Quyết định", "", ""),
        ("Thực đơn", "", "", ""),
    ],
)
def test_kinds_follow_from_paper_subject_and_issuer(word: str, subject: str, issuer: str, kind: str) -> None:
    assert likely_kind(Head(word=word, subject=subject, issuer=issuer)) == kind


def test_every_kind_is_in_the_catalogue_and_none_is_sensitive() -> None:
    kinds = evidence_kinds()
    assert {rule.kind for rule in RULES} <= set(kinds)
    assert not any(kinds[rule.kind].sensitive for rule in RULES)
