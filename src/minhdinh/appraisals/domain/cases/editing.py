"""When a dossier may still be changed: while it is the school's turn to send it."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _

from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.enums import Act, Holder
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.regimes import Regime
from minhdinh.common.problems import Problem, Stale


def is_editable(law: Regime, case: Case) -> bool:
    """Tell whether a registration is at the school, to be sent: before the first time, or given back."""
    stage = law.stage(case.stage)
    return case.is_open and stage.holder is Holder.SCHOOL and Act.SEND in stage.acts


def hold_editable(case: Case) -> Case:
    """Return the registration locked, if its dossier may be changed now (needs a transaction); raises Problem."""
    row = Case.objects.select_for_update(of=("self",)).select_related("department", "school").get(pk=case.pk)
    if not is_editable(law_of(row), row):
        raise Problem(_("Hồ sơ đã gửi nên không sửa được; chỉ sửa khi hồ sơ ở trường hoặc được trả lại."))
    return row


def mark_of(*values: object) -> str:
    """Return what a form carries of the values it was drawn with, to notice that they changed meanwhile."""
    return hashlib.sha256("\x1f".join(str(value) for value in values).encode()).hexdigest()[:16]


def check_mark(mark: str, *values: object, now: str) -> None:
    """Raise Stale, with what stands now, where the values are no longer those that the form was drawn with."""
    if mark != mark_of(*values):
        raise Stale(
            _("Người khác vừa sửa chỗ này. Nội dung hiện nay: %(now)s. Hãy xem lại rồi lưu lần nữa.")
            % {"now": now}
        )
