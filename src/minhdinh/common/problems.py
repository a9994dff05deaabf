"""Errors that a person should read."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext


class Problem(Exception):  # noqa: N818 (it is the word the screens use)
    """A request that cannot be carried out, in a Vietnamese sentence: what happened, what was kept, the mend.

    ``field`` names the form field or spreadsheet row it belongs to, ``link`` where to mend it. A sentence written
    out where it is raised is translated when it is read (``make messages`` finds it there), so that what a Vietnamese
    verb refuses is told in the language of the page.
    """

    status = 422

    def __init__(self, message: str, *, field: str = "", link: str = "") -> None:
        super().__init__(message)
        self.sentence = message
        self.field = field
        self.link = link

    @property
    def message(self) -> str:
        """The sentence in the language of whoever reads it; Vietnamese where the program has no settings yet."""
        return gettext(self.sentence) if self.sentence and settings.configured else self.sentence


class NotAllowed(Problem):
    """The person is known here but may not do this."""

    status = 403


class NotHere(Problem):
    """There is no such thing for this person; a stranger learns nothing more."""

    status = 404


class Stale(Problem):
    """The thing was changed by someone else since it was read."""

    status = 409


class Problems(Problem):
    """Several problems found at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(problem.sentence for problem in problems))
        self.problems = problems

    @property
    def message(self) -> str:
        """All sentences, one a line."""
        return "\n".join(problem.message for problem in self.problems)
