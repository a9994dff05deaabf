from minhdinh.api.models.token import ApiToken

__all__ = ["ApiToken"]
