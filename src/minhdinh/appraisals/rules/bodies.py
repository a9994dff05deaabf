"""What a team or council has to be: its size, its roles, its training, no criterion without somebody. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.rules.regimes import BodyRules, Value

# How sure a value has to be to refuse: read in a source, or set by the department itself on a paper of its own. What
# is second-hand or remembered is only said, and has to be acknowledged.
CERTAIN = frozenset({"high", "office"})
MOST_MEMBERS = 30


@dataclass(frozen=True, slots=True)
class Seat:
    """A person as the rules look at a body."""

    user_id: int
    name: str
    role: str
    criteria: tuple[str, ...] = ()
    trained: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as the rules want it: it refuses, or is said and has to be acknowledged (by its key).

    ``user_id`` names the person it is about; ``overrulable`` what a recorded decision may let pass.
    """

    key: str
    text: str
    refuses: bool
    legal_reference: str = ""
    user_id: int | None = None
    overrulable: bool = False


def composition(rules: BodyRules, seats: Sequence[Seat], criteria: Sequence[str]) -> list[Finding]:
    """Return everything that is wrong with a body: its people and roles, its size, its division of the criteria."""
    return [
        *_people(rules, seats),
        *_size(rules, len(seats)),
        *_training(rules, seats),
        *_division(seats, criteria),
    ]


def _people(rules: BodyRules, seats: Sequence[Seat]) -> Iterator[Finding]:
    roles = Counter(seat.role for seat in seats)
    for role in (BodyRole.LEADER, BodyRole.SECRETARY):
        if roles[role] != 1:
            text = f"Cần đúng một {rules.role_title(role)}; đang có {roles[role]}."
            yield Finding(f"one-{role}", text, refuses=True)
    for seat in seats:
        if seat.role not in rules.roles:
            yield Finding("role", f"{seat.name}: hãy chọn vai trò.", refuses=True, user_id=seat.user_id)
    for user_id, times in Counter(seat.user_id for seat in seats).items():
        if times > 1:
            yield Finding("twice", "Một người chỉ có một vai trò.", refuses=True, user_id=user_id)


def _size(rules: BodyRules, count: int) -> Iterator[Finding]:
    small, large = rules.smallest, rules.largest
    if count > MOST_MEMBERS:
        yield Finding("most", f"Nhiều nhất {MOST_MEMBERS} người.", refuses=True)
    if small.value is not None and count < small.value:
        yield _doubtful("small", f"Có {count} người, ít hơn {small.value} người.", small)
    if large.value is not None and count > large.value:
        yield _doubtful("large", f"Có {count} người, nhiều hơn {large.value} người.", large)
    if rules.odd and count % 2 == 0:
        # No source says so of this body: it follows from the vote, and is only said.
        yield Finding("odd", f"Có {count} người; số người nên là số lẻ.", refuses=False)


def _training(rules: BodyRules, seats: Iterable[Seat]) -> Iterator[Finding]:
    if not rules.trained.value:
        return
    for seat in seats:
        if not seat.trained:
            found = _doubtful(
                f"trained-{seat.user_id}", f"{seat.name} chưa có trong danh sách đã tập huấn.", rules.trained
            )
            yield Finding(
                found.key, found.text, found.refuses, found.legal_reference, seat.user_id, overrulable=True
            )


def _division(seats: Iterable[Seat], criteria: Sequence[str]) -> Iterator[Finding]:
    given = [key for seat in seats for key in seat.criteria]
    missing = [key for key in criteria if key not in set(given)]
    if missing:
        text = f"Chưa phân công {len(missing)} tiêu chí: {names_of(missing)}."
        yield Finding("undivided", text, refuses=True)
    if set(given) - set(criteria):
        yield Finding("unknown", "Có tiêu chí không thuộc báo cáo này.", refuses=True)


def names_of(keys: Sequence[str]) -> str:
    """Return criteria as people name them, without the cấp học where there is only one."""
    tracks = {key.partition(":")[0] for key in keys}
    return ", ".join(key.partition(":")[2] if len(tracks) == 1 else key.replace(":", " ") for key in keys)


def _doubtful(key: str, text: str, value: Value) -> Finding:
    return Finding(key, text, value.confidence in CERTAIN, value.legal_reference)


def divide_evenly(criteria: Sequence[str], people: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """Return neighbouring criteria for each person, as many as for any other or one more; nothing without people."""
    if not people:
        return {}
    least, more = divmod(len(criteria), len(people))
    shares: dict[int, tuple[str, ...]] = {}
    start = 0
    for place, person in enumerate(people):
        end = start + least + (1 if place < more else 0)
        shares[person] = tuple(criteria[start:end])
        start = end
    return shares
