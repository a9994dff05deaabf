"""What a person does with the own account."""

from __future__ import annotations

from django.db import transaction

from minhdinh.access.actor import Actor
from minhdinh.accounts import actions
from minhdinh.accounts.models import User
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem


def person_actor(user: User) -> Actor:
    """Return the actor of a person outside any organisation: allowed nothing but the own account."""
    return Actor(user.pk, user.full_name, None)


def record_own(*, user: User, code: str) -> None:
    """Append an audit entry about a person's own account."""
    record(actor=person_actor(user), code=code, target=f"accounts.User:{user.pk}", name=user.full_name)


def set_own_password(*, user: User, password: str) -> None:
    """Store the password that a person chose; the first one need not be changed any more."""
    user.set_password(password)
    user.must_change_password = False
    with transaction.atomic():
        user.save()
        record_own(user=user, code=actions.PASSWORD_CHANGED)


def save_own_profile(*, user: User, full_name: str, email: str, phone: str) -> None:
    """Write a person's own name, e-mail and telephone; raises Problem where the e-mail is another account's."""
    email = email.strip().lower()
    if email and User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise Problem(f"Thư điện tử {email} đã dùng cho một tài khoản khác.", field="email")
    user.full_name, user.email, user.phone = full_name, email, phone.strip()
    with transaction.atomic():
        user.save()
        record_own(user=user, code=actions.PROFILE_CHANGED)
