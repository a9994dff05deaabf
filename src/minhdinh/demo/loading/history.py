"""The recorded history: what a public plan of 2017 says about sixteen schools, and nothing more.

It stands where such a plan belongs: as the published schedule of external evaluations of its office.
"""

from __future__ import annotations

from minhdinh.access.actor import system_actor
from minhdinh.audit.domain.record import record
from minhdinh.demo import actions
from minhdinh.demo.content import read_yaml
from minhdinh.demo.loading.actors import organisation
from minhdinh.demo.loading.appraisals import schedule_by_month
from minhdinh.demo.loading.places import load_tree
from minhdinh.organisations.domain.school import LEVELS_OF_TYPE, write_profile


def load_history() -> None:
    """Make the tree of the plan's district, note for each school the month it proposed, and publish the schedule."""
    content = read_yaml("history.yaml")
    load_tree(content["organisations"])
    types = {entry["code"]: entry.get("school_type") for entry in content["organisations"]}
    names = {entry["code"]: entry["name"] for entry in content["organisations"]}
    plan = content["plan"]
    for row in content["schedule"]:
        school = organisation(row["school"])
        school_type = str(types[row["school"]])
        actor = system_actor(school.pk)
        write_profile(
            actor=actor,
            organisation=school,
            values={"school_type": school_type, "education_levels": list(LEVELS_OF_TYPE[school_type])},
        )
        year, month = row["month"].split("-")
        record(
            actor=actor,
            code=actions.HISTORY_RECORDED,
            target=f"organisations.Organisation:{school.pk}",
            plan=plan["title"],
            issuer=names[plan["issuer"]],
            month=f"{month}/{year}",
            standard_set=content["standard_sets"][school_type],
        )
    issuer = organisation(plan["issuer"])
    schedule_by_month(system_actor(issuer.pk), issuer, content["year"], content["schedule"])
