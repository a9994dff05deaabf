"""Names of agencies as they are written in a sentence, from the capitals of a paper's head (pure)."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from minhdinh.evidence.reading.head import flattened

LEAST_LIKENESS = 0.88
SHORT = re.compile(
    r"^(UBND|HĐND|THCS|THPT|TH|MN|MG|GDĐT|GD|ĐT|GDTX|GDNN|PTDTBT|PTDTNT|PT|HĐT|TP|TNCS|TNTP|CĐ|CB|TTGDTX|[IVXL]+)$"
)
# How set phrases are written; every other syllable begins with a capital, as in names.
PHRASES = (
    "Ủy ban nhân dân", "Hội đồng nhân dân", "Giáo dục và Đào tạo", "Bộ Giáo dục", "Sở Giáo dục", "Phòng Giáo dục",
    "trung học cơ sở", "trung học phổ thông", "tiểu học", "mầm non", "mẫu giáo", "phổ thông dân tộc bán trú",
    "phổ thông dân tộc nội trú", "dân tộc", "bán trú", "nội trú", "Hội đồng trường", "Hội đồng tự đánh giá",
    "Hội đồng", "Ban đại diện cha mẹ học sinh", "Công đoàn cơ sở", "Công đoàn", "Chi bộ", "Đảng bộ", "Đảng ủy",
    "Văn hóa - Xã hội", "phường", "xã", "thị trấn", "thị xã", "thành phố", "huyện", "quận", "tỉnh", "và", "của",
    "trường", "tổ", "ban", "nhóm", "phòng", "sở", "cơ sở", "liên đội", "trung tâm", "công an", "công ty",
    "chuyên môn", "văn phòng",
)  # fmt: skip


def agency_name(written: str, own: str = "") -> str:
    """Return an agency's name as written in a sentence; ``own`` where the two are the same but for a letter or two."""
    words = " ".join(written.split())
    if not words or (own and _same(words, own)):
        return own if words else ""
    plain = " ".join(_word(word) for word in words.split(" "))
    flat = flattened(plain)
    for phrase in sorted(PHRASES, key=len, reverse=True):
        for found in re.finditer(rf"(?<!\w){re.escape(flattened(phrase))}(?!\w)", flat):
            if plain[found.start() : found.end()].lower() == phrase.lower():
                plain = f"{plain[: found.start()]}{phrase}{plain[found.end() :]}"
    return plain[:1].upper() + plain[1:]


def _same(written: str, own: str) -> bool:
    return SequenceMatcher(None, flattened(written), flattened(own)).ratio() >= LEAST_LIKENESS


def _word(word: str) -> str:
    parts = re.split(r"([&-])", word)
    return "".join(part if SHORT.match(part) or not part.isupper() else part.capitalize() for part in parts)
