from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.enums import Act, CaseKind, ConditionState, FileKind, Outcome, Wish
from minhdinh.assessments.models import Seal, SelfAssessment
from minhdinh.evidence.models import Blob
from minhdinh.organisations.models import Organisation, SchoolOwned


class Case(SchoolOwned):
    """A school's registration to be examined and recognised, from a sealed self-assessment to its end (T18, S2–S5).

    ``regime`` names the regulation it goes by (``rules.regimes``), ``stage`` where it stands there. ``intake`` is the
    office that looks at the dossier first; empty where the school sends straight to its department. What is examined is
    ``seal``, whatever the school does afterwards. ``version`` counts the steps, so that none is taken twice.
    """

    same_school = ("assessment", "seal")

    school = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", related_query_name="case"
    )
    year = models.CharField(_("năm học"), max_length=9)
    regime = models.CharField(_("quy định áp dụng"), max_length=20)
    kind = models.CharField(_("loại đăng ký"), max_length=20, choices=CaseKind.choices)
    wish = models.CharField(_("nguyện vọng"), max_length=20, choices=Wish.choices)
    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    intake = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="cases")
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="+")
    declared_level = models.PositiveSmallIntegerField(_("mức tự nhận"), null=True, blank=True)
    declared_grade = models.PositiveSmallIntegerField(_("cấp độ đề nghị"), null=True, blank=True)
    declared_degree = models.PositiveSmallIntegerField(_("mức độ đề nghị"), null=True, blank=True)
    letter_number = models.CharField(_("số công văn"), max_length=100, blank=True)
    letter_date = models.DateField(_("ngày công văn"), null=True, blank=True)
    note = models.TextField(_("nội dung thêm"), blank=True)
    stage = models.CharField(_("bước"), max_length=20)
    stage_since = models.DateTimeField(_("ở bước này từ"))
    due_on = models.DateField(_("hạn của bước này"), null=True, blank=True)
    number = models.CharField(_("số tiếp nhận"), max_length=60, blank=True)
    received_on = models.DateField(_("ngày tiếp nhận"), null=True, blank=True)
    concluded_level = models.PositiveSmallIntegerField(_("mức kết luận"), null=True, blank=True)
    concluded_grade = models.PositiveSmallIntegerField(_("cấp độ kết luận"), null=True, blank=True)
    concluded_degree = models.PositiveSmallIntegerField(_("mức độ kết luận"), null=True, blank=True)
    outcome = models.CharField(_("kết quả"), max_length=20, choices=Outcome.choices, blank=True)
    closed_at = models.DateTimeField(_("lúc kết thúc"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["school"], condition=Q(closed_at__isnull=True), name="case_one_open"
            ),
            models.UniqueConstraint(
                fields=["department", "number"], condition=~Q(number=""), name="case_number_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at__isnull=True) | ~Q(outcome="") & Q(closed_at__isnull=False),
                name="case_closed_with_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["department", "stage"], name="case_of_department"),
            models.Index(fields=["intake", "stage"], name="case_of_intake"),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.year} {self.stage}"

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.closed_at is None


class CaseStep(SchoolOwned):
    """A step of a registration, in the order taken; never changed."""

    same_school = ("case",)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    sequence = models.PositiveIntegerField()
    act = models.CharField(_("việc"), max_length=20, choices=Act.choices)
    from_stage = models.CharField(max_length=20)
    to_stage = models.CharField(max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(_("người làm"), max_length=200)
    by_office = models.CharField(_("đơn vị"), max_length=250, blank=True)
    taken_at = models.DateTimeField(_("lúc"))
    note = models.TextField(_("nội dung"), blank=True)

    class Meta:
        ordering = ["case", "sequence"]
        constraints = [models.UniqueConstraint(fields=["case", "sequence"], name="case_step_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.sequence} {self.act}"


class CaseCondition(SchoolOwned):
    """What was said of a condition of recognition; those that are computed are not kept here."""

    same_school = ("case",)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="conditions")
    key = models.CharField(max_length=10)
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=ConditionState.choices, default=ConditionState.UNKNOWN
    )
    note = models.CharField(_("căn cứ, ghi chú"), max_length=1000, blank=True)
    said_by_name = models.CharField(_("người khai"), max_length=200)
    said_at = models.DateTimeField(_("lúc khai"))

    class Meta:
        ordering = ["case", "key"]
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="case_condition_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.key} {self.state}"


class CaseFile(SchoolOwned):
    """A file of a registration, apart from what is sealed: a letter, a scan, an answer, a picture of a visit.

    ``client_id`` is what a phone called it before it could send: sent twice it is one row.
    """

    same_school = ("case", "blob", "question", "visit")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(_("loại"), max_length=20, choices=FileKind.choices)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=250)
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    question = models.ForeignKey(
        "appraisals.Question", on_delete=models.PROTECT, related_name="files", null=True, blank=True
    )
    visit = models.ForeignKey(
        "appraisals.Visit", on_delete=models.PROTECT, related_name="files", null=True, blank=True
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(_("người gửi"), max_length=200)
    client_id = models.CharField(max_length=40, blank=True)
    taken_at = models.DateTimeField(_("lúc chụp"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["case", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "client_id"], condition=~Q(client_id=""), name="case_file_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
