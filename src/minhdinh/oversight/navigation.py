"""The entries of this room in an office's menu."""

from minhdinh.organisations.web import NavEntry

ENTRIES: tuple[NavEntry, ...] = ()
