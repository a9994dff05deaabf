"""The data forms of the package, one definition file for each kind of school."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from minhdinh.assessments.rules.table_form import TableForm

FOLDER = Path(__file__).parent / "tables"
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=1)
def table_forms() -> tuple[TableForm, ...]:
    """Return every data form of the package, read once a process."""
    return tuple(
        TableForm.from_content(yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER))  # noqa: S506 (safe loaders)
        for path in sorted(FOLDER.glob("*.yaml"))
    )


def form_of_school_type(school_type: str) -> TableForm:
    """Return the data form of a type of school; raises KeyError for a type without one."""
    for form in table_forms():
        if school_type in form.school_types:
            return form
    raise KeyError(school_type)
