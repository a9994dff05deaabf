"""Everything of the demo, in order; loading again changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.common.problems import Problem
from minhdinh.demo.content import MAIN_SCHOOL, OTHER_SCHOOLS
from minhdinh.demo.loading.appraisals import load_crosscheck, load_facts, load_schedule
from minhdinh.demo.loading.campaign import load_campaign
from minhdinh.demo.loading.desk import load_desk
from minhdinh.demo.loading.history import load_history
from minhdinh.demo.loading.people import load_first_administrator, load_people, set_known_password
from minhdinh.demo.loading.places import load_ministry, load_profiles, load_tree, province
from minhdinh.demo.loading.portal import load_portal
from minhdinh.demo.loading.register import load_register
from minhdinh.demo.loading.registration import load_registration
from minhdinh.demo.loading.school import load_school
from minhdinh.demo.loading.steps import Report, is_done, once
from minhdinh.notifications.domain.settling import settle_letters
from minhdinh.organisations.models import Organisation

FIRST_STEP = "ministry"
LAST_STEP = "complete"
FOLDERS = (MAIN_SCHOOL, *OTHER_SCHOOLS)
STEPS: tuple[tuple[str, str, Callable[[], None]], ...] = (
    (FIRST_STEP, "Bộ", load_ministry),
    ("administrator", "quản trị hệ thống", load_first_administrator),
    ("province", "cơ quan, trường", lambda: load_tree(province())),
    ("offices", "tài khoản của cơ quan", lambda: load_people(schools=False)),
    ("profiles", "hồ sơ các trường", load_profiles),
    ("people", "tài khoản của trường", lambda: load_people(schools=True)),
    ("passwords", "mật khẩu dùng thử", set_known_password),
    ("history", "lịch sử đã ghi nhận", load_history),
)
# After the schools: a school is checked and registers with the report that it has.
OFFICE_STEPS: tuple[tuple[str, str, Callable[[], None]], ...] = (
    ("campaign", "đợt công tác, nhắc nhở", load_campaign),
    ("facts", "đăng ký, quyết định công nhận", load_facts),
    ("schedule", "lịch đánh giá ngoài", load_schedule),
    ("crosscheck", "kiểm tra chéo", load_crosscheck),
    ("desk", "tập huấn, đầu mối, báo cáo", load_desk),
    ("register", "sổ công nhận", load_register),
    ("registration", "hồ sơ đăng ký, hội đồng thẩm định", load_registration),
    ("portal", "góp ý của người dân, báo cáo công bố", load_portal),
)


def load_demo(report: Report, folders: Sequence[str] = FOLDERS) -> bool:
    """Load what is missing and return whether anything was; ``report`` is told each step.

    ``folders`` are the schools whose dossiers are loaded, all of them unless a test wants fewer.

    Raises Problem for a data folder with data that are not the demo's: its accounts have a known password.
    """
    if is_done(LAST_STEP):
        return False
    require_demo_or_empty()
    _run(STEPS, report)
    for folder in folders:
        load_school(folder, report)
    if set(folders) == set(FOLDERS):  # the offices' work speaks of all sample schools
        _run(OFFICE_STEPS, report)
    once("letters", _keep_letters)
    return once(LAST_STEP, lambda: None)


def _run(steps: Sequence[tuple[str, str, Callable[[], None]]], report: Report) -> None:
    """Do the steps that were not done yet and tell each."""
    for name, label, work in steps:
        if once(name, work):
            report(label)


def _keep_letters() -> None:
    """Nobody gets a letter about the sample data as a whole."""
    settle_letters()


def require_demo_or_empty() -> None:
    """Refuse a database in which somebody else's data are."""
    with scopes_disabled():
        used = User.objects.exists() or Organisation.objects.exists()
    if used and not is_done(FIRST_STEP):
        raise Problem(
            "Thư mục dữ liệu này đã có dữ liệu thật, nên không nạp dữ liệu mẫu vào. "
            "Hãy đặt MINHDINH_DATA sang một thư mục mới rồi chạy lại."
        )
