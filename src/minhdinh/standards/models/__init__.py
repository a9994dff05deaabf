from minhdinh.standards.models.correction import OfficialWording, RuleCorrection
from minhdinh.standards.models.legal import LegalAttachment, LegalDocument, LegalRelation
from minhdinh.standards.models.own_proposition import OwnProposition
from minhdinh.standards.models.standard_set import StandardSetVersion

__all__ = [
    "LegalAttachment",
    "LegalDocument",
    "LegalRelation",
    "OfficialWording",
    "OwnProposition",
    "RuleCorrection",
    "StandardSetVersion",
]
