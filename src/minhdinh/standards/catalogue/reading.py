"""Reading YAML or JSON files into plain JSON-able content."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class SetFileError(ValueError):
    """A set file that cannot be taken; ``problems`` says in Vietnamese what is wrong, one sentence each."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        super().__init__(f"{path.name}: " + "; ".join(problems))
        self.path = path
        self.problems = problems


def plain(value: Any) -> Any:
    """Return YAML data as JSON has it: keys as strings, dates in ISO form, the rest unchanged."""
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def read(path: Path) -> dict[str, Any]:
    """Return the mapping in a YAML or JSON file; raises SetFileError where there is none."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 (both loaders are safe)
    except OSError as error:
        raise SetFileError(path, [f"không đọc được tệp ({error.strerror})"]) from error
    except UnicodeDecodeError as error:
        raise SetFileError(path, ["tệp không phải văn bản UTF-8"]) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"dòng {mark.line + 1}: " if mark else ""
        raise SetFileError(path, [f"{place}sai cú pháp YAML hoặc JSON"]) from error
    if not isinstance(data, dict):
        raise SetFileError(path, ["tệp không chứa một bộ tiêu chuẩn"])
    result: dict[str, Any] = plain(data)
    return result
