"""Own propositions for tests."""

from minhdinh.access.actor import system_actor
from minhdinh.organisations.models import Organisation
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_set
from minhdinh.standards.domain.own_propositions import add_own
from minhdinh.standards.domain.queries import newest_version
from minhdinh.standards.models import OwnProposition
from minhdinh.standards.suggestions.own import OwnDraft

SET = "tt57-2026-pho-thong"
DRAFT = OwnDraft(
    group="thuc_hien",
    text="Nhà trường tổ chức ngày hội đọc sách",
    wordings=(
        "Năm học {năm học}, nhà trường tổ chức {số buổi} buổi ngày hội đọc sách về {chủ đề}.",
        "Có {số buổi} buổi ngày hội đọc sách về {chủ đề} trong năm học {năm học}.",
    ),
    all=("ke_hoach",),
    any=("hinh_anh", "bao_cao"),
)


def make_own(
    owner: Organisation, *, text: str = "", requirement: str = "1.1.1a", set_id: str = SET
) -> OwnProposition:
    """Add a proposition of an organisation to a requirement of the set of general education."""
    if newest_version(set_id) is None:
        load_set(packaged_set(set_id))
    draft = OwnDraft(
        DRAFT.group,
        text or f"Mệnh đề mẫu {OwnProposition.objects.count()}",
        DRAFT.wordings,
        DRAFT.all,
        DRAFT.any,
    )
    return add_own(
        actor=system_actor(owner.pk), owner=owner, set_id=set_id, requirement=requirement, draft=draft
    )
