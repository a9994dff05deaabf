"""Why a merger or split cannot be: every reason at once, so that a preview names them all."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from minhdinh.lib.text import clean, vn_date
from minhdinh.organisations.domain.placements import stands_since
from minhdinh.organisations.domain.reorganisation import Proposal, Target
from minhdinh.organisations.enums import SuccessionForm
from minhdinh.organisations.models import Organisation, OrganisationKind, Parentage


def reasons_against(proposal: Proposal) -> Iterator[str]:
    """Yield a sentence for everything that stands against a proposal."""
    yield from _shape(proposal)
    yield from _day(proposal)
    for predecessor in proposal.predecessors:
        yield from _predecessor(proposal, predecessor)
    for target in proposal.targets:
        yield from _existing(proposal, target) if target.organisation else _new(proposal, target)
    yield from _assignment(proposal)


def _shape(proposal: Proposal) -> Iterator[str]:
    codes = [one.code for one in proposal.predecessors]
    if len(codes) != len(set(codes)):
        yield "Một đơn vị được ghi hai lần trong các đơn vị cũ."
    wanted = [clean(target.code) for target in proposal.targets]
    if len(wanted) != len(set(wanted)):
        yield "Hai đơn vị mới trùng mã."
    if set(codes) & set(wanted):
        yield "Đơn vị kế tục không thể đồng thời là đơn vị cũ."
    if not clean(proposal.basis):
        yield "Chưa ghi căn cứ pháp lý (số, ngày nghị quyết hoặc quyết định)."
    if len({one.is_school for one in proposal.predecessors}) > 1:
        yield "Không sáp nhập trường với cơ quan."
    yield from _counts(proposal)


def _counts(proposal: Proposal) -> Iterator[str]:
    if proposal.form == SuccessionForm.MERGE and (len(proposal.targets) != 1 or proposal.keep):
        yield "Sáp nhập có đúng một đơn vị kế tục, và các đơn vị cũ kết thúc."
    if (
        proposal.form == SuccessionForm.MERGE
        and proposal.predecessors[0].is_school
        and not proposal.merger_form
    ):
        yield "Chưa chọn trường hợp sáp nhập trường (quyết định giá trị của giấy chứng nhận cũ)."
    if proposal.form == SuccessionForm.SPLIT and len(proposal.predecessors) != 1:
        yield "Mỗi lần chỉ chia, tách một đơn vị."
    if proposal.form == SuccessionForm.SPLIT and len(proposal.targets) + proposal.keep < 2:
        yield "Chia, tách cần ít nhất hai đơn vị sau khi tách."


def _day(proposal: Proposal) -> Iterator[str]:
    if proposal.day > timezone.localdate():
        yield "Ngày có hiệu lực chưa đến; hãy ghi khi việc sắp xếp có hiệu lực."


def _predecessor(proposal: Proposal, predecessor: Organisation) -> Iterator[str]:
    day, shown = proposal.day, vn_date(proposal.day)
    if not predecessor.active:
        yield f"{predecessor.name} đã kết thúc hoạt động."
        return
    own = Parentage.objects.filter(child=predecessor, valid_to__isnull=True, valid_from__gte=day)
    if own.exists():
        yield f"{predecessor.name} có cơ quan quản lý ghi từ ngày {shown} hoặc muộn hơn."
    if predecessor.precessions.filter(day__gt=day).exists():
        yield f"{predecessor.name} có lần sắp xếp sau ngày {shown}."
    below = Parentage.objects.filter(parent=predecessor).exclude(valid_to__lte=day)
    late = below.filter(Q(valid_to__isnull=False) | Q(valid_from__gte=day)).select_related("child")
    for edge in late[:5]:
        yield f"{edge.child.name} vào hoặc rời {predecessor.name} từ ngày {shown} trở đi; hãy chọn ngày muộn hơn."


def _existing(proposal: Proposal, target: Target) -> Iterator[str]:
    found = target.organisation
    assert found is not None  # noqa: S101 (for the type checker; the caller looked)
    if not found.active:
        yield f"{found.name} đã kết thúc hoạt động, không thể kế tục."
    elif not stands_since(found, proposal.day):
        yield f"{found.name} chưa có vào ngày {vn_date(proposal.day)}."
    yield from _fits(proposal, found.name, school=found.is_school)
    for predecessor in proposal.predecessors:
        if found.pk != predecessor.pk and found.path.startswith(predecessor.path):
            yield f"{found.name} đang thuộc {predecessor.name}; hãy chuyển {found.name} đi trước."


def _new(proposal: Proposal, target: Target) -> Iterator[str]:
    label = clean(target.name) or clean(target.code)
    if not clean(target.code) or not clean(target.name):
        yield "Đơn vị mới cần có mã và tên."
    if Organisation.objects.filter(code=clean(target.code)).exists():
        yield f"Mã {target.code} đã dùng cho một đơn vị khác."
    kind = OrganisationKind.objects.filter(pk=target.kind).first()
    if kind is None:
        yield f"Không có loại đơn vị “{target.kind}”."
    else:
        yield from _fits(proposal, label, school=kind.is_school)
    yield from _parent(proposal, target, label)


def _parent(proposal: Proposal, target: Target, label: str) -> Iterator[str]:
    parent = target.parent
    if parent is None:
        if any(Parentage.objects.filter(child=one, valid_to__isnull=True) for one in proposal.predecessors):
            yield f"Chưa chọn cơ quan quản lý của {label}."
        return
    if parent.is_school or not parent.active:
        yield f"{parent.name} không thể là cơ quan quản lý của {label}."
    elif not stands_since(parent, proposal.day):
        yield f"{parent.name} chưa có vào ngày {vn_date(proposal.day)}."
    for predecessor in proposal.predecessors:
        if parent.path.startswith(predecessor.path):
            yield f"{parent.name} thuộc {predecessor.name}, nên không thể là cơ quan quản lý của {label}."


def _fits(proposal: Proposal, label: str, *, school: bool) -> Iterator[str]:
    if any(one.is_school != school for one in proposal.predecessors):
        yield f"{label} không cùng loại với các đơn vị cũ: trường kế tục trường, cơ quan kế tục cơ quan."


def _assignment(proposal: Proposal) -> Iterator[str]:
    targets = {clean(target.code) for target in proposal.targets}
    if proposal.keep:
        targets |= {one.code for one in proposal.predecessors}
    for child, target in proposal.assignment.items():
        if target not in targets:
            yield f"{child} được giao cho “{target}”, không phải một đơn vị sau sắp xếp."
    edges = Parentage.objects.filter(
        parent__in=[one.pk for one in proposal.predecessors], valid_to__isnull=True
    )
    known = set(edges.values_list("child__code", flat=True))
    for child in sorted(set(proposal.assignment) - known):
        yield f"{child} không trực thuộc đơn vị được sắp xếp."
