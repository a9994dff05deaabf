"""A file of people: what its rows mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.functions import Lower

from minhdinh.access.permissions import Role
from minhdinh.accounts.models import User
from minhdinh.common.language import in_vietnamese
from minhdinh.lib.sheet_reading import Column, SheetRow
from minhdinh.lib.text import fold
from minhdinh.organisations.domain.membership import USERNAME, USERNAME_RULE, roles_for
from minhdinh.organisations.imports.checked import (
    CheckedRow,
    Choice,
    RowStatus,
    check_email,
    check_repeats,
    need,
    phone_of,
    started,
)
from minhdinh.organisations.imports.usernames import make_usernames
from minhdinh.organisations.models import Membership, Organisation

COLUMNS = (
    Column("full_name", "Họ và tên", required=True, others=("Họ tên", "Tên")),
    Column("role", "Vai trò", required=True),
    Column("position", "Chức vụ"),
    Column("username", "Tên đăng nhập"),
    Column("email", "Thư điện tử", others=("Email", "E-mail")),
    Column("phone", "Điện thoại", others=("Số điện thoại", "SĐT")),
    Column("organisation", "Mã đơn vị", others=("Mã trường",)),
)
ROLES = Choice(
    Role.choices, {"Giáo viên": Role.CONTRIBUTOR, "Thành viên": Role.MEMBER, "Thư ký": Role.SECRETARY}
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the database says about the people a file may mean."""

    organisations: dict[str, Organisation]
    by_username: dict[str, User]
    by_email: dict[str, User]
    by_name: dict[tuple[int, str], list[User]]
    roles: dict[tuple[int, int], set[str]]


@in_vietnamese
def check_people(rows: Sequence[SheetRow], office: Organisation) -> list[CheckedRow]:
    """Return every row with its faults and what it would do in ``office`` or an organisation below."""
    checked = started(rows)
    known = _known(checked, office)
    for row in checked:
        _check_fields(row, office, known)
    check_repeats(checked, lambda row: (row.data["username"],), "Tên đăng nhập")
    check_repeats(checked, lambda row: (row.data["email"],), "Thư điện tử")
    check_repeats(checked, _nameless, "Không có tên đăng nhập mà họ tên")
    for row in checked:
        if not row.faults:
            _match(row, known)
    _fill_usernames(checked)
    return checked


def _known(rows: Sequence[CheckedRow], office: Organisation) -> Known:
    codes = {row.values.get("organisation", "") for row in rows} - {""}
    below = Organisation.objects.filter(code__in=codes, path__startswith=office.path, active=True)
    organisations = {item.code: item for item in [*below.select_related("kind"), office]}
    usernames = {row.values.get("username", "").lower() for row in rows} - {""}
    emails = {row.values.get("email", "").lower() for row in rows} - {""}
    named = User.objects.annotate(lower=Lower("username")).filter(lower__in=usernames)
    mailed = User.objects.annotate(lower=Lower("email")).filter(lower__in=emails)
    by_name: defaultdict[tuple[int, str], list[User]] = defaultdict(list)
    roles: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    here = {item.pk for item in organisations.values()}
    held = Membership.objects.filter(organisation__in=here, ended=False).select_related("user")
    for row in held.order_by("id"):
        roles[row.organisation_id, row.user_id].add(row.role)
        same = by_name[row.organisation_id, fold(row.user.full_name)]
        if row.user not in same:
            same.append(row.user)
    return Known(
        organisations,
        {user.username.lower(): user for user in named},
        {user.email.lower(): user for user in mailed},
        dict(by_name),
        dict(roles),
    )


def _check_fields(row: CheckedRow, office: Organisation, known: Known) -> None:
    code = row.values.get("organisation", "") or office.code
    organisation = known.organisations.get(code)
    if organisation is None:
        row.fault(f"Không có đơn vị mang mã “{code}” thuộc {office.name}.")
    row.data = {
        "organisation": organisation,
        "full_name": need(row, "full_name", "họ và tên")[:150],
        "email": check_email(row),
        "phone": phone_of(row)[:30],
        "position": row.values.get("position", "")[:120],
        "username": _checked_username(row),
        "roles": _checked_roles(row, organisation) if organisation else [],
    }


def _checked_username(row: CheckedRow) -> str:
    username = row.values.get("username", "").lower()
    if username and not USERNAME.match(username):
        row.fault(USERNAME_RULE)
    return username


def _checked_roles(row: CheckedRow, organisation: Organisation) -> list[str]:
    """Return the role ids of a cell that may hold several, separated by semicolons."""
    words = [word.strip() for word in need(row, "role", "vai trò").split(";") if word.strip()]
    allowed = [role for role in roles_for(organisation) if role != Role.SYSTEM_ADMIN]
    found: list[str] = []
    for word in words:
        role = ROLES.find(word)
        if role is None or role not in allowed:
            names = "; ".join(str(one.label) for one in allowed)
            row.fault(f"Vai trò “{word}” không dùng ở đây. Các vai trò: {names}.")
        elif role not in found:
            found.append(role)
    return found


def _nameless(row: CheckedRow) -> tuple[str, ...]:
    """Return what tells people without username apart: their name, in their organisation."""
    organisation: Organisation | None = row.data["organisation"]
    if row.data["username"] or organisation is None:
        return ("",)
    return (fold(row.data["full_name"]), organisation.code)


def _match(row: CheckedRow, known: Known) -> None:
    """Find the person whom the row means, or leave it as a new one."""
    data, organisation = row.data, row.data["organisation"]
    person = _person_meant(row, known)
    owner = known.by_email.get(data["email"])
    if owner is not None and owner != person:
        row.fault(f"Thư điện tử {data['email']} đã dùng cho tài khoản {owner.username}.")
    if person is None or row.faults:
        return
    held = known.roles.get((organisation.pk, person.pk), set())
    data["person"], data["username"] = person, person.username
    data["roles"] = [role for role in data["roles"] if role not in held]
    row.status = RowStatus.MORE if data["roles"] else RowStatus.EXISTING


def _person_meant(row: CheckedRow, known: Known) -> User | None:
    data, organisation = row.data, row.data["organisation"]
    if data["username"]:
        person = known.by_username.get(data["username"])
        if person is None:
            return None
        if (organisation.pk, person.pk) not in known.roles:
            row.fault(
                f"Tên đăng nhập “{data['username']}” đã có ở nơi khác; giao vai trò cho người đó từng người một."
            )
        elif fold(person.full_name) != fold(data["full_name"]):
            row.fault(f"Tên đăng nhập “{data['username']}” là của {person.full_name}.")
        return person
    same = known.by_name.get((organisation.pk, fold(data["full_name"])), [])
    if len(same) > 1:
        row.fault(f"Ở đây có {len(same)} người tên {data['full_name']}; hãy ghi tên đăng nhập.")
    return same[0] if same else None


def _fill_usernames(rows: Sequence[CheckedRow]) -> None:
    new = [row for row in rows if row.status == RowStatus.NEW and not row.data["username"]]
    written = [str(row.data["username"]) for row in rows if row.data.get("username")]
    made = make_usernames([(row.data["full_name"], row.data["organisation"].code) for row in new], written)
    for row, username in zip(new, made, strict=True):
        row.data["username"] = username
