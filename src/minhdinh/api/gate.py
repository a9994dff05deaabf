"""From a token and an address to an actor with an opened scope."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.http import HttpRequest
from ninja.security import HttpBearer

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.api.domain.tokens import actor_of_token, token_with_key
from minhdinh.api.models import ApiToken
from minhdinh.assessments.domain.queries import assessment_of_year, sheet_at
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.common.problems import NotHere
from minhdinh.organisations.domain.queries import organisation_with_code
from minhdinh.organisations.models import Organisation


class TokenAuth(HttpBearer):
    """``Authorization: Bearer mdt_…``."""

    openapi_name = "token"

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Return the live token, or None: the answer is then 401."""
        return token_with_key(token)


@dataclass(frozen=True, slots=True)
class Visit:
    """A call inside a school: who acts, on what."""

    organisation: Organisation
    actor: Actor

    def assessment(self, year: str) -> SelfAssessment:
        """Return the year's self-assessment; raises NotHere."""
        found = assessment_of_year(self.organisation.pk, year)
        if found is None:
            raise NotHere("Năm học này chưa mở tự đánh giá.")
        return found

    def sheet(self, year: str, track: str, criterion: str) -> Sheet:
        """Return a sheet; raises NotHere."""
        found = sheet_at(self.assessment(year), track, criterion)
        if found is None:
            raise NotHere("Không có tiêu chí này.")
        return found


@contextmanager
def visit(request: HttpRequest, code: str, permission: Permission) -> Iterator[Visit]:
    """Enter a school by its code for whoever holds ``permission`` there; a stranger gets 404."""
    token: ApiToken = request.auth  # type: ignore[attr-defined]
    organisation = organisation_with_code(code)
    if organisation is None or not organisation.is_school:
        raise NotHere("Không có đơn vị này.")
    actor = actor_of_token(token, organisation)
    if actor is None:
        raise NotHere("Không có đơn vị này.")
    require(actor, permission)
    with school_scope(organisation.pk):
        yield Visit(organisation, actor)
