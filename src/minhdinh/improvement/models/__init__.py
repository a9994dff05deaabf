from minhdinh.improvement.models.action import Action, Progress
from minhdinh.improvement.models.monitoring import Monitoring, MonitoringResult
from minhdinh.improvement.models.plan import FocalIssue, ImprovementPlan, PlanPublication

__all__ = [
    "Action",
    "FocalIssue",
    "ImprovementPlan",
    "Monitoring",
    "MonitoringResult",
    "PlanPublication",
    "Progress",
]
