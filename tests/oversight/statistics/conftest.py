"""A department with two communes, seven schools of several types and ownerships."""

from dataclasses import dataclass

import pytest

from minhdinh.organisations.enums import Ownership, SchoolType
from minhdinh.organisations.models import Organisation, SchoolProfile
from tests.factories import CommuneFactory, DepartmentFactory, SchoolFactory

T = SchoolType


@dataclass(frozen=True)
class Province:
    office: Organisation
    communes: list[Organisation]
    schools: list[Organisation]


@pytest.fixture
def province(db: None) -> Province:
    office = DepartmentFactory(code="so", name="Sở Giáo dục và Đào tạo An Hòa")
    first = CommuneFactory(code="xa-a", name="Ủy ban nhân dân xã An Bình", under=office)
    second = CommuneFactory(code="xa-b", name="Ủy ban nhân dân xã Bình Sơn", under=office)
    places = [
        (first, T.PRESCHOOL),
        (first, T.PRIMARY),
        (first, T.LOWER_SECONDARY),
        (second, T.PRESCHOOL),
        (second, T.PRIMARY),
        (second, T.MULTI_LEVEL),
        (office, T.UPPER_SECONDARY),
    ]
    schools = [
        SchoolFactory(
            code=f"truong-{number}",
            name=f"Trường {number}",
            under=parent,
            profile__school_type=kind,
            profile__education_levels=[kind if kind == T.PRESCHOOL else T.LOWER_SECONDARY],
            profile__ownership=Ownership.PRIVATE if number == 4 else Ownership.PUBLIC,
        )
        for number, (parent, kind) in enumerate(places, start=1)
    ]
    SchoolProfile.objects.filter(pk=schools[1].pk).update(difficult_area=True)
    SchoolProfile.objects.filter(pk=schools[2].pk).update(difficult_area=True, very_difficult_area=True)
    return Province(office, [first, second], schools)
