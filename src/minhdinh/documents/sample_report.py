"""The invented yearly report of the sample dossier."""

from __future__ import annotations

from typing import Any

from minhdinh.documents.reading.office_report import COLUMNS, TEXTS


def sample_report() -> dict[str, Any]:
    """Return an issued report with something in every place, as ``domain.report_papers`` builds one."""
    return {
        "office": {
            "name": "Sở Giáo dục và Đào tạo Mẫu",
            "head": "SỞ GIÁO DỤC VÀ ĐÀO TẠO MẪU",
            "above": "ỦY BAN NHÂN DÂN TỈNH MẪU",
            "place": "Mẫu",
            "titles": "GIÁM ĐỐC",
        },
        "number": "123/BC-SGDĐT",
        "day": "2027-06-30",
        "signer": "Nguyễn Văn A",
        "counted_on": "2027-05-31",
        "next_year": "2027-2028",
        "issued": True,
        **{name: ["Nội dung mẫu."] for name in TEXTS},
        "tables": {name: _table(keys) for name, keys in COLUMNS.items()},
    }


def _table(keys: tuple[str, ...]) -> dict[str, Any]:
    figures = ["08"] * len(keys)
    return {
        "columns": list(keys),
        "rows": [
            {"label": "Cộng", "line": "total", "cells": figures},
            {"label": "Theo đơn vị", "line": "heading", "cells": []},
            {"label": "Xã Mẫu", "line": "row", "cells": figures},
        ],
        "footnotes": ["Ghi chú mẫu."],
    }
