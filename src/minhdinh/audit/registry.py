"""The kinds of audit entries: each action has a sentence for people and may have a link.

Rooms register theirs at import; recording an unknown action raises, so that no entry is unreadable.
"""

from __future__ import annotations

import string
from dataclasses import dataclass

from django.utils.functional import Promise

from minhdinh.common.language import in_vietnamese

MASKED = frozenset({"password", "token", "secret", "code"})


@dataclass(frozen=True, slots=True)
class Action:
    """A kind of entry: its code, and a sentence with {placeholders} filled from the entry's data.

    ``inner`` marks the inner work of those who examine a school: the school's own log leaves such entries out.
    """

    code: str
    sentence: str | Promise
    inner: bool = False


class UnknownActionError(LookupError):
    """An action was recorded that no room has registered."""


_actions: dict[str, Action] = {}


def register(code: str, sentence: str | Promise, *, inner: bool = False) -> str:
    """Make an action known and return its code; a second registration with another sentence is an error."""
    known = _actions.get(code)
    if known is not None and str(known.sentence) != str(sentence):
        raise ValueError(f"Audit action {code} is registered twice.")
    _actions[code] = Action(code, sentence, inner)
    return code


def action(code: str) -> Action:
    """Return the registered action; raises UnknownActionError."""
    try:
        return _actions[code]
    except KeyError:
        raise UnknownActionError(code) from None


def inner_codes() -> list[str]:
    """Return the codes of the actions that an examined school does not read in its own log."""
    return sorted(one.code for one in _actions.values() if one.inner)


def groups() -> list[str]:
    """Return the groups of registered actions: what stands before the first dot of their codes."""
    return sorted({code.split(".", 1)[0] for code in _actions})


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


@in_vietnamese
def sentence(code: str, data: dict[str, object]) -> str:
    """Return the entry's sentence; values that the data lacks print as an ellipsis.

    Always Vietnamese, as the words in the data are: the record reads the same for everybody.
    An entry of an action that this version does not know any more prints its code: old records stay readable.
    """
    if code not in _actions:
        return code
    return string.Formatter().vformat(str(action(code).sentence), (), _Blank(data))


def masked(data: dict[str, object]) -> dict[str, object]:
    """Return ``data`` with secrets replaced."""
    return {key: "***" if key in MASKED else value for key, value in data.items()}
