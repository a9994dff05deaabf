from minhdinh.assessments.models.assessment import SelfAssessment, Sheet, Track
from minhdinh.assessments.models.carrying import (
    CarriedFrom,
    CarriedText,
    ConfirmedAs,
    CrosswalkChoice,
    WordReport,
)
from minhdinh.assessments.models.comment import Comment, CommentWording, Mention
from minhdinh.assessments.models.council import Assignment, CouncilMember, PlanStep, WorkingGroup
from minhdinh.assessments.models.figures import (
    FigureAnswer,
    FigureSettings,
    FiguresFile,
    FiguresMapping,
    FiguresSource,
)
from minhdinh.assessments.models.passage import Answer, DataCell, DataCellChange, Passage, PassageRevision
from minhdinh.assessments.models.recorded import RecordedAssessment
from minhdinh.assessments.models.review import ParallelText, Presence, SheetChange
from minhdinh.assessments.models.seal import Meeting, Seal, SignedCopy
from minhdinh.assessments.models.site_condition import SiteCondition
from minhdinh.assessments.models.suggestion import SuggestedText, SuggestionChoice, SuggestionEvidence
from minhdinh.assessments.models.work import DutyMark, Milestone, StepPerson, WorkReminder

__all__ = [
    "Answer", "Assignment", "CarriedFrom", "CarriedText", "Comment", "CommentWording", "ConfirmedAs",
    "CouncilMember", "CrosswalkChoice", "DataCell", "DataCellChange", "DutyMark", "FigureAnswer", "FigureSettings",
    "FiguresFile", "FiguresMapping", "FiguresSource", "Meeting", "Mention",
    "Milestone", "ParallelText", "Passage", "PassageRevision", "PlanStep", "Presence", "RecordedAssessment",
    "Seal", "SelfAssessment", "Sheet", "SheetChange", "SignedCopy", "SiteCondition", "StepPerson", "SuggestedText", "SuggestionChoice", "SuggestionEvidence",
    "Track", "WordReport",
    "WorkReminder", "WorkingGroup",
]  # fmt: skip
