from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """The improvement plan of a school, its actions, how they go and how they are monitored."""

    name = "minhdinh.improvement"

    def ready(self) -> None:
        """Add this room's entry to the menu and its work to everybody's list."""
        from minhdinh.assessments.work import register_work  # noqa: PLC0415 (apps loaded)
        from minhdinh.evidence.moves.following import register_follower  # noqa: PLC0415
        from minhdinh.improvement.domain.merged_progress import FOLLOWER  # noqa: PLC0415
        from minhdinh.improvement.domain.work import waiting_work  # noqa: PLC0415
        from minhdinh.improvement.domain.year_facts import register_facts  # noqa: PLC0415
        from minhdinh.improvement.navigation import ENTRIES  # noqa: PLC0415
        from minhdinh.improvement.next_year import register_next_year  # noqa: PLC0415
        from minhdinh.organisations.web import register_nav  # noqa: PLC0415

        register_nav(*ENTRIES)
        register_work(waiting_work)
        register_follower(FOLLOWER)
        register_facts()
        register_next_year()
