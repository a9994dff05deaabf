"""Accounts and roles: issued by an organisation's own administrator."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import OFFICE_ROLES, PASSING_ROLES, SCHOOL_ROLES, Permission, Role
from minhdinh.accounts.domain.first_password import encode_first_password, new_first_password
from minhdinh.accounts.models import User
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.lib.text import clean
from minhdinh.organisations import actions
from minhdinh.organisations.models import Membership, Organisation

USERNAME = re.compile(r"^[a-z0-9][a-z0-9._-]{2,59}$")
USERNAME_RULE = (
    "Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, số, dấu chấm, gạch; bắt đầu bằng chữ hoặc số."
)
ROOT_KIND = "ministry"


@dataclass(frozen=True, slots=True)
class IssuedAccount:
    """A new account with its first password, shown once."""

    user: User
    password: str


def roles_for(organisation: Organisation) -> list[Role]:
    """Return the roles that can be given in an organisation of this kind; the root of all may look after the system."""
    allowed = SCHOOL_ROLES if organisation.is_school else OFFICE_ROLES
    if organisation.kind_id == ROOT_KIND:
        allowed |= {Role.SYSTEM_ADMIN}
    return [role for role in Role if role in allowed - PASSING_ROLES]


def issue_account(  # noqa: PLR0913 (what an account is made of)
    *,
    actor: Actor,
    organisation: Organisation,
    username: str,
    full_name: str,
    role: str,
    email: str = "",
    position: str = "",
    phone: str = "",
    password: str = "",
) -> IssuedAccount:
    """Make an account with a role in ``organisation``; without password one is made and must be changed.

    Raises Problem for a username that is malformed or taken, a taken e-mail, a role of another kind of organisation.
    """
    require(actor, Permission.PEOPLE_MANAGE, organisation_id=organisation.pk)
    username, email = username.strip().lower(), email.strip().lower()
    validate_account(username=username, full_name=full_name, email=email)
    _check_role(actor, organisation, role)
    first_password = password or new_first_password()
    user = User(
        username=username,
        email=email,
        full_name=full_name,
        phone=phone.strip(),
        must_change_password=not password,
        password=make_password(password) if password else encode_first_password(first_password),
    )
    with transaction.atomic():
        user.save()
        Membership.objects.create(user=user, organisation=organisation, role=role, position=clean(position))
        record(
            actor=actor,
            code=actions.ACCOUNT_ISSUED,
            target=f"accounts.User:{user.pk}",
            username=username,
            name=user.full_name,
        )
    return IssuedAccount(user, first_password)


def validate_account(*, username: str, full_name: str, email: str) -> None:
    """Check a new account's own fields; raises Problem naming the field."""
    if not USERNAME.match(username):
        raise Problem(USERNAME_RULE, field="username")
    if not clean(full_name):
        raise Problem("Chưa ghi họ và tên.", field="full_name")
    if User.objects.filter(username__iexact=username).exists():
        raise Problem(f"Tên đăng nhập “{username}” đã có người dùng.", field="username")
    if email and User.objects.filter(email__iexact=email).exists():
        raise Problem(f"Thư điện tử {email} đã dùng cho một tài khoản khác.", field="email")


def grant_role(
    *,
    actor: Actor,
    organisation: Organisation,
    user: User,
    role: str,
    position: str = "",
    source: str = "admin",
) -> Membership:
    """Give a person a role; one already held is returned as it is. Who had left everywhere can sign in again."""
    require(actor, Permission.PEOPLE_MANAGE, organisation_id=organisation.pk)
    _check_role(actor, organisation, role)
    with transaction.atomic():
        membership, is_new = Membership.objects.get_or_create(
            user=user,
            organisation=organisation,
            role=role,
            ended=False,
            defaults={"position": clean(position), "source": source},
        )
        if is_new:
            User.objects.filter(pk=user.pk, is_active=False).update(is_active=True)
            _record_role(actor, actions.ROLE_GRANTED, membership)
    return membership


def end_role(*, actor: Actor, membership: Membership) -> None:
    """End a role; a person without any role left can no longer sign in, the name stays on what was written."""
    require(actor, Permission.PEOPLE_MANAGE, organisation_id=membership.organisation_id)
    if membership.user_id == actor.user_id and membership.role in {Role.PRINCIPAL, Role.SCHOOL_ADMIN}:
        raise Problem("Thầy/Cô không thể tự bỏ vai trò quản trị của mình; hãy nhờ người quản trị khác.")
    with transaction.atomic():
        membership.ended = True
        membership.valid_to = timezone.localdate()
        membership.save()
        _record_role(actor, actions.ROLE_ENDED, membership)
        deactivate_without_role(membership.user_id)


def leave_organisation(*, actor: Actor, organisation: Organisation, user: User) -> int:
    """End every role of a person in an organisation and return how many; the name stays on what was written."""
    require(actor, Permission.PEOPLE_MANAGE, organisation_id=organisation.pk)
    if user.pk == actor.user_id:
        raise Problem("Thầy/Cô không thể tự cho mình thôi việc ở đây; hãy nhờ người quản trị khác.")
    with transaction.atomic():
        held = Membership.objects.filter(user=user, organisation=organisation, ended=False)
        count = held.update(ended=True, valid_to=timezone.localdate(), updated_at=timezone.now())
        if count:
            record(
                actor=actor, code=actions.PERSON_LEFT, target=f"accounts.User:{user.pk}", name=user.full_name
            )
            deactivate_without_role(user.pk)
    return count


def set_first_password(*, actor: Actor, organisation: Organisation, user: User) -> str:
    """Give a member a new first password, to be changed at the next sign-in; return it to be shown once.

    Raises Problem for a person who also belongs elsewhere or looks after the system: this organisation's
    administrator could otherwise act there in that person's name.
    """
    require(actor, Permission.PEOPLE_MANAGE, organisation_id=organisation.pk)
    homes = set(Membership.objects.filter(user=user, ended=False).values_list("organisation_id", flat=True))
    if homes != {organisation.pk} or user.is_superuser:
        raise Problem("Tài khoản này còn thuộc đơn vị khác; người dùng tự đặt lại mật khẩu qua thư điện tử.")
    password = new_first_password()
    with transaction.atomic():
        user.password, user.must_change_password = encode_first_password(password), True
        user.save()
        record(actor=actor, code=actions.PASSWORD_SET, target=f"accounts.User:{user.pk}", name=user.full_name)
    return password


def _check_role(actor: Actor, organisation: Organisation, role: str) -> None:
    if role not in roles_for(organisation):
        raise Problem(f"Vai trò “{role}” không dùng ở {organisation.name}.", field="role")
    if role == Role.SYSTEM_ADMIN:
        require(actor, Permission.SYSTEM_MANAGE)


def deactivate_without_role(user_id: int) -> None:
    """Let a person whose last role ended no longer sign in; the name stays on what was written."""
    if not Membership.objects.filter(user_id=user_id, ended=False).exists():
        User.objects.filter(pk=user_id, is_superuser=False).update(is_active=False)


@in_vietnamese
def _record_role(actor: Actor, code: str, membership: Membership) -> None:
    record(
        actor=actor,
        code=code,
        target=f"accounts.User:{membership.user_id}",
        role=str(Role(membership.role).label),
        name=membership.user.full_name,
    )
