"""A person's own tokens."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from minhdinh.access.actor import Actor
from minhdinh.accounts.models import User
from minhdinh.api.domain.tokens import make_token, revoke_token, tokens_of
from minhdinh.api.forms import TokenForm
from minhdinh.common.problems import NotHere
from minhdinh.organisations.web import signed_in_view


def own_actor(user: User) -> Actor:
    """Return the actor of a person's own affairs, outside any organisation."""
    return Actor(user.pk, user.full_name, None)


@require_http_methods(["GET", "POST"])
@signed_in_view
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens and make new ones; the key is shown once."""
    user = cast(User, request.user)
    form = TokenForm(request.POST or None)
    key = ""
    if request.method == "POST" and form.is_valid():
        made = make_token(actor=own_actor(user), user=user, **form.cleaned_data)
        key, form = made.key, TokenForm()
    context = {"form": form, "tokens": tokens_of(user), "key": key}
    return render(request, "api/tokens.html", context)


@require_POST
@signed_in_view
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """End one of one's tokens."""
    user = cast(User, request.user)
    token = next((one for one in tokens_of(user) if one.pk == token_id), None)
    if token is None:
        raise NotHere("Không có mã truy cập này.")
    revoke_token(actor=own_actor(user), token=token)
    messages.success(request, _("Đã thu hồi mã truy cập."))
    return redirect("tokens:list")
