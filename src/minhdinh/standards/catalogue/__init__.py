"""Standard sets as data: files, schema, the frozen objects made of them, and which one applies. No Django here."""

from minhdinh.standards.catalogue.applicable import Applicability, applicable_set
from minhdinh.standards.catalogue.codes import (
    CodeConvention,
    EvidenceCode,
    FoundCode,
    FoundGroup,
    find_codes,
    find_groups,
)
from minhdinh.standards.catalogue.corrections import (
    Correction,
    CorrectionError,
    apply_corrections,
    current_value,
)
from minhdinh.standards.catalogue.criteria import Criterion, Level, Metric, Requirement, Standard
from minhdinh.standards.catalogue.crosswalk import (
    Crosswalk,
    CrosswalkEntry,
    crosswalk,
    crosswalk_files,
    load_crosswalk,
)
from minhdinh.standards.catalogue.evidence_kinds import EvidenceKind, evidence_kinds, kinds_that_prove
from minhdinh.standards.catalogue.files import (
    load_content,
    load_file,
    load_guided_file,
    packaged_conventions,
    packaged_ids,
    packaged_set,
    packaged_sets,
    parse_content,
    propositions,
)
from minhdinh.standards.catalogue.how_many import HowMany, how_many_prove
from minhdinh.standards.catalogue.law import GateRule, Labels, LevelRule, Recognition, RuleValue, Tracks
from minhdinh.standards.catalogue.official import OfficialLevel, OfficialText, read_official
from minhdinh.standards.catalogue.order import code_key
from minhdinh.standards.catalogue.reading import SetFileError
from minhdinh.standards.catalogue.standard_set import FINAL_LEVEL, StandardSet, checksum

__all__ = [
    "FINAL_LEVEL",
    "Applicability",
    "CodeConvention",
    "Correction",
    "CorrectionError",
    "Criterion",
    "Crosswalk",
    "CrosswalkEntry",
    "EvidenceCode",
    "EvidenceKind",
    "FoundCode",
    "FoundGroup",
    "GateRule",
    "HowMany",
    "Labels",
    "Level",
    "LevelRule",
    "Metric",
    "OfficialLevel",
    "OfficialText",
    "Recognition",
    "Requirement",
    "RuleValue",
    "SetFileError",
    "Standard",
    "StandardSet",
    "Tracks",
    "applicable_set",
    "apply_corrections",
    "checksum",
    "code_key",
    "crosswalk",
    "crosswalk_files",
    "current_value",
    "evidence_kinds",
    "find_codes",
    "find_groups",
    "how_many_prove",
    "kinds_that_prove",
    "load_content",
    "load_crosswalk",
    "load_file",
    "load_guided_file",
    "packaged_conventions",
    "packaged_ids",
    "packaged_set",
    "packaged_sets",
    "parse_content",
    "propositions",
    "read_official",
]
