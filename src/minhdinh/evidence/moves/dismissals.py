"""What a person dismissed of the bytes of a file goes with the file where items become one, and comes back with it."""

from __future__ import annotations

from collections.abc import Sequence

from minhdinh.evidence.models import EvidenceFile, EvidenceItem, ProposalDismissal


def move_dismissals(files: Sequence[EvidenceFile], source: EvidenceItem, target: EvidenceItem) -> None:
    """Keep the proposals from files that went from ``source`` to ``target`` as they were: dismissed ones stay away.

    What ``source`` still holds a present file of stays dismissed there as well.
    """
    rows = ProposalDismissal.objects.filter(item=source, blob_id__in={file.blob_id for file in files})
    ProposalDismissal.objects.bulk_create(
        [
            ProposalDismissal(
                school_id=target.school_id,
                item=target,
                blob_id=row.blob_id,
                dismissed_by_id=row.dismissed_by_id,
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )
    held = EvidenceFile.objects.filter(item=source, removed_at__isnull=True).values("blob_id")
    ProposalDismissal.objects.filter(pk__in=[row.pk for row in rows]).exclude(blob_id__in=held).delete()
