from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.models.assessment import SelfAssessment
from minhdinh.organisations.models import SchoolOwned

USUAL_SHARE = 20


class FiguresSource(models.TextChoices):
    """Which program wrote a file of figures; its columns are known to the school's own mapping only."""

    TEMPLATE = "template", _("Tệp mẫu tải từ đây")
    INDUSTRY = "csdl", _("CSDL ngành")
    SMAS = "smas", "SMAS"
    VNEDU = "vnedu", "vnEdu"
    OTHER = "other", _("Tệp khác")


class FiguresFile(SchoolOwned):
    """A workbook read into texts, waiting for the one confirmation that writes its figures.

    ``sheets`` holds ``{name, rows}`` in the file's order; ``mapping`` says per table where each figure stands in them
    (``figures.rules.mapping``).
    """

    same_school = ("assessment",)

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="figures_files")
    source = models.CharField(_("nguồn"), max_length=10, choices=FiguresSource.choices)
    file_name = models.CharField(_("tệp"), max_length=200)
    sha256 = models.CharField(max_length=64)
    sheets = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    applied_at = models.DateTimeField(_("lúc ghi"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "sha256", "source"], name="figures_file_once")
        ]

    def __str__(self) -> str:
        return self.file_name


class FiguresMapping(SchoolOwned):
    """Where a school's program writes the figures of one table, by the words beside them, for the next file."""

    source = models.CharField(_("nguồn"), max_length=10, choices=FiguresSource.choices)
    table = models.CharField(max_length=40)
    anchors = models.JSONField(default=dict)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["source", "table"]
        constraints = [
            models.UniqueConstraint(fields=["school", "source", "table"], name="figures_mapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.table}"


class FigureAnswer(SchoolOwned):
    """What a person explained about a question that the check of figures asked.

    ``seen`` are the figures that were explained; when they change, the question is open again.
    """

    same_school = ("assessment",)

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="figure_answers")
    subject = models.CharField(max_length=200)
    seen = models.CharField(max_length=100)
    text = models.CharField(_("giải trình"), max_length=1000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=200)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["assessment", "subject"]
        constraints = [models.UniqueConstraint(fields=["assessment", "subject"], name="figure_answer_once")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.text}"


class FigureSettings(SchoolOwned):
    """What a school wants its figures to be checked by: from which change on, in percent, a figure is asked about."""

    share = models.PositiveSmallIntegerField(
        _("tăng hoặc giảm quá (%)"),
        default=USUAL_SHARE,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school"], name="figure_settings_once")]

    def __str__(self) -> str:
        return f"{self.share} %"
