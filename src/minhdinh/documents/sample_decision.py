"""The invented decision of the sample dossier."""

from __future__ import annotations

from typing import Any


def sample_decision() -> dict[str, Any]:
    """Return a revoked decision with something in every place, as ``domain.decision_papers`` builds one."""
    return {
        "number": "123/QĐ-MAU",
        "decided_on": "2026-11-20",
        "signer": "Nguyễn Văn A",
        "what": "đạt chuẩn quốc gia mức độ 2",
        "law": "Thông tư 57/2026/TT-BGDĐT",
        "certificate_number": "B-01",
        "certificate_on": "2026-11-25",
        "ends_on": "2031-11-19",
        "case": {"number": "số 0001/ĐK", "examined": "thẩm định"},
        "revoked": {
            "number": "77/QĐ-MAU",
            "day": "2027-03-05",
            "reason": "Lý do mẫu",
            "ground": "Trường hợp mẫu",
            "basis": "khoản 1 Điều 20 Thông tư 57/2026/TT-BGDĐT",
        },
        "verify_url": "https://minhdinh.example/xac-minh/Mau/",
        "office": {"above": "ỦY BAN NHÂN DÂN TỈNH MẪU", "name": "SỞ GIÁO DỤC VÀ ĐÀO TẠO MẪU", "place": "Mẫu"},
        "authority": "GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO MẪU",
        "titles": "GIÁM ĐỐC",
        "basis": ["Điều 17 Thông tư 57/2026/TT-BGDĐT"],
        "paper": "Giấy chứng nhận trường đạt chuẩn quốc gia",
        "certified": "Trường đạt chuẩn quốc gia mức độ 2",
    }
