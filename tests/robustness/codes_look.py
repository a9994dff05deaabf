"""Says what of acknowledged changes of codes is not there, and what is half done; an empty list is the good answer.

Run as ``python -m tests.robustness.codes_look LEDGER`` with the installation's variables; the ledger holds the lines of
``codes_churn``.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import django

django.setup()

from minhdinh.access.scope import scopes_disabled  # noqa: E402 (apps must be loaded)
from minhdinh.evidence.models import Blob, EvidenceCode, EvidenceFile, EvidenceItem, ItemMerge  # noqa: E402
from tests.robustness.codes_churn import ROWS  # noqa: E402


def missing(ledger: list[list[object]]) -> list[str]:
    """Return what was acknowledged and is not there."""
    merges = {row.pk: row for row in ItemMerge.objects.all()}
    codes = set(EvidenceCode.objects.values_list("text", flat=True))
    blobs = set(Blob.objects.values_list("sha256", flat=True))
    listed = Counter(name.split(" dòng ")[0] for name in EvidenceItem.objects.values_list("name", flat=True))
    holds = {
        "merged": lambda pk: pk in merges,
        "undone": lambda pk: pk in merges and merges[pk].undone_at is not None,
        "code": lambda text: text in codes,
        "file": lambda sha256: sha256 in blobs,
        "list": lambda mark: listed[mark] == ROWS,
    }
    return [f"{act} {what}" for act, what in ledger if act in holds and not holds[act](what)]


def halves() -> list[str]:
    """Return what stands half done."""
    standing = ItemMerge.objects.filter(undone_at__isnull=True).select_related("gone")
    found = [
        f"merge {merge.pk} is half done"
        for merge in standing
        if merge.gone.removed_at is None or EvidenceCode.objects.filter(item=merge.gone).exists()
    ]
    for item in EvidenceItem.objects.filter(removed_at__isnull=True).exclude(code=""):
        own = EvidenceCode.objects.filter(item=item, text=item.code, current=True).count()
        files = EvidenceFile.objects.filter(item=item, removed_at__isnull=True).count()
        if own != 1:
            found.append(f"{item.code} is no current code of its item")
        if files != item.file_count:
            found.append(f"{item.code} counts {item.file_count} files and has {files}")
    return found


def main() -> None:
    ledger = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with scopes_disabled():
        print(json.dumps([*missing(ledger), *halves()]))  # noqa: T201


if __name__ == "__main__":
    main()
