"""What an official paper says of itself, found by its layout (Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I).

On the left the agency above "Số: 12/QĐ-THCS", on the right the motto above "…, ngày 05 tháng 9 năm 2026", below them the
kind of paper in capitals and what it is about; a letter has "V/v …" under its number instead. Everything here proposes:
letters may have been recognised wrongly and papers are not always laid out by the rule (pure).
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

HEAD_LINES = 45
NUMBER_WITHIN = 20
LEAST_LIKENESS = 0.86
MOST_SUBJECT = 300
FIRST_YEAR = 1975
DIGITS = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "s": "5", "b": "8"})
WORDS = (
    "QUYẾT ĐỊNH", "KẾ HOẠCH", "BÁO CÁO", "BIÊN BẢN", "TỜ TRÌNH", "THÔNG BÁO", "NGHỊ QUYẾT", "QUY CHẾ", "QUY ĐỊNH",
    "NỘI QUY", "HƯỚNG DẪN", "CHƯƠNG TRÌNH", "PHƯƠNG ÁN", "ĐỀ ÁN", "CHIẾN LƯỢC", "PHƯƠNG HƯỚNG", "HỢP ĐỒNG",
    "GIẤY CHỨNG NHẬN", "GIẤY KHEN", "BẰNG KHEN", "GIẤY MỜI", "KẾT LUẬN", "CHỈ THỊ", "THÔNG TƯ", "NGHỊ ĐỊNH",
    "BẢN CAM KẾT", "CAM KẾT", "SƠ ĐỒ TỔ CHỨC", "THỜI KHÓA BIỂU", "BẢNG PHÂN CÔNG", "PHÂN CÔNG", "DANH SÁCH",
    "BẢNG TỔNG HỢP", "BẢNG THỐNG KÊ", "DỰ TOÁN", "QUYẾT TOÁN", "PHIẾU KHẢO SÁT",
)  # fmt: skip
LETTER = "Công văn"
MOTTOES = (
    re.compile(r"c.ng h.a x. h.i ch. ngh.a vi.t nam|c.ng h.a x. h.i.*$"),
    re.compile(r"d.c l.p\W{0,4}t. d.\W{0,4}h.nh ph.c|d.c l.p\W{1,4}t. d..*$"),
    re.compile(r"dang cong san viet nam"),
)
NUMBER = re.compile(
    r"^\W{0,3}s[o06]\s?[:;.,]?\s*(?P<count>[\doil|]{1,5}[a-z]?)\s?(?P<rest>(?:[/-]\s?[0-9a-z&.]+\s?){1,6})"
)
DAY = re.compile(r"ngay\s*([\doil|]{1,2})\s*thang\s*([\doil|]{1,2})\s*nam\s*([\doilsb|]{4})(?![\d])")
ABOUT = re.compile(r"^\W{0,2}(v/v|v/ v|ve viec)\b[:\s]*")
STOPS = re.compile(
    r"^\W{0,3}(can cu|kinh gui|kinh trinh|hieu truong|chu tich|giam doc|truong phong|xet |theo de nghi|thuc hien |"
    r"hom nay|thoi gian|dia diem|thanh phan|dieu \d|phan (thu )?[ivx\d]|[ivx]{1,4}[.)/ ]|\d{1,2}[.)]|so\s?[:.])"
)
CITING = re.compile(r"^\W{0,3}(can cu|theo |thuc hien |xet )")
OPENERS = re.compile(
    r"^(truong|ubnd|uy ban|so |phong |bo |hoi dong|hoi |ban |cong doan|chi bo|dang bo|dang uy|to |lien doi|doan |"
    r"trung tam|thanh tra|cong an|cong ty|bao hiem|tong cuc|cuc |vien |nhom )"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What was found; empty where nothing was. ``word`` is the kind of paper as written at a sentence's beginning."""

    number: str = ""
    issued_on: dt.date | None = None
    issuer: str = ""
    word: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as written and letter by letter without marks, both of one length."""

    text: str
    flat: str

    @property
    def capitals(self) -> bool:
        """Whether nearly all letters are capitals."""
        letters = [ch for ch in self.text if ch.isalpha()]
        return len(letters) > 2 and sum(ch.isupper() for ch in letters) >= 0.8 * len(letters)


def read_head(text: str, *, latest_year: int = 2100) -> Head:
    """Return what the beginning of a paper says of itself; a day after ``latest_year`` is a slip and left out."""
    lines = _lines(text)
    numbered = next((at for at, line in enumerate(lines[:NUMBER_WITHIN]) if NUMBER.match(line.flat)), None)
    titled, word = _word(lines)
    number = _number(lines[numbered]) if numbered is not None else ""
    if titled is not None:
        subject = _subject(lines, titled, word)
    else:
        subject = _about(lines)
        word = LETTER if subject else ""
    ends = [at for at in (numbered, titled) if at is not None]
    issuer = _issuer(lines[: min(ends)]) if ends else ""
    return Head(number, _day(lines, latest_year), issuer, sentence_case(word), subject)


def sentence_case(words: str) -> str:
    """Return words with only the first letter a capital."""
    return words[:1].upper() + words[1:].lower()


def flattened(text: str) -> str:
    """Return a composed text in lower case without marks, letter for letter; đ and ð are d."""
    return "".join(_flat_letter(ch) for ch in text)


def _flat_letter(letter: str) -> str:
    if letter in "ĐđÐð":
        return "d"
    plain = unicodedata.normalize("NFD", letter)[0].lower()
    return plain if len(plain) == 1 else letter


def _lines(text: str) -> list[_Line]:
    """Return the first lines, the motto taken out of them; an empty line stands where there is a gap."""
    composed = unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ")
    found: list[_Line] = []
    for raw in composed.split("\n"):
        line = _without_motto(" ".join(raw.split()))
        if line.text or (found and found[-1].text):
            found.append(line)
        if len(found) >= HEAD_LINES:
            break
    return found


def _without_motto(text: str) -> _Line:
    flat = flattened(text)
    for motto in MOTTOES:
        found = motto.search(flat)
        if found:
            text = f"{text[: found.start()]} {text[found.end() :]}".strip(" -–—_")
            flat = flattened(text)
    return _Line(text, flat)


def _number(line: _Line) -> str:
    found = NUMBER.match(line.flat)
    if found is None:
        return ""
    count = line.flat[found.start("count") : found.end("count")]
    last = count[-1].upper() if count[-1].isalpha() and len(count) > 1 and count[-1] not in "oil" else ""
    digits = (count[:-1] if last else count).translate(DIGITS)
    sign = _sign(line.text[found.start("rest") : found.end("rest")])
    return f"{digits}{last}{sign}" if sign and any(ch.isdigit() for ch in digits) else ""


def _sign(written: str) -> str:
    """Return "/QĐ-THCS" from what stands behind the number: no spaces, and nothing of what follows on the line."""
    kept: list[str] = []
    for part in re.findall(r"[/-]\s?[^\s/-]+", written):
        word = part[1:].strip().rstrip(".,;")
        if not word or not (word.isdigit() or any(ch.isupper() for ch in word)):
            break
        kept.append(f"{part[0]}{_known_sign(word)}")
    return "".join(kept)


def _known_sign(word: str) -> str:
    """Mend the two signs whose Đ is often read twice or as D: QĐ and NĐ."""
    flat = re.sub(r"d+", "d", flattened(word))
    return {"qd": "QĐ", "nd": "NĐ"}.get(flat, word)


def _day(lines: list[_Line], latest_year: int) -> dt.date | None:
    """Return the day beside the place, else the first that is no citation of another paper."""
    days = [
        (found, line)
        for line in lines
        if not CITING.match(line.flat)
        for found in (DAY.search(line.flat),)
        if found
    ]
    beside = [pair for pair in days if pair[1].flat[: pair[0].start()].rstrip().endswith((",", "."))]
    for found, _line in [*beside, *days]:
        day, month, year = (int(part.translate(DIGITS)) for part in found.groups())
        if FIRST_YEAR <= year <= latest_year:
            try:
                return dt.date(year, month, day)
            except ValueError:
                continue
    return None


def _word(lines: list[_Line]) -> tuple[int | None, str]:
    for at, line in enumerate(lines):
        if line.capitals and (word := _known_word(line.flat)):
            return at, word
    return None, ""


def _known_word(flat: str) -> str:
    """Return the kind of paper that a line begins with; a wrong letter in it is allowed."""
    for word in sorted(WORDS, key=len, reverse=True):
        begun = flat[: len(word)].strip(" :.")
        following = flat[len(word) : len(word) + 1]
        likeness = SequenceMatcher(None, begun, flattened(word)).ratio()
        if not following.isalpha() and likeness >= LEAST_LIKENESS and abs(len(begun) - len(word)) <= 1:
            return word
    return ""


def _subject(lines: list[_Line], titled: int, word: str) -> str:
    """Return what stands behind and under the kind of paper: up to a gap or to where the paper itself begins."""
    parts = [lines[titled].text[len(word) :].strip(" :.-–_")]
    for line in lines[titled + 1 :]:
        if STOPS.match(line.flat) or (not line.text and any(parts)):
            break
        if line.text.strip(" -–—_*."):
            parts.append(line.text)
        if len(parts) > 4:
            break
    plain = (part.lower() if _Line(part, "").capitals else part for part in parts if part)
    return " ".join(plain)[:MOST_SUBJECT].strip(" .-–_")


def _about(lines: list[_Line]) -> str:
    """Return what a letter is about: "V/v …" and the short lines that go on with it."""
    for at, line in enumerate(lines[:NUMBER_WITHIN]):
        found = ABOUT.match(line.flat)
        if not found:
            continue
        parts = [line.text[found.end() :]]
        for more in lines[at + 1 : at + 3]:
            if not more.text or STOPS.match(more.flat) or DAY.search(more.flat):
                break
            parts.append(more.text)
        return f"Về việc {' '.join(parts)}"[:MOST_SUBJECT].strip(" .")
    return ""


def _issuer(above: list[_Line]) -> str:
    """Return the agency over the number: the last line in capitals that begins like one, and what goes on under it."""
    head = [line for line in above if line.capitals and not DAY.search(line.flat)]
    starts = [at for at, line in enumerate(head) if OPENERS.match(line.flat)]
    if not starts:
        return ""
    return " ".join(line.text for line in head[starts[-1] :]).strip(" -–—_*.")
