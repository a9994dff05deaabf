from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class OrganisationsConfig(AppConfig):
    """The dated tree, memberships, schools, years."""

    name = "minhdinh.organisations"

    def ready(self) -> None:
        """Register menu entries and the database's guard of schools."""
        from minhdinh.organisations.collation import compare_after_migrate  # noqa: PLC0415 (models must be loaded)
        from minhdinh.organisations.data.kinds import install_kinds  # noqa: PLC0415
        from minhdinh.organisations.domain.placements import place_missing  # noqa: PLC0415
        from minhdinh.organisations.start import prepare  # noqa: PLC0415
        from minhdinh.organisations.tenancy import install_after_migrate, lift_before_migrate  # noqa: PLC0415

        pre_migrate.connect(lift_before_migrate, sender=self, dispatch_uid="minhdinh.lift_before_migrate")
        # Django sends it once every table of every room exists.
        for action in (install_kinds, install_after_migrate, compare_after_migrate, place_missing):
            post_migrate.connect(action, sender=self, dispatch_uid=f"minhdinh.{action.__name__}")
        prepare()
