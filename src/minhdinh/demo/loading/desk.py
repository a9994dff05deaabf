"""The department's own papers: who was trained, whom schools may ask, a report begun."""

from __future__ import annotations

from minhdinh.demo.loading.actors import acting, organisation, person
from minhdinh.demo.loading.campaign import at_work, oversight_content
from minhdinh.organisations.domain.people import roles_of
from minhdinh.oversight.domain.committee import add_contact
from minhdinh.oversight.domain.reports import start_report
from minhdinh.oversight.domain.training import Attendee, record_attendance, write_session

SESSION = ("kind", "topic", "held_on", "place", "organiser", "content")


def load_desk() -> None:
    """Write the training with its three people, the contacts and the draft of the semester's report."""
    load_training()
    content = oversight_content()
    part = content["contacts"]
    actor, office = at_work(part)
    for values in part["rows"]:
        add_contact(actor=actor, office=office, values=values)
    part = content["report"]
    office = organisation(part["office"])
    start_report(actor=acting(part["by"], office), office=office, year=content["year"], kind=part["kind"])


def load_training() -> None:
    """Write the training session and put those who attended on its list."""
    part = oversight_content()["training"]
    actor, office = at_work(part)
    values = {name: part[name] for name in SESSION}
    session = write_session(actor=actor, office=office, values=values)
    people = [
        attendee(number, entry["username"], entry["school"], entry["certificate"])
        for number, entry in enumerate(part["people"], start=1)
    ]
    record_attendance(actor=actor, office=office, session=session, people=people)


def attendee(row: int, username: str, school: str, certificate: str) -> Attendee:
    """Return a person of a sample school as a line of the attendance list."""
    user = person(username)
    [membership, *_others] = roles_of(organisation(school), user)
    return Attendee(row, user.full_name, school, membership.position, certificate)
