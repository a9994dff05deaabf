from minhdinh.standards.models.standard_set import StandardSetVersion

__all__ = ["StandardSetVersion"]
