from minhdinh.accounts.models.user import User

__all__ = ["User"]
