from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.notifications.domain.preferences import ALWAYS_SHOWN, channel_of
from minhdinh.notifications.enums import Channel, NoticeKind
from minhdinh.notifications.models import NoticeProfile


class PreferencesForm(forms.Form):
    """One choice for each kind of notices, and whether letters are wanted at all."""

    wants_mail = forms.BooleanField(label=_("Nhận thư điện tử"), required=False)

    def __init__(self, *args: Any, profile: NoticeProfile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wants_mail"].initial = profile.stopped_at is None
        for kind in NoticeKind:
            choices = [
                (channel.value, channel.label)
                for channel in Channel
                if channel != Channel.NONE or kind not in ALWAYS_SHOWN
            ]
            self.fields[f"kind_{kind.value}"] = forms.ChoiceField(
                label=_("Thông báo khác") if kind == NoticeKind.OTHER else kind.label,
                required=False,
                choices=choices,
                initial=channel_of(profile, kind).value,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    @property
    def kinds(self) -> list[forms.BoundField]:
        """The fields of the kinds, in order."""
        return [self[f"kind_{kind.value}"] for kind in NoticeKind]

    @property
    def channels(self) -> dict[str, str]:
        """What was chosen, by kind (after ``is_valid``)."""
        return {kind.value: self.cleaned_data[f"kind_{kind.value}"] for kind in NoticeKind}
