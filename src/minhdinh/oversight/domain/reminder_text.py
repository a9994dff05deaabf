"""The words of a reminder: placeholders between braces, filled for each school."""

from __future__ import annotations

import re
from typing import Any

from django.utils import timezone

from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.lib.text import vn_date
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.enums import Stage

LONGEST = 2000
WORD = re.compile(r"\{([^{}]*)\}")
PLACEHOLDERS = {
    "truong": "tên trường",
    "nam_hoc": "năm học",
    "buoc": "bước mà trường đang ở",
    "tieu_chi": "số tiêu chí đã đánh giá trên tổng số",
    "han": "câu nói về hạn của đợt công tác",
    "co_quan": "tên cơ quan nhắc",
}
DEFAULT = (
    "{co_quan} đề nghị {truong} thực hiện tiếp việc tự đánh giá năm học {nam_hoc}. "
    "Trường đang ở bước “{buoc}”, đã đánh giá {tieu_chi} tiêu chí. {han}"
)

IMPROVEMENT = (
    "{co_quan} đề nghị {truong} báo tiến độ thực hiện kế hoạch cải tiến chất lượng năm học {nam_hoc}: cập nhật các việc "
    "quá hạn, nêu vướng mắc cần hỗ trợ và ghi kết quả giám sát nội bộ đúng thời điểm."
)
TEMPLATES = {"cai-tien": IMPROVEMENT}


def checked_text(text: str) -> str:
    """Return the words trimmed; raises Problem for empty or too long ones and for a placeholder nobody fills."""
    words = text.strip()
    if not words:
        raise Problem("Lời nhắc đang trống. Hãy ghi nội dung cần nhắc.", field="text")
    if len(words) > LONGEST:
        raise Problem(f"Lời nhắc dài {len(words)} ký tự, quá {LONGEST}. Hãy viết ngắn lại.", field="text")
    unknown = [name for name in WORD.findall(words) if name not in PLACEHOLDERS]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise Problem(f"Không có ô {{{unknown[0]}}}. Các ô dùng được: {known}.", field="text")
    return words


@in_vietnamese
def filled(text: str, *, office: Organisation, year: str, row: Any) -> str:
    """Return the words for one school of ``board_rows``."""
    values = {
        "truong": row.school.name,
        "nam_hoc": year,
        "buoc": str(Stage(row.stage).label),
        "tieu_chi": f"{row.decided}/{row.sheets}" if row.sheets else "0",
        "han": deadline_sentence(row),
        "co_quan": office.name,
    }
    return WORD.sub(lambda found: values.get(found[1], found[0]), text).strip()


def deadline_sentence(row: Any) -> str:
    """Return what is owed by when, in one sentence; "" where no campaign asks anything."""
    if row.late_since is not None:
        days = (timezone.localdate() - row.late_since).days
        return f"Hạn {vn_date(row.late_since)} đã qua {days} ngày."
    return f"Hạn là ngày {vn_date(row.due_next)}." if row.due_next else ""
