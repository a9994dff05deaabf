"""An organisation's people: the list, and issuing one account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from minhdinh.accounts.domain.queries import user_named
from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import Problem
from minhdinh.organisations.domain.membership import grant_role, issue_account
from minhdinh.organisations.domain.people import people_of
from minhdinh.organisations.forms.people import AccountForm, ExistingPersonForm
from minhdinh.organisations.tables.people import people_table
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.organisations.web.gate import OrganisationRequest
from minhdinh.organisations.web.paths import url_in


@require_safe
def people_list(request: OrganisationRequest) -> HttpResponse:
    """List the people with search and filters."""
    wanted = {name: request.GET.get(name, "") for name in ("q", "role", "state")}
    rows = people_of(
        request.organisation, search=wanted["q"], role=wanted["role"], left=wanted["state"] == "left"
    )
    page = page_asked(request.GET, rows, ("sort_key", "id"), total=rows.count())
    context = {
        "table": people_table(request.organisation, page, wanted),
        "new_url": url_in(request.organisation, "people-new"),
        "import_url": url_in(request.organisation, "people-import"),
    }
    return render(request, "organisations/people.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: OrganisationRequest) -> HttpResponse:
    """Issue one account; the first password is on the answer's page and nowhere else."""
    organisation = request.organisation
    form = AccountForm(posted(request), organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            issued = issue_account(actor=request.actor, organisation=organisation, **form.cleaned_data)
        except Problem as problem:
            add_problem(form, problem)
        else:
            return first_password_page(request, str(issued.user), issued.user.username, issued.password)
    context = {
        "form": form,
        "existing_form": ExistingPersonForm(organisation=organisation, auto_id="existing_%s"),
        "existing_url": url_in(organisation, "people-existing"),
        "cancel_url": url_in(organisation, "people"),
    }
    return render(request, "organisations/person_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
def person_existing(request: OrganisationRequest) -> HttpResponse:
    """Give a role here to somebody who has an account already."""
    form = ExistingPersonForm(request.POST, organisation=request.organisation)
    if not form.is_valid():
        raise Problem(_("Hãy ghi tên đăng nhập và chọn vai trò."))
    user = user_named(form.cleaned_data["username"])
    if user is None or user.is_superuser:
        raise Problem(_("Không có tài khoản mang tên đăng nhập này."), field="username")
    grant_role(
        actor=request.actor,
        organisation=request.organisation,
        user=user,
        role=form.cleaned_data["role"],
        position=form.cleaned_data["position"],
    )
    messages.success(request, _("Đã giao vai trò cho %(name)s.") % {"name": user})
    return redirect(url_in(request.organisation, "people-person", user_id=user.pk))


def first_password_page(
    request: OrganisationRequest, full_name: str, username: str, password: str
) -> HttpResponse:
    """Show a first password once; nothing keeps it."""
    context = {
        "full_name": full_name,
        "username": username,
        "password": password,
        "people_url": url_in(request.organisation, "people"),
        "new_url": url_in(request.organisation, "people-new"),
    }
    return render(request, "organisations/first_password.html", context)
