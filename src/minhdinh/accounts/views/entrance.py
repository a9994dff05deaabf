"""Sign-in, also by one click on a demo."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from minhdinh.access.web import public_view
from minhdinh.accounts import actions
from minhdinh.accounts.domain.demo import demo_user, listed_accounts
from minhdinh.accounts.domain.person import record_own
from minhdinh.accounts.forms import SignInForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class SignInView(LoginView):  # type: ignore[misc]  # allauth has no types
    """allauth's sign-in with our form; on a demo the page also lists the demo's accounts."""

    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demo's accounts; none outside a demo."""
        return {**super().get_context_data(**kwargs), "demo_accounts": listed_accounts()}


@public_view
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as a listed demo account; 404 outside a demo and for any other account."""
    user = demo_user(request.POST.get("username", ""))
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    record_own(user=user, code=actions.DEMO_SIGN_IN)
    return redirect("home")


sign_in = public_view(SignInView.as_view())
