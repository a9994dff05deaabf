"""The district of the seed's report (An Minh, first semester 2013-2014): 48 schools and what is known of their year."""

from __future__ import annotations

from dataclasses import dataclass

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import Registration
from minhdinh.assessments.models import RecordedAssessment
from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.models import Organisation
from tests.factories import DepartmentFactory, OrganisationFactory, SchoolFactory

YEAR = "2013-2014"
OFFICE = "pgd-an-minh"
# (type, schools, of which completed, names of those that registered)
DISTRICT = (
    (SchoolType.PRESCHOOL, 8, 3, ("Mầm non Thị trấn", "Mầm non Đông Hòa")),
    (SchoolType.PRIMARY, 28, 16, ("TH Thị trấn 1", "TH Đông Hưng 1")),
    (SchoolType.LOWER_SECONDARY, 12, 12, ("THCS Đông Hưng A", "THCS Thị trấn Thứ 11")),
)
HEADER = [
    "Cấp học, bậc học",
    "TS trường",
    "Tổng số trường hoàn thành BC tự đánh giá (Số lượng)",
    "Tỉ lệ (%)",
    "Số trường được ĐGN (Số lượng)",
    "Tỉ lệ (%)",
]
ROWS = [
    ["Trường mầm non", "08", "03", "37,50", "", ""],
    ["Trường tiểu học", "28", "16", "57,14", "", ""],
    ["Trường THCS", "12", "12", "100", "", ""],
    ["Trường PT có nhiều cấp học", "0", "0", "0", "", ""],
    ["Cộng", "48", "31", "64,58", "0", "0"],
]
LINES = [
    "Trường mầm non | 08 | 03 | 37,50 | | ",
    "Trường tiểu học | 28 | 16 | 57,14 | | ",
    "Trường THCS | 12 | 12 | 100 | | ",
    "Trường PT có nhiều cấp học | 0 | 0 | 0 | | ",
    "Cộng | 48 | 31 | 64,58 | 0 | 0",
]


@dataclass(frozen=True)
class District:
    """The district office and its schools by name."""

    department: Organisation
    office: Organisation
    schools: dict[str, Organisation]


def make_district() -> District:
    """Create the district with the figures of the seed; registered schools completed their report at Mức 1."""
    department = DepartmentFactory(code="so-kien-giang", name="Sở Giáo dục và Đào tạo Kiên Giang")
    office = OrganisationFactory(
        kind_id="district_office", code=OFFICE, name="Phòng GD&ĐT An Minh", under=department
    )
    schools: dict[str, Organisation] = {}
    for school_type, count, completed, named in DISTRICT:
        names = [*named, *(f"{school_type} {number}" for number in range(1, count - len(named) + 1))]
        for position, name in enumerate(names):
            school = SchoolFactory(name=name, under=office, profile__school_type=school_type)
            schools[name] = school
            with scopes_disabled():
                RecordedAssessment.objects.create(
                    school=school,
                    year=YEAR,
                    completed=position < completed,
                    level=1 if name in named else None,
                )
                if name in named:
                    Registration.objects.create(school=school, year=YEAR, declared_level=1)
    return District(department, office, schools)
