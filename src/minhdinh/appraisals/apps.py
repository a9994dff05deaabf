from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    """Registrations, external evaluations, cross-checks."""

    name = "minhdinh.appraisals"

    def ready(self) -> None:
        """Add this room's entries to the menus and its findings to improvement plans."""
        from minhdinh.appraisals.domain.bodies.guard import register_bodies  # noqa: PLC0415
        from minhdinh.appraisals.domain.cases.following import on_schools_placed  # noqa: PLC0415
        from minhdinh.appraisals.domain.cases.guards import register_guard  # noqa: PLC0415 (apps loaded)
        from minhdinh.appraisals.domain.concluding.start import register_concluding  # noqa: PLC0415
        from minhdinh.appraisals.domain.crosscheck_findings import crosscheck_findings  # noqa: PLC0415
        from minhdinh.appraisals.domain.examining import guards as examining_guards  # noqa: PLC0415
        from minhdinh.appraisals.domain.intake.accepting import number_and_day  # noqa: PLC0415
        from minhdinh.appraisals.domain.visits.start import register_visits  # noqa: PLC0415
        from minhdinh.appraisals.enums import Act  # noqa: PLC0415
        from minhdinh.appraisals.navigation import ENTRIES  # noqa: PLC0415 (apps loaded)
        from minhdinh.appraisals.start_cases import start_cases  # noqa: PLC0415
        from minhdinh.common.events import subscribe  # noqa: PLC0415
        from minhdinh.improvement.domain.findings import register_finding_source  # noqa: PLC0415
        from minhdinh.organisations.events import SchoolsPlaced  # noqa: PLC0415
        from minhdinh.organisations.web import register_nav  # noqa: PLC0415

        register_nav(*ENTRIES)
        register_guard(Act.ACCEPT, number_and_day)
        register_concluding()
        register_finding_source(crosscheck_findings)
        examining_guards.register()
        register_bodies()
        start_cases()
        register_visits()
        subscribe(SchoolsPlaced, on_schools_placed)
