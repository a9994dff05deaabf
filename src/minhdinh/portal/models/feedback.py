from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.organisations.models import Organisation, SchoolOwned
from minhdinh.portal.enums import FeedbackState, FeedbackTopic

TOKEN_BYTES = 18
LONGEST = 2000


def new_token() -> str:
    """Return what the address of an answer ends with; only the sender has it."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class Feedback(SchoolOwned):
    """What somebody outside wrote about a school, and the answer of the school or of an office above.

    Nothing of the sender is kept: the answer waits behind ``token``. ``form_id`` is the form that was sent, so that
    sending it twice is one. ``public`` shows question and answer on the school's public page; an office decides it.
    """

    school = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", related_query_name="feedback"
    )
    topic = models.CharField(_("về việc"), max_length=20, choices=FeedbackTopic.choices)
    body = models.TextField(_("nội dung"), max_length=LONGEST)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    form_id = models.CharField(max_length=32, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=FeedbackState.choices, default=FeedbackState.NEW)
    answer = models.TextField(_("trả lời"), max_length=LONGEST, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_for = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    public = models.BooleanField(_("hiện công khai"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["school", "state"], name="feedback_school_state")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=FeedbackState.ANSWERED) | ~models.Q(answer=""),
                name="feedback_answered_with_words",
            ),
            models.CheckConstraint(
                condition=models.Q(public=False) | models.Q(state=FeedbackState.ANSWERED),
                name="feedback_public_once_answered",
            ),
        ]

    def __str__(self) -> str:
        return self.body[:60]
