from minhdinh.organisations.models.import_draft import ImportDraft, ImportKind, ImportState
from minhdinh.organisations.models.membership import Membership
from minhdinh.organisations.models.organisation import Organisation, OrganisationKind, Parentage
from minhdinh.organisations.models.owned import SchoolOwned
from minhdinh.organisations.models.placement import Placement
from minhdinh.organisations.models.school import SchoolProfile, SchoolYear, Site
from minhdinh.organisations.models.succession import Delegation, Succession

__all__ = [
    "Delegation",
    "ImportDraft",
    "ImportKind",
    "ImportState",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "Parentage",
    "Placement",
    "SchoolOwned",
    "SchoolProfile",
    "SchoolYear",
    "Site",
    "Succession",
]
