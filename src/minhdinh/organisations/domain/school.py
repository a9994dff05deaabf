"""A school's own data: profile, sites, opened years."""

from __future__ import annotations

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.lib.school_year import SchoolYearError, first_year
from minhdinh.lib.text import clean
from minhdinh.organisations import actions
from minhdinh.organisations.domain.placements import place_schools
from minhdinh.organisations.enums import EducationLevel, SchoolType
from minhdinh.organisations.models import Organisation, SchoolProfile, SchoolYear, Site

LEVELS_OF_TYPE: dict[str, tuple[str, ...]] = {
    SchoolType.PRESCHOOL: (EducationLevel.PRESCHOOL,),
    SchoolType.PRIMARY: (EducationLevel.PRIMARY,),
    SchoolType.LOWER_SECONDARY: (EducationLevel.LOWER_SECONDARY,),
    SchoolType.UPPER_SECONDARY: (EducationLevel.UPPER_SECONDARY,),
    SchoolType.CONTINUING: (EducationLevel.CONTINUING,),
    SchoolType.MULTI_LEVEL: (
        EducationLevel.PRIMARY,
        EducationLevel.LOWER_SECONDARY,
        EducationLevel.UPPER_SECONDARY,
    ),
}


def validate_levels(school_type: str, education_levels: list[str]) -> None:
    """Check that the education levels fit the type of school; raises Problem."""
    if school_type not in SchoolType.values:
        raise Problem(f"Loại trường “{school_type}” chưa có trong danh mục.", field="school_type")
    allowed = LEVELS_OF_TYPE[school_type]
    if not education_levels or not set(education_levels) <= set(allowed):
        names = ", ".join(str(EducationLevel(level).label) for level in allowed)
        raise Problem(f"Cấp học của loại trường này phải nằm trong: {names}.", field="education_levels")
    if school_type == SchoolType.MULTI_LEVEL and len(education_levels) < 2:
        raise Problem("Trường phổ thông có nhiều cấp học cần ít nhất hai cấp học.", field="education_levels")


def save_profile(*, actor: Actor, organisation: Organisation, values: dict[str, object]) -> SchoolProfile:
    """Write a school's profile from cleaned ``values`` (field name → value); raises Problem where levels do not fit."""
    require(actor, Permission.SCHOOL_EDIT, organisation_id=organisation.pk)
    return write_profile(actor=actor, organisation=organisation, values=values)


def write_profile(*, actor: Actor, organisation: Organisation, values: dict[str, object]) -> SchoolProfile:
    """Write the profile for a caller that has already checked the permission (imports by an office)."""
    if not organisation.is_school:
        raise Problem(f"{organisation.name} không phải cơ sở giáo dục.")
    profile = SchoolProfile.objects.filter(organisation=organisation).first() or SchoolProfile(
        organisation=organisation
    )
    for name, value in values.items():
        setattr(profile, name, value)
    validate_levels(profile.school_type, list(profile.education_levels))
    with transaction.atomic():
        profile.save()
        place_schools([organisation.pk])
        record(
            actor=actor,
            code=actions.ORGANISATION_CHANGED,
            target=f"organisations.Organisation:{organisation.pk}",
            name=organisation.name,
            fields=sorted(values),
        )
    return profile


def replace_sites(*, actor: Actor, organisation: Organisation, sites: list[tuple[str, str]]) -> None:
    """Write the list of (name, address) of a school's sites, the main one first."""
    require(actor, Permission.SCHOOL_EDIT, organisation_id=organisation.pk)
    sites = [(clean(name), clean(address)) for name, address in sites]
    names = [name for name, _address in sites]
    if len(names) != len(set(names)):
        raise Problem("Hai điểm trường trùng tên.", field="sites")
    with transaction.atomic():
        Site.objects.filter(school=organisation).delete()
        Site.objects.bulk_create(
            [
                Site(school=organisation, name=name, address=address, main=index == 0)
                for index, (name, address) in enumerate(sites)
            ]
        )
        record(
            actor=actor,
            code=actions.SITES_CHANGED,
            target=f"organisations.Organisation:{organisation.pk}",
            count=len(sites),
        )


def open_year(*, actor: Actor, organisation: Organisation, year: str) -> SchoolYear:
    """Open a school year for a school, freezing its place in the tree and its type; opening twice changes nothing."""
    require(actor, Permission.YEAR_OPEN, organisation_id=organisation.pk)
    try:
        first_year(year)
    except SchoolYearError as error:
        raise Problem(str(error), field="year") from error
    profile = SchoolProfile.objects.filter(organisation=organisation).first()
    if profile is None:
        raise Problem("Hồ sơ trường chưa ghi loại trường và cấp học; hãy ghi trước khi mở năm học.")
    with transaction.atomic():
        opened, is_new = SchoolYear.objects.get_or_create(
            school=organisation,
            year=year,
            defaults={
                "path": organisation.path,
                "school_type": profile.school_type,
                "ownership": profile.ownership,
            },
        )
        if is_new:
            record(
                actor=actor,
                code=actions.YEAR_OPENED,
                target=f"organisations.Organisation:{organisation.pk}",
                year=year,
            )
    return opened
