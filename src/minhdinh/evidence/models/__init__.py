from minhdinh.evidence.models.blob import Blob
from minhdinh.evidence.models.health import FileFault, LinkCheck, NearTwin, StoreCheck
from minhdinh.evidence.models.imported import ImportedRow, ImportState, ListImport
from minhdinh.evidence.models.item import CodeCounter, EvidenceCode, EvidenceFile, EvidenceItem
from minhdinh.evidence.models.pack import EvidencePack
from minhdinh.evidence.models.use import Citation, EvidenceUse

__all__ = [
    "Blob",
    "Citation",
    "CodeCounter",
    "EvidenceCode",
    "EvidenceFile",
    "EvidenceItem",
    "EvidencePack",
    "EvidenceUse",
    "FileFault",
    "ImportState",
    "ImportedRow",
    "LinkCheck",
    "ListImport",
    "NearTwin",
    "StoreCheck",
]
