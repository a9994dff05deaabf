"""Fills an empty installation with a school that has opened its year; prints what a client needs as JSON.

Run as ``python -m tests.robustness.seed`` with the installation's variables.
"""

import json

import django

django.setup()

from minhdinh.access.actor import system_actor  # noqa: E402 (apps must be loaded)
from minhdinh.access.permissions import Role  # noqa: E402
from minhdinh.access.scope import school_scope  # noqa: E402
from minhdinh.api.domain.tokens import make_token  # noqa: E402
from minhdinh.assessments.domain.opening import open_assessment  # noqa: E402
from minhdinh.assessments.slots import statement_slot  # noqa: E402
from minhdinh.config.bootstrap import make_ready  # noqa: E402
from minhdinh.evidence.domain.items import ItemValues, create_item  # noqa: E402
from tests.factories import SchoolFactory, member  # noqa: E402

YEAR = "2026-2027"
TRACK = "thcs"
CODE = "thcs-ben-bi"
ITEMS = 4


def main() -> None:
    make_ready()
    school = SchoolFactory(code=CODE, name="Trường THCS Bền Bỉ")
    with school_scope(school.pk):
        assessment = open_assessment(actor=system_actor(school.pk), organisation=school, year=YEAR)
        catalogue = assessment.standard_set.catalogue
        items = [
            create_item(
                actor=system_actor(school.pk),
                school_id=school.pk,
                year=YEAR,
                criterion="1.3",
                convention=catalogue.code_convention,
                values=ItemValues(name=f"Hồ sơ {number}"),
            ).pk
            for number in range(1, ITEMS + 1)
        ]
    writer = member(school, Role.SECRETARY, username="thuky", full_name="Lê Thu Hà")
    made = make_token(actor=system_actor(), user=writer, name="thử sức bền", scopes=["write", "evidence"])
    slots = [
        statement_slot(TRACK, criterion.code, one.level, one.id)
        for criterion in catalogue.iter_criteria()
        for one in criterion.iter_requirements()
    ]
    print(json.dumps({"key": made.key, "school": CODE, "year": YEAR, "slots": slots, "items": items}))  # noqa: T201


if __name__ == "__main__":
    main()
