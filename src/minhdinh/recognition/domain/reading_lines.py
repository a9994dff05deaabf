"""Schools as an officer pastes them: one a line, by code or by name, with the number of the certificate behind."""

from __future__ import annotations

import re

from minhdinh.common.problems import Problem
from minhdinh.lib.text import clean, fold
from minhdinh.organisations.models import Organisation
from minhdinh.recognition.domain.recording import MOST_SCHOOLS, Line

BETWEEN = re.compile(r"[\t;|]")
SHOWN = 5


def read_schools(office: Organisation, typed: str) -> list[Line]:
    """Return the schools below an office that the lines name, each with its certificate's number ("" where none).

    Raises Problem naming the lines of which no school, or more than one, is meant. Two queries for any number of lines.
    """
    lines = [parts for one in typed.splitlines() if (parts := _parts(one))]
    if len(lines) > MOST_SCHOOLS:
        raise Problem(
            f"Một lần ghi nhiều nhất {MOST_SCHOOLS} trường; hãy tách thành nhiều lần.", field="schools"
        )
    by_code, by_name = _known(office, [word for word, _number in lines])
    found: list[Line] = []
    wrong: list[str] = []
    for word, number in lines:
        code, names = by_code.get(word), by_name.get(fold(word), [])
        if code is not None:
            found.append((code, number))
        elif len(names) == 1:
            found.append((names[0], number))
        else:
            why = "có nhiều trường cùng tên, hãy ghi mã" if names else "không có trường này ở dưới"
            wrong.append(f"“{word[:80]}”: {why}")
    if wrong:
        more = f" và {len(wrong) - SHOWN} dòng khác" if len(wrong) > SHOWN else ""
        raise Problem("; ".join(wrong[:SHOWN]) + more + ".", field="schools")
    return found


def _parts(line: str) -> tuple[str, str] | None:
    word, _mark, number = BETWEEN.sub("\t", line, count=1).partition("\t")
    word = clean(word)
    return (word, clean(number)[:100]) if word else None


def _known(
    office: Organisation, words: list[str]
) -> tuple[dict[str, Organisation], dict[str, list[Organisation]]]:
    rows = Organisation.objects.filter(path__startswith=office.path, kind__is_school=True).select_related(
        "kind"
    )
    by_code = {row.code: row for row in rows.filter(code__in=words)}
    rest = [word for word in words if word not in by_code]
    by_name: dict[str, list[Organisation]] = {}
    for row in rows.filter(name__in=rest) if rest else ():
        by_name.setdefault(fold(row.name), []).append(row)
    return by_code, by_name
