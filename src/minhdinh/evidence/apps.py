from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The evidence room."""

    name = "minhdinh.evidence"

    def ready(self) -> None:
        """Add this room's entries to the school's menu and its kinds of jobs; what is uploaded gets read."""
        from minhdinh.common.events import subscribe  # noqa: PLC0415 (apps loaded)
        from minhdinh.evidence.collecting.merging import follow_merges  # noqa: PLC0415
        from minhdinh.evidence.events import EvidenceChanged  # noqa: PLC0415
        from minhdinh.evidence.navigation import ENTRIES  # noqa: PLC0415
        from minhdinh.evidence.reading.jobs import read_after_change  # noqa: PLC0415
        from minhdinh.evidence.tasks import register_jobs  # noqa: PLC0415
        from minhdinh.organisations.web import register_nav  # noqa: PLC0415

        register_nav(*ENTRIES)
        register_jobs()
        follow_merges()
        subscribe(EvidenceChanged, read_after_change)
