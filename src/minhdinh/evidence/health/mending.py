"""Where each finding is mended: which page of the evidence room its row leads to."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from minhdinh.evidence.health.checks import BY_KEY

PAGES = {
    "edit": "edit",
    "merge": "merge",
}  # by what mends it; everything else is mended on the item's own page
FOR_MANAGERS = frozenset({"merge"})


def page_of_mend(check: str, *, may_manage: bool) -> str:
    """Return the name of the page on which what a check found is mended, for who may manage evidence or not."""
    mend = BY_KEY[check].mend
    return "item" if mend in FOR_MANAGERS and not may_manage else PAGES.get(mend, "item")


@dataclass(frozen=True, slots=True)
class Room:
    """The evidence room of a school in a year, for addresses outside a request; without a year it has none."""

    code: str
    year: str

    def mend(self, check: str, item_id: int) -> str:
        """Return the address on which an item that a check found is mended."""
        return self._page(page_of_mend(check, may_manage=True), item_id=item_id)

    def collecting(self, collecting_id: int) -> str:
        """Return the address of what somebody collects."""
        return self._page("collecting-one", collecting_id=collecting_id)

    def findings(self, check: str) -> str:
        """Return the address of the rows of a check."""
        there = self._page("health")
        return f"{there}?check={check}" if there else ""

    def _page(self, name: str, **given: int) -> str:
        if not self.year:
            return ""
        return reverse(f"evidence:{name}", kwargs={"code": self.code, "year": self.year, **given})
