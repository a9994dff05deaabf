from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrganisationsConfig(AppConfig):
    """The dated tree, memberships, schools, years."""

    name = "minhdinh.organisations"

    def ready(self) -> None:
        """Register menu entries and the database's guard of schools."""
        from minhdinh.organisations.collation import compare_after_migrate  # noqa: PLC0415
        from minhdinh.organisations.start import prepare  # noqa: PLC0415 (models must be loaded)
        from minhdinh.organisations.tenancy import install_after_migrate  # noqa: PLC0415

        # The last application in the list of settings: its post_migrate comes when every table exists.
        post_migrate.connect(install_after_migrate, dispatch_uid="minhdinh.same_school")
        post_migrate.connect(compare_after_migrate, dispatch_uid="minhdinh.collation")
        prepare()
