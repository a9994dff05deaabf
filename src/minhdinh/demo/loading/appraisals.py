"""What the department knows and arranges: registrations, decisions, the schedule, a cross-check under way."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.scope import path_scope, school_scope
from minhdinh.appraisals.domain.crosscheck import pair_by_hand
from minhdinh.appraisals.domain.crosscheck_comments import save_comment, send_comments
from minhdinh.appraisals.domain.crosscheck_people import name_reviewer
from minhdinh.appraisals.domain.recorded import record_registration
from minhdinh.appraisals.models import CrossCheck, CrossReviewer
from minhdinh.demo.loading.actors import DemoContentError, acting, organisation, person
from minhdinh.demo.loading.campaign import at_work, oversight_content
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.schedule import add_schools, publish_schedule
from minhdinh.oversight.domain.schedule_queries import schedule_of
from minhdinh.recognition.domain.decisions import record_decision

SPAN = dt.timedelta(days=30)


def load_facts() -> None:
    """Record who registered this year and which decisions hold."""
    content = oversight_content()
    part = content["registrations"]
    for row in part["rows"]:
        values = {name: value for name, value in row.items() if name != "school"}
        # A demo on a machine whose clock stands before the story cannot record a day to come.
        values["registered_on"] = min(row["registered_on"], timezone.localdate())
        school = organisation(row["school"])
        record_registration(actor=acting(part["by"], school), school=school, year=content["year"], **values)
    part = content["decisions"]
    for row in part["rows"]:
        school = organisation(row["school"])
        values = {name: value for name, value in row.items() if name != "school"}
        record_decision(actor=acting(part["by"], school), school=school, **values)


def load_schedule() -> None:
    """Put the schools on their months and publish the schedule."""
    content = oversight_content()
    actor, office = at_work(content["schedule"])
    schedule_by_month(actor, office, content["year"], content["schedule"]["rows"])


def schedule_by_month(actor: Actor, office: Organisation, year: str, rows: list[dict[str, str]]) -> None:
    """Put schools ({school, month}) on an office's schedule of a year in their order, month by month, and publish it."""
    months: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        months[row["month"]].append(organisation(row["school"]).pk)
    with path_scope(office.path):
        for month, school_ids in months.items():
            add_schools(actor=actor, office=office, year=year, school_ids=school_ids, month=month)
        schedule = schedule_of(office, year)
        if schedule is None:
            raise DemoContentError(f"schedule of {office.code}")
        publish_schedule(actor=actor, schedule=schedule)


def load_crosscheck() -> None:
    """Let one school check another: two people are named, one has sent comments, the other has not begun."""
    content = oversight_content()
    part = content["crosscheck"]
    actor, office = at_work(part)
    school = organisation(part["school"])
    starts_on, ends_on = days_around(part["starts_on"], part["ends_on"], timezone.localdate())
    [check] = pair_by_hand(
        actor=actor,
        office=office,
        year=content["year"],
        pairs=[(organisation(part["reviewer"]), school)],
        starts_on=starts_on,
        ends_on=ends_on,
    )
    with school_scope(school.pk):
        writer, *_others = _named(actor, check, part["people"])
        _comment(writer, school, part)


def days_around(starts_on: dt.date, ends_on: dt.date, today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the days of the story, or days around today where the clock stands outside them."""
    if starts_on <= today <= ends_on:
        return starts_on, ends_on
    return today - SPAN, today + SPAN


def _named(actor: Actor, check: CrossCheck, usernames: list[str]) -> list[CrossReviewer]:
    return [name_reviewer(actor=actor, crosscheck=check, user=person(name)) for name in usernames]


def _comment(reviewer: CrossReviewer, school: Organisation, part: dict[str, Any]) -> None:
    actor = acting(part["people"][0], school)
    [track] = school.profile.education_levels
    for comment in part["comments"]:
        words = {name: text for name, text in comment.items() if name != "criterion"}
        save_comment(actor=actor, reviewer=reviewer, track=track, criterion=comment["criterion"], words=words)
    send_comments(actor=actor, reviewer=reviewer)
