"""Jobs of this room: ids in, one domain call."""

from __future__ import annotations

from typing import Any

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import school_scope
from minhdinh.assessments.domain.queries import assessment_by_id
from minhdinh.assessments.domain.seal_queries import seal_of_school
from minhdinh.assessments.events import AssessmentSealed
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.make import MAKE_SEALED, actor_of_job, make_all_sealed, make_document
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.registry import Progress


def run_make(
    progress: Progress,
    *,
    school_id: int,
    assessment_id: int,
    form: str,
    file_format: str,
    criterion: str,
    user_id: int | None,
    user_name: str,
) -> dict[str, Any]:
    """Make one document; its id is the result."""
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
            actor=actor_of_job(school_id, user_id, user_name),
            assessment=assessment,
            form=form,
            file_format=file_format,
            criterion=criterion,
            progress=tell,
        )
        return {"document_id": made.pk, "name": made.name, "message": f"Đã lập {made.name}."}


def run_make_sealed(
    progress: Progress, *, school_id: int, seal_id: int, user_id: int | None, user_name: str
) -> dict[str, Any]:
    """Make all forms of a seal once."""
    with school_scope(school_id):
        seal = seal_of_school(school_id, seal_id)
        if seal is None:
            raise NotHere("Không có bản niêm phong này.")
        actor = actor_of_job(school_id, user_id, user_name)
        count = make_all_sealed(actor=actor, seal=seal, progress=progress)
        return {"count": count, "message": f"Đã lập {count} biểu mẫu của bản niêm phong."}


def on_sealed(event: AssessmentSealed) -> None:
    """Queue the forms of a fresh seal."""
    start_job(
        actor=system_actor(event.school_id, event.user_name),
        kind=MAKE_SEALED,
        title="Lập biểu mẫu của báo cáo đã niêm phong",
        school_id=event.school_id,
        seal_id=event.seal_id,
        user_id=event.user_id,
        user_name=event.user_name,
    )
