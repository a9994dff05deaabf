from minhdinh.documents.models.made import FormTemplate, MadeDocument

__all__ = ["FormTemplate", "MadeDocument"]
