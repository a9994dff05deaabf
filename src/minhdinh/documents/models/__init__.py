from minhdinh.documents.models.case_papers import CasePapers
from minhdinh.documents.models.made import FormTemplate, MadeDocument

__all__ = ["CasePapers", "FormTemplate", "MadeDocument"]
