from minhdinh.assessments.models.assessment import SelfAssessment, Sheet, Track
from minhdinh.assessments.models.council import Assignment, CouncilMember, PlanStep, WorkingGroup
from minhdinh.assessments.models.passage import Answer, DataCell, DataCellChange, Passage, PassageRevision
from minhdinh.assessments.models.recorded import RecordedAssessment
from minhdinh.assessments.models.seal import Meeting, Seal, SignedCopy

__all__ = [
    "Answer", "Assignment", "CouncilMember", "DataCell", "DataCellChange", "Meeting", "Passage", "PassageRevision",
    "PlanStep", "RecordedAssessment", "Seal", "SelfAssessment", "Sheet", "SignedCopy", "Track", "WorkingGroup",
]  # fmt: skip
