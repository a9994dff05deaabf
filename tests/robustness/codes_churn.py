"""Changes codes without pause until it is killed: every act that the database has taken is said in a line of its own.

Run as ``python -m tests.robustness.codes_churn SEED`` with the variables of an installation that ``seed`` has filled.
"""

import io
import json
import random
import sys
import tempfile
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (apps must be loaded)

from minhdinh.access.actor import system_actor  # noqa: E402
from minhdinh.access.scope import school_scope  # noqa: E402
from minhdinh.assessments.domain.evidence_context import evidence_context  # noqa: E402
from minhdinh.common.problems import Problem  # noqa: E402
from minhdinh.evidence.domain.files import attach_file  # noqa: E402
from minhdinh.evidence.models import EvidenceItem, ItemMerge  # noqa: E402
from minhdinh.evidence.moves.merging import merge_items  # noqa: E402
from minhdinh.evidence.moves.moving import move_item  # noqa: E402
from minhdinh.evidence.moves.undoing import undo_merge  # noqa: E402
from minhdinh.organisations.models import Organisation  # noqa: E402
from tests.evidence.factories import pdf_bytes  # noqa: E402
from tests.robustness.seed import CODE, YEAR  # noqa: E402

CRITERIA = ("1.1", "1.2", "1.3", "2.1")
ROWS = 12


class Churn:
    """One person who never stops; ``say`` is reached only after the commit."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.seed = seed
        self.school = Organisation.objects.get(code=CODE)
        self.actor = system_actor(self.school.pk)
        self.count = 0

    def say(self, act: str, *what: object) -> None:
        print(json.dumps([act, *what]), flush=True)  # noqa: T201

    def items(self, number: int) -> list[EvidenceItem]:
        rows = list(EvidenceItem.objects.filter(removed_at__isnull=True).exclude(code="").order_by("pk"))
        return self.rng.sample(rows, number)

    def move(self) -> None:
        (item,) = self.items(1)
        context = evidence_context(self.school.pk, YEAR)
        assert context is not None
        criterion = self.rng.choice(CRITERIA)
        about = {"version": item.version, "convention": context.convention, "reason": "thử"}
        move_item(actor=self.actor, item=item, criterion=criterion, **about)  # type: ignore[arg-type]
        self.say("code", item.code)

    def merge(self) -> None:
        gone, survivor = self.items(2)
        versions = (gone.version, survivor.version)
        merge = merge_items(actor=self.actor, gone=gone, survivor=survivor, versions=versions, reason="thử")
        self.say("merged", merge.pk)

    def undo(self) -> None:
        merges = ItemMerge.objects.filter(undone_at__isnull=True, survivor__removed_at__isnull=True)
        merge = self.rng.choice(list(merges.select_related("gone", "survivor")) or [None])
        if merge is not None:
            undo_merge(actor=self.actor, merge=merge)
            self.say("undone", merge.pk)

    def upload(self) -> None:
        (item,) = self.items(1)
        content = pdf_bytes(f"{self.seed} {self.count}")
        done = attach_file(
            actor=self.actor, item=item, stream=io.BytesIO(content), name="tep.pdf", size=len(content)
        )
        self.say("file", done.file.blob.sha256)

    def bring(self) -> None:
        """Bring a list of new items in, as the command does."""
        mark = f"Danh mục {self.seed}-{self.count}"
        rows = [f"1.3,,{mark} dòng {number},,," for number in range(ROWS)]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "danh-muc.csv"
            header = "Tiêu chí,Mã minh chứng,Tên minh chứng,Số hiệu,Nơi ban hành,Ghi chú"
            path.write_text("\n".join([header, *rows]), encoding="utf-8")
            call_command("evidence", "import", str(path), school=CODE, year=YEAR, stdout=io.StringIO())
        self.say("list", mark)

    def once(self) -> None:
        self.count += 1
        act = self.rng.choice(
            (self.move, self.merge, self.merge, self.undo, self.upload, self.upload, self.bring)
        )
        try:
            act()
        except Problem as problem:
            self.say("refused", problem.sentence)


def main() -> None:
    churn = Churn(int(sys.argv[1]))
    with school_scope(churn.school.pk):
        while True:
            churn.once()


if __name__ == "__main__":
    main()
