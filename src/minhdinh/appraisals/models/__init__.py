from minhdinh.appraisals.models.body import Body, BodyAmendment, BodyMember
from minhdinh.appraisals.models.case import Case, CaseCondition, CaseFile, CaseStep
from minhdinh.appraisals.models.concluding import Conclusion, Draft, Objection, ReportPart
from minhdinh.appraisals.models.crosscheck import CrossCheck, CrossComment, CrossReviewer
from minhdinh.appraisals.models.examining import MemberPaper, Question, Slip
from minhdinh.appraisals.models.recorded import ExternalEvaluation, Registration
from minhdinh.appraisals.models.regime import RegimeChange
from minhdinh.appraisals.models.visit import Visit, VisitNote

__all__ = [
    "Body",
    "BodyAmendment",
    "BodyMember",
    "Case",
    "CaseCondition",
    "CaseFile",
    "CaseStep",
    "Conclusion",
    "CrossCheck",
    "CrossComment",
    "CrossReviewer",
    "Draft",
    "ExternalEvaluation",
    "MemberPaper",
    "Objection",
    "Question",
    "RegimeChange",
    "Registration",
    "ReportPart",
    "Slip",
    "Visit",
    "VisitNote",
]
