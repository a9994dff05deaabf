"""Opening pages as a signed-in person."""

import html
import re

from django.http import HttpResponse
from django.test import Client

from minhdinh.accounts.models import User

ONE = "/co-quan/bo/bo-tieu-chuan/tt57-2026-pho-thong/2026.1/"
SETS = "/co-quan/bo/bo-tieu-chuan/"
SCHOOL = "/truong/thcs-an-binh/bo-tieu-chuan/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(response: HttpResponse) -> str:
    """Return what a person reads: the page's text with the tags and doubled spaces gone."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def hidden(response: HttpResponse) -> dict[str, str]:
    """Return the hidden fields of the first form that has a button "buoc=ghi"."""
    form = next(
        one
        for one in re.findall(r"<form.*?</form>", response.content.decode(), re.DOTALL)
        if 'value="ghi"' in one
    )
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        values = {name: html.unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', tag)}
        if values.get("type") == "hidden" and values.get("name") != "csrfmiddlewaretoken":
            found[values["name"]] = values.get("value", "")
    return found
