from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "minhdinh.assessments"

    def ready(self) -> None:
        from minhdinh.assessments.domain.evidence_changes import on_evidence_changed  # noqa: PLC0415 (apps loaded)
        from minhdinh.common.events import subscribe  # noqa: PLC0415
        from minhdinh.evidence.events import EvidenceChanged  # noqa: PLC0415

        subscribe(EvidenceChanged, on_evidence_changed)
