"""What is looked for in a school's evidence: each check is a query of items, so that no page grows with the store."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from minhdinh.access.actor import Actor
from minhdinh.evidence.context import YearContext, wanted_kinds
from minhdinh.evidence.domain.queries import kept, visible_to
from minhdinh.evidence.domain.renewal import expiring as expiring_soon
from minhdinh.evidence.domain.scan_marks import marked
from minhdinh.evidence.enums import FileFaultKind, LinkState, Verification
from minhdinh.evidence.models import (
    Citation,
    EvidenceFile,
    EvidenceItem,
    EvidenceUse,
    FileFault,
    LinkCheck,
    NearTwin,
)

Items = QuerySet[EvidenceItem]


@dataclass(frozen=True, slots=True)
class Look:
    """Whose evidence is looked at, by whom (None: by the machine, which sees all), on which day, in which year."""

    school_id: int
    day: dt.date
    actor: Actor | None = None
    year: YearContext | None = None

    def items(self, *, removed: bool = False) -> Items:
        """Return the items that the actor may see."""
        rows = EvidenceItem.objects.filter(school_id=self.school_id, removed_at__isnull=not removed)
        return rows.filter(visible_to(self.actor)) if self.actor else rows


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked for. ``fault`` is what must not be; the rest is advice. ``mend`` names what helps."""

    key: str
    label: Any
    help: Any
    query: Callable[[Look], Items]
    mend: str = "item"
    fault: bool = False


def _with_fault(look: Look, kind: FileFaultKind) -> Items:
    faults = FileFault.objects.filter(school_id=look.school_id, kind=kind).values("blob_id")
    return look.items().filter(_holds(faults))


def _holds(blobs: QuerySet[Any, Any]) -> Q:
    """Return the condition that an item has a present file among ``blobs``; the inner query runs once."""
    files = EvidenceFile.objects.filter(removed_at__isnull=True, blob_id__in=blobs)
    return Q(pk__in=files.values("item_id"))


def missing_files(look: Look) -> Items:
    """Return items whose file the last reading of the store did not find."""
    return _with_fault(look, FileFaultKind.MISSING)


def altered_files(look: Look) -> Items:
    """Return items whose file is no longer what was uploaded."""
    return _with_fault(look, FileFaultKind.ALTERED)


def infected(look: Look) -> Items:
    """Return items with a file in which the virus scanner found something after it was let in."""
    return look.items().filter(_holds(marked(look.school_id, found=True).values("pk")))


def unscanned(look: Look) -> Items:
    """Return items with a file that was let in while the virus scanner did not answer and waits for it."""
    return look.items().filter(_holds(marked(look.school_id, found=False).values("pk")))


def dead_links(look: Look) -> Items:
    """Return items whose present link did not open when it was last asked."""
    asked = LinkCheck.objects.filter(item=OuterRef("pk"), url=OuterRef("link")).exclude(state=LinkState.LIVE)
    return look.items().filter(~Q(link="") & Exists(asked))


def expired(look: Look) -> Items:
    """Return items whose validity has ended."""
    return look.items().filter(valid_to__lt=look.day)


def expiring(look: Look) -> Items:
    """Return items whose validity ends within the days that their kind warns ahead (``rules.expires_soon``)."""
    return look.items().filter(expiring_soon(look.day), valid_to__gte=look.day)


def same_file(look: Look) -> Items:
    """Return items that hold a file which another item holds too, byte for byte."""
    present = EvidenceFile.objects.filter(
        school_id=look.school_id, removed_at__isnull=True, item__removed_at__isnull=True
    )
    shared = present.values("blob_id").annotate(holders=Count("item_id", distinct=True))
    return look.items().filter(_holds(shared.filter(holders__gt=1).values("blob_id")))


def paper_key() -> Concat:
    """Return the expression that is equal for the same paper: its number and day."""
    return Concat(
        F("number"),
        Value("|"),
        Cast("issued_on", CharField()),
        Value("|"),
        F("issuer"),
        output_field=CharField(),
    )


def same_paper(look: Look) -> Items:
    """Return items with the number, day and issuer of another item: most likely one paper filed twice."""
    papers = look.items().exclude(number="").filter(issued_on__isnull=False).annotate(paper=paper_key())
    twice = papers.order_by().values("paper").annotate(times=Count("id")).filter(times__gt=1)
    return papers.filter(paper__in=twice.values("paper"))


def near_twins(look: Look) -> Items:
    """Return items whose files say nearly what those of another item say."""
    twins = NearTwin.objects.filter(school_id=look.school_id, other__removed_at__isnull=True)
    return look.items().filter(pk__in=twins.values("item_id"))


def never_cited(look: Look) -> Items:
    """Return items with a code that no text of any year cites."""
    cited = Citation.objects.filter(school_id=look.school_id)
    return look.items().exclude(code="").exclude(pk__in=cited.values("item_id"))


def cited_but_removed(look: Look) -> Items:
    """Return removed items that a text still cites."""
    cited = Citation.objects.filter(school_id=look.school_id)
    return look.items(removed=True).filter(pk__in=cited.values("item_id"))


def wrong_kind(look: Look) -> Items:
    """Return items given for a requirement that is usually proven by other kinds; none without a year."""
    wrong = wrong_places(look)
    if look.year is None or wrong is None:
        return look.items().none()
    here = Q(assessment_id=look.year.assessment_id) & wrong
    cited, used = Citation.objects.filter(here), EvidenceUse.objects.filter(here)
    return look.items().filter(Q(pk__in=cited.values("item_id")) | Q(pk__in=used.values("item_id")))


def wrong_places(look: Look) -> Q | None:
    """Return the condition on a citation or use that its item's kind is none of those its requirement usually takes.

    Requirements that some other item proves in a usual kind are left out: what is added beside that does no harm.
    """
    if look.year is None:
        return None
    wanted = wanted_kinds(look.year.assessment_id)
    here = {"assessment_id": look.year.assessment_id, "item__removed_at__isnull": True}
    given = {
        *Citation.objects.filter(**here).values_list("requirement", "item__kind").distinct(),
        *EvidenceUse.objects.filter(**here).values_list("requirement", "item__kind").distinct(),
    }
    proven = {requirement for requirement, kind in given if kind in wanted.get(requirement, ())}
    by_kinds: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for requirement in {requirement for requirement, _kind in given} & wanted.keys() - proven:
        by_kinds[wanted[requirement]].append(requirement)
    wrong = Q(pk__in=())
    for kinds, requirements in by_kinds.items():
        wrong |= Q(requirement__in=requirements) & ~Q(item__kind__in=[*kinds, ""])
    return wrong if by_kinds else None


def waiting(look: Look) -> Items:
    """Return items that can be verified and were not yet."""
    return look.items().filter(kept(), verification=Verification.PENDING).exclude(code="")


def without_code(look: Look) -> Items:
    """Return items of the inbox."""
    return look.items().filter(code="")


def empty_items(look: Look) -> Items:
    """Return items with a code and nothing behind it."""
    return look.items().filter(~kept()).exclude(code="")


CHECKS = (
    Check(
        "missing", _("Mất tệp"),
        _("Kho không còn tệp của minh chứng. Báo quản trị để lấy lại từ bản sao lưu, hoặc tải lại tệp."),
        missing_files, "files", fault=True,
    ),
    Check(
        "altered", _("Tệp bị đổi"),
        _("Tệp trong kho không còn đúng như lúc tải lên. Báo quản trị để lấy lại từ bản sao lưu, hoặc tải lại tệp."),
        altered_files, "files", fault=True,
    ),
    Check(
        "infected", _("Tệp có mã độc"),
        _("Bộ quét virus phát hiện mã độc trong tệp đã lưu. Đừng mở; hãy thay bằng bản sạch hoặc gỡ tệp, rồi báo quản trị."),
        infected, "files", fault=True,
    ),
    Check(
        "cited_removed", _("Đã bỏ nhưng còn được trích dẫn"),
        _("Báo cáo dẫn một minh chứng đã bỏ. Hãy khôi phục minh chứng, hoặc bỏ trích dẫn trong bài viết."),
        cited_but_removed, "restore", fault=True,
    ),
    Check(
        "dead_link", _("Đường dẫn không mở được"),
        _("Trang không trả lời khi hệ thống hỏi lần gần nhất. Hãy mở thử, sửa đường dẫn hoặc tải tệp lên."),
        dead_links, "edit",
    ),
    Check(
        "expired", _("Hết hiệu lực"),
        _("Minh chứng hết hiệu lực không giữ được mức. Hãy thay bằng bản mới hoặc sửa ngày."),
        expired, "edit",
    ),
    Check(
        "expiring", _("Sắp hết hiệu lực"),
        _("Còn hiệu lực nhưng sắp hết; nên xin bản mới ngay."),
        expiring, "edit",
    ),
    Check(
        "empty", _("Có mã nhưng chưa có gì"),
        _("Chưa có tệp, đường dẫn hay nơi lưu bản giấy."),
        empty_items, "files",
    ),
    Check(
        "same_file", _("Trùng tệp"),
        _("Hai minh chứng giữ cùng một tệp. Thường chỉ cần một mã, dùng cho nhiều tiêu chí."),
        same_file, "merge",
    ),
    Check(
        "same_paper", _("Trùng số, ngày và nơi ban hành"),
        _("Có thể là một văn bản được nhập hai lần."),
        same_paper, "merge",
    ),
    Check(
        "near_twin", _("Nội dung gần giống"),
        _("Hai tệp nói gần như cùng lời, có thể là bản nháp và bản chính."),
        near_twins, "merge",
    ),
    Check(
        "wrong_kind", _("Loại khác với yêu cầu thường cần"),
        _("Yêu cầu thường được chứng minh bằng loại khác mà chưa có minh chứng nào loại đó. Xem lại loại, hoặc bổ sung."),
        wrong_kind, "edit",
    ),
    Check(
        "unscanned", _("Chưa quét virus"),
        _("Tệp được nhận khi bộ quét virus không trả lời. Máy tự quét khi bộ quét chạy lại; trước đó hãy thận trọng khi mở."),
        unscanned, "files",
    ),
    Check(
        "waiting", _("Chờ xác minh"),
        _("Chưa ai xác minh nên chưa giữ được mức."),
        waiting, "verify",
    ),
    Check(
        "inbox", _("Chưa xếp tiêu chí"),
        _("Được gửi đến mà chưa có mã, nên chưa trích dẫn được."),
        without_code, "file",
    ),
    Check(
        "never_cited", _("Chưa được trích dẫn"),
        _("Có trong kho nhưng chưa bài viết nào dẫn đến."),
        never_cited, "item",
    ),
)  # fmt: skip
BY_KEY = {check.key: check for check in CHECKS}
