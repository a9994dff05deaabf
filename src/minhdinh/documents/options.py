"""What a person may choose when a form is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from minhdinh.documents.reading.values import optional, short_day

Progress = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal a document is made from: its revision, the SHA-256 of its canonical JSON, where to verify it."""

    revision: int
    digest: str
    sealed_at: str
    verify_url: str

    @property
    def short(self) -> str:
        """The first 12 characters of the hash, in groups of four, for people to compare."""
        return " ".join(self.digest[at : at + 4] for at in (0, 4, 8))


@dataclass(frozen=True, slots=True)
class Options:
    """Choices for one rendering; `seal` is None for a draft, `template` replaces the form's own template."""

    seal: Seal | None = None
    template: bytes | None = None
    base_url: str = ""
    signatures: bool = True
    criterion: str = ""
    page_numbers: bool = True
    progress: Progress | None = None

    def report(self, percent: int, step: str) -> None:
        """Tell who waits how far the work is (percent) and what is being done (Vietnamese)."""
        if self.progress is not None:
            self.progress(percent, step)


def seal_values(seal: Seal) -> dict[str, str]:
    """Return the seal's values for a template."""
    return {
        "revision": f"{seal.revision:02d}",
        "digest": optional(seal.digest),
        "short": seal.short,
        "date": short_day(seal.sealed_at),
        "url": optional(seal.verify_url),
    }
