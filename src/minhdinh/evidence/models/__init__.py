from minhdinh.evidence.models.blob import Blob
from minhdinh.evidence.models.item import CodeCounter, EvidenceCode, EvidenceFile, EvidenceItem
from minhdinh.evidence.models.use import Citation, EvidenceUse

__all__ = ["Blob", "Citation", "CodeCounter", "EvidenceCode", "EvidenceFile", "EvidenceItem", "EvidenceUse"]
