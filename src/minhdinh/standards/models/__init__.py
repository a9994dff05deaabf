from minhdinh.standards.models.correction import OfficialWording, RuleCorrection
from minhdinh.standards.models.standard_set import StandardSetVersion

__all__ = ["OfficialWording", "RuleCorrection", "StandardSetVersion"]
