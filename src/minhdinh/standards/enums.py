"""The closed vocabularies of standard sets. Plain string enums: the engine runs without Django."""

from __future__ import annotations

from enum import StrEnum


class Confidence(StrEnum):
    """How sure a value, a rule or a whole set is; shown beside the value where it acts."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def label(self) -> str:
        """The Vietnamese word for people."""
        return {"high": "Chắc chắn", "medium": "Khá chắc chắn", "low": "Cần đối chiếu"}[self.value]


class RuleKind(StrEnum):
    """How the level of a school follows from the levels of its criteria."""

    MANDATORY_QUOTA = "mandatory_quota"
    CUMULATIVE = "cumulative"
    PERCENTAGE = "percentage"
    NOT_COMPUTABLE = "not_computable"


class RequirementKind(StrEnum):
    """What a requirement asks for; it decides what kind of proof is expected."""

    EXISTS = "ton_tai"
    PROCEDURE = "quy_trinh"
    CARRIED_OUT = "thuc_hien"
    REVIEWED = "ra_soat"
    RESULT = "ket_qua"

    @property
    def label(self) -> str:
        """The Vietnamese name of the group, as shown to users."""
        return {
            "ton_tai": "Tồn tại",
            "quy_trinh": "Quy trình",
            "thuc_hien": "Thực hiện",
            "ra_soat": "Rà soát",
            "ket_qua": "Kết quả – cải tiến",
        }[self.value]


class Answer(StrEnum):
    """A person's answer to one requirement; no answer (None) is "chưa xét"."""

    MET = "met"
    UNMET = "unmet"

    @property
    def label(self) -> str:
        """The Vietnamese word for people."""
        return {"met": "Đạt", "unmet": "Chưa đạt"}[self.value]


class Grouping(StrEnum):
    """How several evidence codes are bracketed where a sentence cites them."""

    TOGETHER = "together"
    EACH = "each"


class Issuer(StrEnum):
    """Who must have issued a piece of evidence."""

    SCHOOL = "school"
    ABOVE = "above"
    ANY = "any"


class EducationLevel(StrEnum):
    """Cấp học: the tracks that one self-assessment may be divided into."""

    PRESCHOOL = "mam_non"
    PRIMARY = "tieu_hoc"
    LOWER_SECONDARY = "thcs"
    UPPER_SECONDARY = "thpt"
    CONTINUING = "gdtx"

    @property
    def label(self) -> str:
        """The Vietnamese name."""
        return {
            "mam_non": "Mầm non",
            "tieu_hoc": "Tiểu học",
            "thcs": "THCS",
            "thpt": "THPT",
            "gdtx": "Giáo dục thường xuyên",
        }[self.value]


INSTITUTION_LABELS = {
    "mam_non": "trường mầm non",
    "tieu_hoc": "trường tiểu học",
    "thcs": "trường THCS",
    "thpt": "trường THPT",
    "nhieu_cap": "trường phổ thông có nhiều cấp học",
    "gdtx": "cơ sở giáo dục thường xuyên",
}

UNIT_LABELS = {
    "criteria": "tiêu chí",
    "items": "mục",
    "level": "mức",
    "month": "tháng",
    "percent": "%",
    "person": "người",
    "times": "lần",
    "working_day": "ngày làm việc",
    "year": "năm",
}


class WordingState(StrEnum):
    """What importing official wording does with one level."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"

    @property
    def label(self) -> str:
        """The Vietnamese word for people."""
        return {"new": "Thêm mới", "changed": "Thay nội dung", "same": "Không đổi"}[self.value]


class LegalKind(StrEnum):
    """Kinds of legal documents, by rank."""

    LAW = "law"
    DECREE = "decree"
    RESOLUTION = "resolution"
    DECISION = "decision"
    CIRCULAR = "circular"
    DIRECTIVE = "directive"
    LETTER = "letter"
    GUIDANCE = "guidance"
    PLAN = "plan"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Vietnamese name."""
        return {
            "law": "Luật",
            "decree": "Nghị định",
            "resolution": "Nghị quyết",
            "decision": "Quyết định",
            "circular": "Thông tư",
            "directive": "Chỉ thị",
            "letter": "Công văn",
            "guidance": "Hướng dẫn",
            "plan": "Kế hoạch",
            "other": "Văn bản khác",
        }[self.value]


class LegalLink(StrEnum):
    """What a document does to another one."""

    AMENDS = "amends"
    REPLACES = "replaces"
    GUIDES = "guides"

    @property
    def label(self) -> str:
        """The Vietnamese verb, from the acting document to the other."""
        return {"amends": "Sửa đổi, bổ sung", "replaces": "Thay thế", "guides": "Hướng dẫn"}[self.value]

    @property
    def passive(self) -> str:
        """The same from the other document's side."""
        return {
            "amends": "Được sửa đổi, bổ sung bởi",
            "replaces": "Được thay thế bởi",
            "guides": "Được hướng dẫn bởi",
        }[self.value]


class Strength(StrEnum):
    """How much of what a newer requirement asks an older one asked already."""

    WHOLE = "whole"
    PART = "part"
    RELATED = "related"

    @property
    def label(self) -> str:
        """The Vietnamese word for it."""
        return {"whole": "Cùng nội dung", "part": "Một phần", "related": "Có liên quan"}[self.value]
