"""What the public of the demo finds: feedback with answers, one still waiting, a published report."""

from __future__ import annotations

from typing import Any

from minhdinh.access.scope import school_scope
from minhdinh.demo.content import read_yaml
from minhdinh.demo.loading.actors import DemoContentError, acting, organisation
from minhdinh.portal.domain.feedback import answer_feedback, send_feedback, show_feedback
from minhdinh.portal.domain.publishing import publish_report, publishable


def load_portal() -> None:
    """Carry out portal.yaml."""
    content = read_yaml("portal.yaml")
    for number, row in enumerate(content["feedback"], start=1):
        _feedback(row, f"demo-{number}")
    for row in content["reports"]:
        _report(row)


def _feedback(row: dict[str, Any], form_id: str) -> None:
    school = organisation(row["school"])
    sent = send_feedback(school=school, topic=row["topic"], body=row["body"], form_id=form_id)
    if not row.get("answer"):
        return
    values: dict[str, Any] = {"school": school, "feedback_id": sent.pk}
    answered = answer_feedback(
        actor=acting(row["by"], school), version=sent.version, answer=row["answer"], **values
    )
    if row.get("public"):
        shows = acting(row.get("shown_by", row["by"]), school)
        show_feedback(actor=shows, version=answered.version, public=True, **values)


def _report(row: dict[str, Any]) -> None:
    school = organisation(row["school"])
    with school_scope(school.pk):
        found = publishable(school)
    if not found:
        raise DemoContentError(f"sealed report of {school.code}")
    publish_report(actor=acting(row["by"], school), school=school, seal_id=found[0].seal.pk, read=True)
