"""Jobs of this room: ids in, one domain call."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.scope import school_scope
from minhdinh.assessments.domain.queries import assessment_by_id
from minhdinh.assessments.domain.seal_queries import seal_of_school
from minhdinh.assessments.events import AssessmentSealed
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.make import make_document
from minhdinh.documents.domain.sealed import make_all_sealed, request_sealed_documents
from minhdinh.jobs.registry import Progress


def run_make(
    progress: Progress,
    *,
    school_id: int,
    assessment_id: int,
    form: str,
    file_format: str,
    criterion: str,
    asker: dict[str, Any],
    plan_id: int = 0,
) -> dict[str, Any]:
    """Make one document; its id, name and address are the result."""
    progress.total(100)
    shown = 0

    def tell(percent: int, step: str) -> None:
        nonlocal shown
        progress.advance(step, max(0, percent - shown))
        shown = max(shown, percent)

    with school_scope(school_id):
        assessment = assessment_by_id(school_id, assessment_id)
        if assessment is None:
            raise NotHere("Hồ sơ tự đánh giá không còn.")
        made = make_document(
            actor=_actor(school_id, **asker),
            assessment=assessment,
            form=form,
            file_format=file_format,
            criterion=criterion,
            plan_id=plan_id,
            progress=tell,
        )
    place = {"code": assessment.school.code, "year": assessment.year, "document_id": made.pk}
    return {
        "document_id": made.pk,
        "name": made.name,
        "message": f"Đã lập {made.name}.",
        "result_url": reverse("documents:download", kwargs=place),
        "result_label": "Tải về",
    }


def run_make_sealed(
    progress: Progress, *, school_id: int, seal_id: int, asker: dict[str, Any]
) -> dict[str, Any]:
    """Make all papers of a seal once."""
    with school_scope(school_id):
        seal = seal_of_school(school_id, seal_id)
        if seal is None:
            raise NotHere("Không có bản niêm phong này.")
        count = make_all_sealed(actor=_actor(school_id, **asker), seal=seal, progress=progress)
        return {"count": count, "message": f"Đã lập {count} biểu mẫu của bản niêm phong."}


def on_sealed(event: AssessmentSealed) -> None:
    """Queue the papers of a fresh seal in the name of whoever confirmed it."""
    with school_scope(event.school_id):
        seal = seal_of_school(event.school_id, event.seal_id)
        if seal is not None:
            actor = _actor(event.school_id, event.user_id, event.user_name, event.school_id)
            request_sealed_documents(actor=actor, seal=seal)


def _actor(school_id: int, user_id: int | None, user_name: str, home_id: int | None) -> Actor:
    """Return the actor under whose name a job makes papers; the permission was checked when they were asked for."""
    return Actor(user_id, user_name, school_id, frozenset(), system_actor().permissions, home_id)
