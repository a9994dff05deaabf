from minhdinh.evidence.models.arrival import ArrivalState, DirectArrival
from minhdinh.evidence.models.blob import Blob
from minhdinh.evidence.models.collecting import Collecting
from minhdinh.evidence.models.dismissal import ProposalDismissal
from minhdinh.evidence.models.health import FileFault, LinkCheck, NearTwin, StoreCheck
from minhdinh.evidence.models.imported import ImportedRow, ImportState, ListImport
from minhdinh.evidence.models.incoming import IncomingUpload
from minhdinh.evidence.models.item import CodeCounter, EvidenceCode, EvidenceFile, EvidenceItem
from minhdinh.evidence.models.merge import ItemMerge
from minhdinh.evidence.models.pack import EvidencePack
from minhdinh.evidence.models.quota import RoomReservation, SchoolQuota
from minhdinh.evidence.models.scan import ScanMark
from minhdinh.evidence.models.storing import StoringNote
from minhdinh.evidence.models.text import BlobText
from minhdinh.evidence.models.use import Citation, EvidenceUse

__all__ = [
    "ArrivalState",
    "Blob",
    "BlobText",
    "Citation",
    "CodeCounter",
    "Collecting",
    "DirectArrival",
    "EvidenceCode",
    "EvidenceFile",
    "EvidenceItem",
    "EvidencePack",
    "EvidenceUse",
    "FileFault",
    "ImportState",
    "ImportedRow",
    "IncomingUpload",
    "ItemMerge",
    "LinkCheck",
    "ListImport",
    "NearTwin",
    "ProposalDismissal",
    "RoomReservation",
    "ScanMark",
    "SchoolQuota",
    "StoreCheck",
    "StoringNote",
]
