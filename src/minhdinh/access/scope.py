"""Scopes: which organisations' rows may be read now. Without an opened scope every query raises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

if TYPE_CHECKING:
    from typing import Self


class ScopeError(RuntimeError):
    """A tenant's rows were asked for outside an opened scope: a programming error, never a user's."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is open: some organisations by id, all below a path, or everything (commands, tests)."""

    ids: frozenset[int] = frozenset()
    path: str = ""
    everything: bool = False

    def allows(self, organisation_id: int | None) -> bool:
        """Tell whether rows of this organisation may be written; a path scope only reads."""
        return self.everything or organisation_id in self.ids


_current: ContextVar[Scope | None] = ContextVar("minhdinh_scope", default=None)


def current_scope() -> Scope:
    """Return the opened scope; raises ScopeError where none is."""
    scope = _current.get()
    if scope is None:
        raise ScopeError("No scope is open: use school_scope(), path_scope() or scopes_disabled().")
    return scope


@contextmanager
def _opened(scope: Scope) -> Iterator[Scope]:
    token = _current.set(scope)
    try:
        yield scope
    finally:
        _current.reset(token)


def school_scope(*organisation_ids: int) -> Any:
    """Open the rows of these organisations for reading and writing."""
    return _opened(Scope(ids=frozenset(organisation_ids)))


def path_scope(path: str) -> Any:
    """Open for reading the rows of every organisation at or below a materialised path."""
    if not path:
        raise ScopeError("An empty path would open everything.")
    return _opened(Scope(path=path))


def scopes_disabled() -> Any:
    """Open everything: for commands and jobs of the system itself, which say so by this name."""
    return _opened(Scope(everything=True))


M = TypeVar("M", bound=models.Model)


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset that refuses to write rows of organisations outside the scope."""

    def _check(self, objects: Iterable[M]) -> None:
        scope = current_scope()
        for item in objects:
            owner = getattr(item, "school_id", None)
            if not scope.allows(owner):
                raise ScopeError(f"Writing a row of organisation {owner} outside the opened scope.")

    def create(self, **values: Any) -> M:
        """Create one row after checking its owner."""
        self._check([self.model(**values)])
        return super().create(**values)

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """Create rows after checking each one's owner."""
        rows = list(objs)
        self._check(rows)
        return super().bulk_create(rows, *args, **kwargs)

    def in_scope(self) -> Self:
        """Return the rows of the opened scope only."""
        scope = current_scope()
        if scope.everything:
            return self
        if scope.path:
            return self.filter(school__path__startswith=scope.path)
        return self.filter(school_id__in=scope.ids)


class ScopedManager(models.Manager[M]):
    """The only manager of school-owned rows: fails closed."""

    def get_queryset(self) -> ScopedQuerySet[M]:
        """Return the rows of the opened scope; raises ScopeError outside one."""
        return ScopedQuerySet(self.model, using=self._db).in_scope()

    def create(self, **values: Any) -> M:
        """Create one row inside the scope."""
        return self.get_queryset().create(**values)

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """Create rows inside the scope."""
        return self.get_queryset().bulk_create(objs, *args, **kwargs)
