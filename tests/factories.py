"""Factories of people and organisations, and a small world that most tests of pages stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import factory
from factory.django import DjangoModelFactory

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.accounts.models import User
from minhdinh.organisations.domain.placements import place_schools
from minhdinh.organisations.domain.queries import actor_for
from minhdinh.organisations.enums import EducationLevel, Ownership, SchoolType
from minhdinh.organisations.models import Membership, Organisation, Parentage, SchoolProfile

PASSWORD = "Mật khẩu để thử 2026"


class UserFactory(DjangoModelFactory[User]):
    """A person who can sign in with ``PASSWORD``."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"nguoi-{number}")
    full_name = factory.Sequence(lambda number: f"Nguyễn Văn Mẫu {number}")
    email = ""
    password = factory.django.Password(PASSWORD)


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """An organisation; ``under=`` puts it below another one, always."""

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    kind_id = "department"
    code = factory.Sequence(lambda number: f"don-vi-{number}")
    name = factory.Sequence(lambda number: f"Đơn vị mẫu {number}")

    @classmethod
    def _create(cls, model_class: type[Organisation], *args: Any, **kwargs: Any) -> Organisation:
        parent: Organisation | None = kwargs.pop("under", None)
        organisation: Organisation = super()._create(model_class, *args, **kwargs)
        if parent is not None:
            Parentage.objects.create(child=organisation, parent=parent)
        organisation.path = (parent.path if parent else "") + organisation.path_step()
        organisation.save()
        if organisation.kind.is_school:  # nothing stands below a new one
            place_schools([organisation.pk])
        return organisation


class MinistryFactory(OrganisationFactory):
    kind_id = "ministry"
    name = factory.Sequence(lambda number: f"Bộ mẫu {number}")


class DepartmentFactory(OrganisationFactory):
    name = factory.Sequence(lambda number: f"Sở mẫu {number}")


class CommuneFactory(OrganisationFactory):
    kind_id = "commune"
    name = factory.Sequence(lambda number: f"Xã mẫu {number}")


class SchoolProfileFactory(DjangoModelFactory[SchoolProfile]):
    """What a lower secondary school says of itself."""

    class Meta:
        model = SchoolProfile

    school_type = SchoolType.LOWER_SECONDARY
    education_levels = factory.LazyFunction(lambda: [EducationLevel.LOWER_SECONDARY.value])
    ownership = Ownership.PUBLIC

    @classmethod
    def _create(cls, model_class: type[SchoolProfile], *args: Any, **kwargs: Any) -> SchoolProfile:
        profile: SchoolProfile = super()._create(model_class, *args, **kwargs)
        place_schools([profile.pk])
        return profile


class SchoolFactory(OrganisationFactory):
    """A lower secondary school; ``profile__school_type=…`` changes what it is, ``profile=None`` leaves it out."""

    kind_id = "school"
    name = factory.Sequence(lambda number: f"Trường THCS Mẫu {number}")
    profile = factory.RelatedFactory(SchoolProfileFactory, factory_related_name="organisation")


class MembershipFactory(DjangoModelFactory[Membership]):
    """A role of a person in an organisation."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(SchoolFactory)
    role = Role.VIEWER


def member(organisation: Organisation, role: str, **person: Any) -> User:
    """Return a new person with a role in an organisation."""
    user: User = UserFactory(**person)
    MembershipFactory(user=user, organisation=organisation, role=role)
    return user


def acting(user: User, organisation: Organisation) -> Actor:
    """Return what a person is in an organisation; fails for a stranger."""
    actor = actor_for(user, organisation)
    assert actor is not None, f"{user} is a stranger at {organisation}"
    return actor


@dataclass(frozen=True)
class World:
    """Ministry → department → two communes → a school each, with named people.

    ``owner`` is the principal of ``school``, ``colleague`` a viewer there, ``stranger`` the principal of
    ``other_school``; ``officer`` works at ``department``, ``manager`` administers it, ``system`` the installation.
    """

    ministry: Organisation
    department: Organisation
    commune: Organisation
    other_commune: Organisation
    school: Organisation
    other_school: Organisation
    owner: User
    colleague: User
    stranger: User
    officer: User
    manager: User
    commune_officer: User
    system: User


def make_world() -> World:
    """Create the small world."""
    ministry = MinistryFactory(code="bo", name="Bộ Giáo dục và Đào tạo")
    department = DepartmentFactory(code="so", name="Sở Giáo dục và Đào tạo An Hòa", under=ministry)
    commune = CommuneFactory(code="xa-an-binh", name="Ủy ban nhân dân xã An Bình", under=department)
    other_commune = CommuneFactory(code="xa-phu-son", name="Ủy ban nhân dân xã Phú Sơn", under=department)
    school = SchoolFactory(code="thcs-an-binh", name="Trường THCS An Bình", under=commune)
    other_school = SchoolFactory(code="thcs-phu-son", name="Trường THCS Phú Sơn", under=other_commune)
    return World(
        ministry,
        department,
        commune,
        other_commune,
        school,
        other_school,
        owner=member(school, Role.PRINCIPAL, username="hieutruong", full_name="Phạm Quang Minh"),
        colleague=member(school, Role.VIEWER, username="nguoixem", full_name="Đỗ Thị Lan"),
        stranger=member(other_school, Role.PRINCIPAL, username="nguoila", full_name="Vũ Văn Xa"),
        officer=member(
            department, Role.DEPARTMENT_SPECIALIST, username="chuyenvien", full_name="Lưu Thị Hằng"
        ),
        manager=member(department, Role.DEPARTMENT_ADMIN, username="quantriso", full_name="Tôn Thất Hiếu"),
        commune_officer=member(
            commune, Role.COMMUNE_OFFICER, username="congchucxa", full_name="Nguyễn Tấn Tài"
        ),
        system=member(ministry, Role.SYSTEM_ADMIN, username="quantri", full_name="Trần Hệ Thống"),
    )
