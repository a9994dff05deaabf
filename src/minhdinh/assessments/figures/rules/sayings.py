"""What a report's text says of the whole school in numbers, to be held against the tables. Pure.

"Trường có 25 lớp, 980 học sinh": only sentences that plainly claim a total are read. Everything that may be a part of
it, another year, a plan or a comparison is left alone: one false alarm costs more trust than ten missed slips.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from minhdinh.assessments.rules.tables import Figures
from minhdinh.lib.school_year import PATTERN

NOUNS = {
    "staff": (
        r"cán bộ(?: quản lý)?,? giáo viên(?:,| và|, và)? (?:nhân viên|người lao động|nhân sự hỗ trợ giáo dục)"
    ),
    "managers": r"cán bộ quản lý",
    "support": r"nhân viên|nhân sự hỗ trợ giáo dục",
    "teachers": r"giáo viên",
    "pupils": r"em học sinh|học sinh|học viên|trẻ em|trẻ|cháu",
    "classes": r"nhóm,? lớp|lớp học|lớp",
}
ALSO = {"teachers": "staff_years.tong_giao_vien"}
NOUN = "|".join(f"(?P<{key}{{0}}>{words})" for key, words in NOUNS.items())
NUMBER = r"(?<![\d.,/:%–-])(?P<number>\d{1,3}(?:\.\d{3})+|\d{1,6})(?![\d/%:–-]|[.,]\d)"
PEOPLE = r"(?:cán bộ|giáo viên|nhân viên|người lao động|nhân sự|học sinh|học viên)"
END = (
    rf"(?!\s*(?:,|và|, và)\s*{PEOPLE}\b)"  # "52 giáo viên, nhân viên" counts both together.
    r"(?=\s*(?:[.,;:()]|$|(?:và|với|trong đó|gồm|chia|năm học)\b))"
)
YEAR = re.compile(r"(?<!\d)(20\d\d)\s*[-–]\s*(20\d\d)(?!\d)", re.ASCII)
THIS_YEAR = re.compile(r"\bnăm (?:học )?(?:này|nay)\b|\bhiện (?:nay|tại|có)\b|\bđến nay\b", re.IGNORECASE)
BESIDE = re.compile(r"\s*\(?(?:trong |của |ở )?(?:năm học )?", re.IGNORECASE)
SENTENCE = re.compile(r"[^.!?;\n]+(?:\.(?=\d)[^.!?;\n]+)*")
SCHOOL = (
    r"\b(?:nhà trường|toàn trường|trường|trung tâm)"
    r"(?:\s+(?!khối|tổ|lớp|cấp|điểm|cho|của|tuyển|mở|thêm|còn|chính|lẻ|phụ)\w+){0,6}?"
    r"\s+(?:hiện |hiện nay |đang )?(?:có|gồm|là|duy trì)"
)
BEFORE_SCHOOL = re.compile(
    r"(?:^|[,:]|\bnăm học (?:này|nay|20\d\d\s*[-–]\s*20\d\d)|\b(?:hiện|hiện nay|hiện tại|đến nay))\s*$",
    re.IGNORECASE,
)
TOTAL = r"\b(?:tổng số|tổng cộng|quy mô(?: trường, lớp| trường lớp)?|tổng)"
HEAD = re.compile(
    rf"(?:(?P<school>{SCHOOL})(?:\s+(?:tổng số|tổng cộng|tất cả|cả thảy))?|(?P<total>{TOTAL})(?:\s+(?:là|có|gồm))?)"
    rf"\s*:?\s*{NUMBER}\s+(?:{NOUN.format('')}){END}",
    re.IGNORECASE,
)
NEXT = re.compile(
    rf"\s*(?:,|và|với|,\s*với|,\s*và)?\s*(?:có|gồm|tổng số)?\s*{NUMBER}\s+(?:{NOUN.format('')}){END}",
    re.IGNORECASE,
)
NOUN_FIRST = re.compile(
    rf"(?<!sĩ )\b(?:tổng )?số (?:{NOUN.format('')})(?: (?:của |toàn )?(?:nhà )?trường)?(?: hiện nay| hiện có)?"
    rf"(?:,? năm học 20\d\d\s*[-–]\s*20\d\d)?\s*(?::|là)\s*{NUMBER}"
    r"(?=\s*(?:[.,;()]|$|(?:em|người|lớp|học sinh|giáo viên|cháu|trẻ)\s*(?:[.,;()]|$)))",
    re.IGNORECASE,
)
ANOTHER_TIME = re.compile(
    r"năm (?:học )?(?:trước|sau|tới|ngoái)|kỳ trước|dự kiến|kế hoạch|chỉ tiêu|phấn đấu|giai đoạn|so với|trước đây"
    r"|thành lập|ban đầu|(?:năm|đến|từ) (?:19|20)\d\d(?!\s*[-–]\s*20)|bình quân|trung bình|định mức|tối đa|tối thiểu"
    r"|mỗi|không quá|ít nhất|thiếu|thừa|nếu",
    re.IGNORECASE,
)
A_PART = re.compile(
    r"\b(?:khối|cấp|điểm trường|phân hiệu|tổ|câu lạc bộ|đội|tuyển|đạt|giỏi|giải|khen|tham gia|tham dự|dự thi|tập huấn"
    r"|khuyết tật|nghèo|khó khăn|dân tộc|nữ|nội trú|bán trú|tăng|giảm|thêm|mới|chuyển|bỏ học|nghỉ|hỗ trợ|thuộc|bị|được"
    r"|bồi dưỡng|đảng viên|trên chuẩn|lưu ban|học nghề|hòa nhập|phụ trách|kiêm nhiệm|chi bộ|công đoàn|thư viện"
    r"|hội đồng|ban (?:giám|chỉ|đại)|lớp \d\w*|(?<!trung học )cơ sở(?! vật chất)|(?<!hiện )tại(?! thời điểm)|ở)\b",
    re.IGNORECASE,
)
COUNTED_TOO = re.compile(rf"\s*(?:,|và|, và|với)\s*\d[\d.]*\s+{PEOPLE}\b", re.IGNORECASE)
WORTH_READING = re.compile(
    r"(?<![\d.])\d[\d.]{0,11}\s+(?:nhóm|lớp|học|em|trẻ|cháu|giáo|cán|nhân)|(?:là|:)\s*\d", re.IGNORECASE
)
TOO_FAR = 20_000
LONGEST_SENTENCE = 1000


@dataclass(frozen=True, slots=True)
class Saying:
    """One total that a text claims: of what (a key of ``NOUNS``), how many, of which school year, in which words."""

    noun: str
    number: int
    year: str
    quote: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A total in a text that is not the one of the tables, and the table and row that say otherwise."""

    saying: Saying
    value: Decimal
    table: str
    row: str


def sayings(text: str, year: str) -> list[Saying]:
    """Return the totals that a text claims; a sentence that names no school year speaks of ``year``."""
    return [
        saying
        for sentence in SENTENCE.finditer(text[:TOO_FAR])
        if len(sentence[0]) <= LONGEST_SENTENCE
        for saying in _of_sentence(" ".join(sentence[0].split()), year)
    ]


def _of_sentence(sentence: str, year: str) -> Iterator[Saying]:
    matches = list(_matches(sentence)) if WORTH_READING.search(sentence) else []
    spoken_of = _year_of(sentence, matches, year) if matches else None
    if spoken_of is None or ANOTHER_TIME.search(sentence):
        return
    taken: set[str] = set()
    for match in matches:
        noun = next(key for key in NOUNS if match[key])
        if noun not in taken:
            taken.add(noun)
            number = int(match["number"].replace(".", ""))
            yield Saying(noun, number, spoken_of, match[0].strip(" ,"))


def _year_of(sentence: str, matches: list[re.Match[str]], year: str) -> str | None:
    """Return the school year that totals speak of; None where the sentence has two, or names one elsewhere."""
    named = list(YEAR.finditer(sentence))
    years = {f"{one[1]}-{one[2]}" for one in named} | ({year} if THIS_YEAR.search(sentence) else set())
    if len(years) > 1:
        return None
    end = matches[-1].end()
    beside = any(
        one.start() < matches[0].end() or BESIDE.fullmatch(sentence, end, one.start()) for one in named
    )
    spoken_of = years.pop() if years else year
    return spoken_of if beside or spoken_of == year else None


def _matches(sentence: str) -> Iterator[re.Match[str]]:
    """Yield each total of a sentence: a first one after words of the whole school, then those strung to it."""
    match = HEAD.search(sentence)
    if match is None:
        first = NOUN_FIRST.search(sentence)
        if first is not None and not A_PART.search(sentence[: first.start()]):
            yield first
        return
    chain = [match]
    while (more := NEXT.match(sentence, chain[-1].end())) is not None:
        chain.append(more)
    before, after = sentence[: match.start()], sentence[chain[-1].end() :]
    if match["school"] and not BEFORE_SCHOOL.search(before):
        return  # "Chi bộ nhà trường", "cơ sở 2 của trường": not the school itself.
    if not COUNTED_TOO.match(after) and not A_PART.search(f"{before} {after if match['school'] else ''}"):
        yield from chain


def contradictions(figures: Figures, found: list[Saying]) -> list[Contradiction]:
    """Return the sayings that the tables contradict; a figure that the tables do not know contradicts nothing."""
    wrong = []
    for saying in found:
        known = _known(figures, saying.noun, saying.year)
        if known is not None and known[0] != saying.number:
            wrong.append(Contradiction(saying, *known))
    return wrong


def _known(figures: Figures, noun: str, year: str) -> tuple[Decimal, str, str] | None:
    """Return (figure, table, row) of a size of the school in a year; None where the tables do not say."""
    paths = (figures.form.sizes or {}).get(noun, ())
    values = [_value(figures, path, year) for path in paths]
    known = [value for value in values if value is not None]
    if paths and len(known) == len(paths):
        table, row, *_column = paths[0].split(".")
        return sum(known[1:], known[0]), table, row
    other = ALSO.get(noun, "")
    value = _value(figures, other, year) if other else None
    return None if value is None else (value, *_two(other))


def _two(path: str) -> tuple[str, str]:
    table, row = path.split(".")[:2]
    return table, row


def _value(figures: Figures, path: str, year: str) -> Decimal | None:
    """Return a figure in a year; tables "tại thời điểm tự đánh giá" speak of the assessed year only."""
    key, row, *column = path.split(".")
    table = figures.form.by_key.get(key)
    if table is None or row not in table.by_key:
        return None
    if not column:
        return figures.value(key, row, year) if table.column(year) is not None else None
    newest = max(
        (one.key for other in figures.form.tables for one in other.columns if PATTERN.match(one.key)),
        default=year,
    )
    return figures.value(key, row, column[0]) if year == newest else None
