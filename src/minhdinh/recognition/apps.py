from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    """Decisions that recognise a school, and how long they hold."""

    name = "minhdinh.recognition"

    def ready(self) -> None:
        """Add this room's entries to the menus, and ask for a decision before a registration ends as recognised."""
        from minhdinh.appraisals.domain.cases.guards import register_guard  # noqa: PLC0415 (apps loaded)
        from minhdinh.appraisals.domain.cases.links import register_case_link  # noqa: PLC0415
        from minhdinh.appraisals.domain.cases.standing import register_standing_source  # noqa: PLC0415
        from minhdinh.appraisals.domain.intake.links import register_office_link  # noqa: PLC0415
        from minhdinh.appraisals.enums import Act  # noqa: PLC0415
        from minhdinh.organisations.web import register_nav  # noqa: PLC0415
        from minhdinh.recognition.domain.deciding import needs_decision  # noqa: PLC0415
        from minhdinh.recognition.domain.links import decision_link, school_link  # noqa: PLC0415
        from minhdinh.recognition.domain.standings import standings  # noqa: PLC0415
        from minhdinh.recognition.navigation import ENTRIES  # noqa: PLC0415

        register_nav(*ENTRIES)
        register_guard(Act.DECIDE, needs_decision)
        register_standing_source(standings)
        register_case_link(school_link)
        register_office_link(decision_link)
