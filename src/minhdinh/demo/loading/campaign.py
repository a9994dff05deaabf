"""What the offices asked of the schools this year: a campaign of the department, a reminder of a commune."""

from __future__ import annotations

from typing import Any

from minhdinh.access.actor import Actor
from minhdinh.access.scope import path_scope
from minhdinh.demo.content import read_yaml
from minhdinh.demo.loading.actors import acting, organisation
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.campaigns import CampaignValues, StepValues, TargetValues, open_campaign
from minhdinh.oversight.domain.reminders import schools_to_remind, send_reminder


def oversight_content() -> dict[str, Any]:
    """Return the whole of oversight.yaml."""
    content: dict[str, Any] = read_yaml("oversight.yaml")
    return content


def at_work(part: dict[str, Any]) -> tuple[Actor, Organisation]:
    """Return who does a part of oversight.yaml, and the office whose work it is."""
    office = organisation(part["office"])
    return acting(part["by"], office), office


def load_campaign() -> None:
    """Open the campaign of the year, then remind as the commune's officer a school that has not begun."""
    content = oversight_content()
    part = content["campaign"]
    actor, office = at_work(part)
    open_campaign(actor=actor, office=office, year=content["year"], values=campaign_values(part))
    _remind(content["year"], content["reminder"])


def campaign_values(part: dict[str, Any]) -> CampaignValues:
    """Return a sample campaign as an office would write it."""
    return CampaignValues(
        name=part["name"],
        legal_basis=part["legal_basis"],
        content=part["content"],
        steps=[StepValues(step["kind"], step["due"]) for step in part["steps"]],
        targets=[TargetValues(target["kind"], target["percent"]) for target in part["targets"]],
    )


def _remind(year: str, part: dict[str, Any]) -> None:
    actor, office = at_work(part)
    with path_scope(office.path):
        rows = schools_to_remind(office, year, part["schools"], None)
        send_reminder(actor=actor, office=office, year=year, rows=rows, text=part["text"])
