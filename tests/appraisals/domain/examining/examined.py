"""A registration at the study of its dossier whose report cites a file and a sensitive item."""

import datetime as dt
import io
from dataclasses import dataclass

from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.opening import Wanted, open_registration
from minhdinh.appraisals.domain.examining.queries import case_with_seal
from minhdinh.appraisals.domain.examining.sealed import SealedReport, sealed_report
from minhdinh.appraisals.domain.examining.slips import Written, save_slip, send_slip
from minhdinh.appraisals.enums import BodyRole, Wish
from minhdinh.appraisals.models import BodyMember, Case, Slip
from minhdinh.assessments.domain.site_conditions import (
    ConditionValues,
    mark_of,
    save_site_conditions,
    written_of,
)
from minhdinh.assessments.models import Passage, Seal
from minhdinh.evidence.domain.files import attach_file
from minhdinh.evidence.models import EvidenceFile, EvidenceItem
from minhdinh.lib.hashing import sha256
from minhdinh.organisations.domain.school import replace_sites
from tests.appraisals.registered import TT57, World, short_set
from tests.assessments.cases import (
    PDF,
    advance,
    decide_all,
    filed_item,
    item,
    make_case,
    rich,
    seat_council,
    write,
)
from tests.assessments.cases import Case as Prepared
from tests.assessments.sites.places import FAR, SITES
from tests.factories import CommuneFactory, DepartmentFactory

SITE_CRITERION, SITE_NOW = "2.2", "Phòng tạm, mái tôn"
SENSITIVE = "Hồ sơ sức khỏe của học sinh Mẫu"
TEXT = "Nhà trường có kế hoạch được phê duyệt"


@dataclass
class Examined:
    """``item`` is cited in 1.3 and has a file; ``reader`` is a plain member of the body."""

    world: World
    item: EvidenceItem

    @property
    def sha256(self) -> str:
        return sha256(PDF)

    @property
    def reader(self) -> Actor:
        return self.world.examiner(BodyRole.MEMBER)

    @property
    def track(self) -> str:
        return self.world.case.track

    def case(self) -> Case:
        with scopes_disabled():
            found = case_with_seal(self.world.school.pk, self.world.registered.pk)
        assert found is not None
        return found

    def report(self) -> SealedReport:
        with scopes_disabled():
            return sealed_report(self.case())

    def member(self, role: str = BodyRole.MEMBER) -> BodyMember:
        with scopes_disabled():
            return BodyMember.objects.select_related("body").get(pk=self.world.members[role].pk)

    def save(
        self, role: str = BodyRole.MEMBER, criterion: str = "1.3", version: int = 0, **texts: str
    ) -> Slip:
        """Save a slip of a member; ``level`` may be among the texts."""
        level = texts.pop("level", "1")
        with scopes_disabled():
            return save_slip(
                actor=self.world.examiner(role),
                case=self.case(),
                member=self.member(role),
                report=self.report(),
                place=(self.track, criterion),
                written=Written(texts or {"strengths": "Rõ ràng."}, level, version),
            )

    def send(self, role: str = BodyRole.MEMBER, criterion: str = "1.3") -> Slip:
        """Write and send a slip of a member."""
        self.save(role, criterion)
        with scopes_disabled():
            return send_slip(
                actor=self.world.examiner(role),
                case=self.case(),
                member=self.member(role),
                place=(self.track, criterion),
            )

    def file_after_the_sealing(self) -> str:
        """Let the school add a file to the item and return its hash."""
        content = PDF + b"%sau\n"
        attach_file(
            actor=self.world.case.system,
            item=self.item,
            stream=io.BytesIO(content),
            name="sau-niem-phong.pdf",
            size=len(content),
        )
        return sha256(content)

    def school_changes_everything(self) -> None:
        """Change what the school could change after the sealing: texts, items, files, names."""
        with scopes_disabled():
            self._change()

    def _change(self) -> None:
        later = "Trường sửa sau niêm phong"
        Passage.objects.filter(assessment=self.world.case.assessment).update(body=rich(later), text=later)
        self.file_after_the_sealing()
        EvidenceFile.objects.filter(item=self.item).update(removed_at=timezone.now(), name="khac.pdf")
        EvidenceItem.objects.filter(school=self.world.school).update(
            name=later, kind="", removed_at=timezone.now(), valid_to=dt.date(2020, 1, 1)
        )
        self.world.school.name = later
        self.world.school.save()


def examined(regime: str = TT57, stage: str = "study", *, sites: bool = False) -> Examined:
    """Return the registration, at a stage with a body that has declared; ``sites`` gives the school three places."""
    with scopes_disabled():
        department = DepartmentFactory(name="Sở Giáo dục và Đào tạo Đồng Mẫu")
        commune = CommuneFactory(name="Ủy ban nhân dân xã Mẫu", under=department)
        more = (SITE_CRITERION,) if sites else ()
        case = make_case(standard_set=short_set(regime, *more), under=commune)
        seat_council(case)
        decide_all(case, 1)
        cited = filed_item(case, name="Kế hoạch chiến lược")
        secret = item(case, name=SENSITIVE, kind="ho_so_vu_viec")
        write(case, case.slot("1.3"), TEXT, [cited, secret])
        if sites:
            _write_sites(case)
        seal = advance(case, "sealed")
        assert isinstance(seal, Seal)
        wish = Wish.NATIONAL_STANDARD if regime == TT57 else Wish.BOTH
        registered = open_registration(
            actor=case.system, assessment=case.fresh(), wanted=Wanted(wish=wish, level=1)
        )
        world = World(department, commune, case, registered)
        world.user(world.school, Role.PRINCIPAL)
        world.put(stage)
    return Examined(world, cited)


def _write_sites(case: Prepared) -> None:
    replace_sites(actor=case.system, organisation=case.school, sites=SITES)
    values = [
        ConditionValues(SITE_CRITERION, "unmet", "", SITE_NOW, "02 phòng học", mark_of(written_of(None)))
    ]
    save_site_conditions(actor=case.actor(), assessment=case.assessment, site=FAR, values=values)
