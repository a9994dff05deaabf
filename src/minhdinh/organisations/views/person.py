"""One person of an organisation: roles, password, leaving."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from minhdinh.accounts.models import User
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.domain.membership import (
    end_role,
    grant_role,
    leave_organisation,
    set_first_password,
)
from minhdinh.organisations.domain.people import belongs_elsewhere, held_role, person_of, roles_of
from minhdinh.organisations.forms.people import RoleForm
from minhdinh.organisations.views.people import first_password_page
from minhdinh.organisations.web.gate import OrganisationRequest
from minhdinh.organisations.web.paths import url_in


@require_safe
def person(request: OrganisationRequest, user_id: int) -> HttpResponse:
    """Show a person's roles here, with what the administrator may do."""
    organisation, user = request.organisation, _found(request, user_id)
    roles = roles_of(organisation, user)
    context = {
        "person": user,
        "is_self": user.pk == request.actor.user_id,
        "held": [
            (row, url_in(organisation, "people-end-role", user_id=user.pk, membership_id=row.pk))
            for row in roles
            if not row.ended
        ],
        "ended": [row for row in roles if row.ended],
        "role_form": RoleForm(organisation=organisation),
        "elsewhere": belongs_elsewhere(organisation, user) or user.is_superuser,
        "crumbs": [{"label": _("Người dùng"), "url": url_in(organisation, "people")}, {"label": str(user)}],
    }
    context |= {
        f"{name}_url": url_in(organisation, f"people-{name}", user_id=user.pk)
        for name in ("role", "password", "leave")
    }
    return render(request, "organisations/person.html", context)


@require_POST
def person_role(request: OrganisationRequest, user_id: int) -> HttpResponse:
    """Give the person one more role."""
    user = _found(request, user_id)
    form = RoleForm(request.POST, organisation=request.organisation)
    if not form.is_valid():
        raise Problem(_("Hãy chọn một vai trò."), field="role")
    grant_role(actor=request.actor, organisation=request.organisation, user=user, **form.cleaned_data)
    messages.success(request, _("Đã giao vai trò cho %(name)s.") % {"name": user})
    return _back(request, user)


@require_POST
def person_end_role(request: OrganisationRequest, user_id: int, membership_id: int) -> HttpResponse:
    """End one role."""
    user, membership = _found(request, user_id), held_role(request.organisation, membership_id)
    if membership is None or membership.user_id != user.pk:
        raise NotHere("Không có vai trò này.")
    end_role(actor=request.actor, membership=membership)
    messages.success(request, _("Đã thôi vai trò của %(name)s.") % {"name": user})
    return _back(request, user)


@require_POST
def person_leave(request: OrganisationRequest, user_id: int) -> HttpResponse:
    """End all roles here; the name stays on what the person wrote."""
    user = _found(request, user_id)
    leave_organisation(actor=request.actor, organisation=request.organisation, user=user)
    messages.success(
        request, _("%(name)s đã thôi làm việc ở đơn vị; tên vẫn được giữ trên hồ sơ.") % {"name": user}
    )
    return redirect(url_in(request.organisation, "people"))


@never_cache
@require_POST
def person_password(request: OrganisationRequest, user_id: int) -> HttpResponse:
    """Give the person a new first password, shown once."""
    user = _found(request, user_id)
    password = set_first_password(actor=request.actor, organisation=request.organisation, user=user)
    return first_password_page(request, str(user), user.username, password)


def _found(request: OrganisationRequest, user_id: int) -> User:
    user = person_of(request.organisation, user_id)
    if user is None:
        raise NotHere("Không có người này.")
    return user


def _back(request: OrganisationRequest, user: User) -> HttpResponse:
    return redirect(url_in(request.organisation, "people-person", user_id=user.pk))
