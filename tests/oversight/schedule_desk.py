"""An office with schools to schedule, and the printed schedule of a district office of 2017-2018."""

from collections import Counter
from dataclasses import dataclass, field

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import path_scope
from minhdinh.accounts.models import User
from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.schedule import add_schools
from minhdinh.oversight.domain.schedule_queries import rows_of, schedule_of
from minhdinh.oversight.models import Schedule, ScheduleRow
from tests.factories import CommuneFactory, SchoolFactory, acting, member

YEAR = "2017-2018"
# Name and month as the plan writes them; one month there has one digit.
PLAN = (
    ("MN Đoàn Kết", "11/2017"),
    ("MN Thanh Giang", "11/2017"),
    ("MN Ngũ Hùng", "01/2018"),
    ("TH Tứ Cường", "11/2017"),
    ("TH Đoàn Tùng", "11/2017"),
    ("TH Thanh Giang", "12/2017"),
    ("TH Hồng Quang", "12/2017"),
    ("TH Chi Lăng Bắc", "12/2017"),
    ("TH Phạm Kha", "12/2017"),
    ("TH Diên Hồng", "01/2018"),
    ("THCS Cao Thắng", "10/2017"),
    ("THCS Ngô Quyền", "10/2017"),
    ("THCS Tiền Phong", "01/2018"),
    ("THCS Hùng Sơn", "01/2018"),
    ("THCS Lam Sơn", "3/2018"),
    ("THCS Lê Hồng", "3/2018"),
)
TYPES = {"MN": SchoolType.PRESCHOOL, "TH": SchoolType.PRIMARY, "THCS": SchoolType.LOWER_SECONDARY}
TWO_DIGITS = [(name, month.rjust(7, "0")) for name, month in PLAN]
LOAD = Counter(month for _name, month in TWO_DIGITS)


def kept_month(written: str) -> str:
    """Return ``2018-03`` for ``3/2018``."""
    month, year = written.split("/")
    return f"{year}-{int(month):02d}"


@dataclass
class Desk:
    """An office, its officer, and schools by name."""

    office: Organisation
    officer: User
    schools: dict[str, Organisation] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        return acting(self.officer, self.office)

    @property
    def schedule(self) -> Schedule:
        found = schedule_of(self.office, YEAR)
        assert found is not None
        return found

    def row(self, name: str) -> ScheduleRow:
        return next(row for row in rows_of(self.schedule) if row.school.name == name)

    def add(self, *names: str, month: str = "") -> int:
        with path_scope(self.office.path):
            return add_schools(
                actor=self.actor,
                office=self.office,
                year=YEAR,
                school_ids=[self.schools[name].pk for name in names],
                month=month,
            )

    def add_plan(self) -> None:
        """Put all sixteen schools on their months, one after the other as the plan lists them."""
        for name, month in PLAN:
            self.add(name, month=kept_month(month))

    def url(self, rest: str = "") -> str:
        return f"/co-quan/{self.office.code}/{YEAR}/lich-danh-gia-ngoai/{rest}"


def make_desk(*, plan: bool = True) -> Desk:
    """Return an office with the sixteen schools of the plan below it, not scheduled yet."""
    office = CommuneFactory(code="thanh-mien", name="Phòng Giáo dục và Đào tạo Thanh Miện")
    desk = Desk(office, member(office, Role.DISTRICT_OFFICER, full_name="Bùi Thị Lịch"))
    for name, _month in PLAN if plan else PLAN[:3]:
        desk.schools[name] = SchoolFactory(
            name=name, under=office, profile__school_type=TYPES[name.split(" ", 1)[0]]
        )
    return desk
