"""A registration that was examined, finished and decided."""

from __future__ import annotations

from minhdinh.access.actor import Actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.concluding.content import digest
from minhdinh.appraisals.domain.concluding.queries import final_report
from minhdinh.appraisals.models import Case
from minhdinh.portal.domain.evaluations import publish_evaluation
from minhdinh.portal.models import PublishedEvaluation
from minhdinh.recognition.models import Decision
from tests.appraisals.concluded import finished
from tests.appraisals.registered import TT57, World
from tests.recognition.register import recognise


def decided(regime: str = TT57) -> World:
    """Return a world whose registration ended with a decision."""
    world = finished(regime)
    world.put("recognised")
    decision = recognise(world.school, number="77/QĐ-SGDĐT")
    with scopes_disabled():
        Decision.objects.filter(pk=decision.pk).update(case=world.registered)
    return world


def case_of(world: World) -> Case:
    """Return the registration as a verb gets it, outside any scope."""
    return world.fresh()


def publish(world: World, actor: Actor | None = None, *, read: bool = True) -> PublishedEvaluation:
    """Publish the final report as a specialist of the department, or as somebody else."""
    return publish_evaluation(actor=actor or world.specialist(), case=case_of(world), read=read)


def final_text(world: World, key: str, text: str) -> None:
    """Write something into the kept final report, with its hash anew, as if it had been written so."""
    with scopes_disabled():
        final = final_report(world.fresh())
        assert final is not None
        final.content["criteria"][0][key] = text
        final.sha256 = digest(final.content)
        final.save()
