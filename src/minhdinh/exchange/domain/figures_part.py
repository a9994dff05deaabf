"""What a school explained and chose about its figures and crosswalks, as it leaves a server and as it arrives.

All of it is younger than the format: a member names it only where there is some, so that a school without any has the
digest it always had, and an older package brings none.
"""

from __future__ import annotations

from collections.abc import Mapping

from minhdinh.assessments.models import (
    CrosswalkChoice,
    FigureAnswer,
    FigureSettings,
    FiguresMapping,
    SelfAssessment,
)
from minhdinh.exchange import rows
from minhdinh.exchange.references import References, key_of
from minhdinh.exchange.rows import Row, plain, values
from minhdinh.organisations.models import Organisation


def answers_part(assessment: SelfAssessment, people: References) -> Row:
    """Return the explanations of a year's figures with their authors; nothing where there are none."""
    found = FigureAnswer.objects.filter(assessment=assessment).order_by("subject")
    entries = [{**plain(one, rows.FIGURE_ANSWER), "author": people.of(one.author_id)} for one in found]
    return {"figure_answers": entries} if entries else {}


def write_answers(assessment: SelfAssessment, content: Row, people: Mapping[str, int]) -> None:
    """Write the explanations of a year's figures. Raises KeyError for a person the package does not bring."""
    FigureAnswer.objects.bulk_create(
        [
            FigureAnswer(
                school_id=assessment.school_id,
                assessment=assessment,
                author_id=key_of(people, entry["author"]),
                **values(FigureAnswer, entry, rows.FIGURE_ANSWER),
            )
            for entry in content.get("figure_answers", [])
        ]
    )


def ways_part(school: Organisation, people: References) -> Row:
    """Return how the school reads the files of its programs, its share and its crosswalk choices, where it has any."""
    share = FigureSettings.objects.filter(school=school).values_list("share", flat=True).first()
    mappings = FiguresMapping.objects.filter(school=school).order_by("source", "table")
    choices = CrosswalkChoice.objects.filter(school=school).order_by("from_set", "to_set", "requirement")
    found: Row = {
        "figures_share": share,
        "figures_mappings": [
            {**plain(one, rows.FIGURES_MAPPING), "author": people.of(one.author_id)} for one in mappings
        ],
        "crosswalk_choices": [
            {**plain(one, rows.CROSSWALK_CHOICE), "author": people.of(one.author_id)} for one in choices
        ],
    }
    return {name: value for name, value in found.items() if value}


def write_ways(school: Organisation, content: Row, people: Mapping[str, int]) -> None:
    """Write them where the school has nothing in their place; what stands here stays. Raises KeyError."""
    if "figures_share" in content:
        FigureSettings.objects.get_or_create(school=school, defaults={"share": content["figures_share"]})
    for entry in content.get("figures_mappings", []):
        FiguresMapping.objects.get_or_create(
            school=school,
            source=entry["source"],
            table=entry["table"],
            defaults=_with_author(FiguresMapping, entry, rows.FIGURES_MAPPING, people),
        )
    for entry in content.get("crosswalk_choices", []):
        CrosswalkChoice.objects.get_or_create(
            school=school,
            from_set=entry["from_set"],
            to_set=entry["to_set"],
            requirement=entry["requirement"],
            defaults=_with_author(CrosswalkChoice, entry, rows.CROSSWALK_CHOICE, people),
        )


def _with_author(
    model: type[FiguresMapping | CrosswalkChoice],
    entry: Row,
    names: tuple[str, ...],
    people: Mapping[str, int],
) -> Row:
    return {**values(model, entry, names), "author_id": key_of(people, entry["author"])}
