"""Small made-up sets for tests: the shapes of the real circulars with few criteria, valid by the same schema."""

from typing import Any

from minhdinh.standards.catalogue import StandardSet, parse_content

LABELS = {
    "level": "Mức",
    "school_result": "Mức",
    "requirement": "Nội hàm",
    "evidence": "Minh chứng",
    "school": "nhà trường",
    "learner": "học sinh",
    "criterion": "Tiêu chí {code}",
    "levels": {"1": "Mức 1", "2": "Mức 2", "3": "Mức 3"},
    "criterion_results": {"0": "Không đạt Mức 1", "1": "Đạt Mức 1", "2": "Đạt Mức 2", "3": "Đạt Mức 3"},
    "school_results": {
        "0": "Không đạt",
        "1": "Đạt Mức 1",
        "2": "Đạt Mức 2",
        "3": "Đạt Mức 3",
        "4": "Đạt Mức 4",
    },
    "unassessed": "Chưa xét",
}
CONVENTION = {
    "id": "mc-test",
    "pattern": "MC.{standard}.{criterion}.{number:02}",
    "regex": r"MC\.(?P<standard>\d{1,2})\.(?P<criterion>\d{1,2})\.(?P<number>\d{1,4})",
    "open": "(",
    "close": ")",
    "separator": ", ",
    "grouping": "together",
    "legal_reference": "Phụ lục",
    "confidence": "high",
}
TRACKS = {
    "education_levels": ["tieu_hoc", "thcs"],
    "divided": True,
    "rule": "lowest",
    "legal_reference": "Điều 1",
    "confidence": "low",
}


def rule_value(value_id: str, value: Any, unit: str = "criteria") -> dict[str, Any]:
    """Return one rule value."""
    return {
        "id": value_id,
        "value": value,
        "unit": unit,
        "label": f"Giá trị {value_id}",
        "legal_reference": "khoản 1 Điều 1",
        "confidence": "high",
    }


def criterion(code: str, top: int = 2, *, mandatory: bool = False, requirements: int = 2) -> dict[str, Any]:
    """Return a criterion with ``requirements`` requirements a level."""
    levels = {
        str(level): {
            "requirements": [
                {"id": f"{code}.{level}{letter}", "text": f"Yêu cầu {letter} của Mức {level}"}
                for letter in "abcdefgh"[:requirements]
            ]
        }
        for level in range(1, top + 1)
    }
    return {"code": code, "title": f"Tiêu chí {code}", "mandatory": mandatory, "levels": levels}


def content(criteria: list[dict[str, Any]], rule: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Return the content of a set with these criteria (of standard 1) and this level rule."""
    top = max(int(level) for item in criteria for level in item["levels"])
    return {
        "format": "minhdinh.standard-set/1",
        "id": "bo-thu",
        "version": "2020.1",
        "title": "Bộ thử",
        "short_title": "Bộ thử",
        "legal_basis": "Thông tư thử",
        "effective_from": "2020-01-01",
        "effective_to": None,
        "institution_types": ["thcs"],
        "confidence": "high",
        "confidence_note": "",
        "criterion_levels": list(range(1, top + 1)),
        "labels": LABELS,
        "level_rule": {"legal_reference": "khoản 3 Điều 5", "confidence": "high", **rule},
        "code_convention": CONVENTION,
        "tracks": TRACKS,
        "rule_values": [],
        "standards": [{"code": "1", "title": "Tiêu chuẩn 1", "criteria": criteria}],
        **parts,
    }


def quota_content(
    mandatory: int, others: int, *, quotas: tuple[int, int] = (1, 1), floor: int = 1, first: str = "1"
) -> dict[str, Any]:
    """Return a set in the manner of TT57: mandatory criteria first, a quota of the others a level."""
    codes = [f"{first}.{number}" for number in range(1, mandatory + others + 1)]
    rule = {
        "kind": "mandatory_quota",
        "gates": [
            {"level": 1, "others_quota": "quota_1", "others_floor": "floor_1"},
            {"level": 2, "others_quota": "quota_2", "others_floor": "floor_2"},
        ],
    }
    values = [
        rule_value("quota_1", quotas[0]),
        rule_value("quota_2", quotas[1]),
        rule_value("floor_1", 0, "level"),
        rule_value("floor_2", floor, "level"),
    ]
    criteria = [criterion(code, mandatory=index < mandatory) for index, code in enumerate(codes)]
    return content(criteria, rule, rule_values=values)


def quota_set(mandatory: int, others: int, **options: Any) -> StandardSet:
    """Return a set in the manner of TT57."""
    return parse_content(quota_content(mandatory, others, **options))


def cumulative_set(tops: list[int], items: int = 0) -> StandardSet:
    """Return a set in the manner of 2018: ``tops`` are the highest levels of its criteria, ``items`` those of Mức 4."""
    criteria = [criterion(f"1.{number}", top) for number, top in enumerate(tops, start=1)]
    final = [{"id": f"4.{number}", "text": f"Yêu cầu {number} của Mức 4"} for number in range(1, items + 1)]
    return parse_content(content(criteria, {"kind": "cumulative"}, level_4=final))


def percentage_set(size: int, first: float, second: float, mandatory: list[str] | None) -> StandardSet:
    """Return a set in the manner of TT42: two grades; ``mandatory`` of the second is None where the law is unknown."""
    rule = {
        "kind": "percentage",
        "gates": [
            {"level": 1, "min_percent": "one"},
            {"level": 2, "min_percent": "two", "mandatory": "list"},
        ],
    }
    values = [
        rule_value("one", first, "percent"),
        rule_value("two", second, "percent"),
        rule_value("list", mandatory, "list"),
    ]
    criteria = [criterion(f"1.{number}", 1) for number in range(1, size + 1)]
    return parse_content(content(criteria, rule, rule_values=values))
