import datetime as dt

import pytest

from minhdinh.access.actor import actor_with_roles
from minhdinh.access.permissions import Permission, Role
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.audit.registry import sentence
from minhdinh.common.events import _handlers, subscribe
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.organisations.domain.queries import actor_for
from minhdinh.standards.catalogue import checksum
from minhdinh.standards.domain.corrections import (
    change_of,
    correct,
    last_correction,
    withdraw_correction,
)
from minhdinh.standards.domain.queries import correction_of, corrections_of, version_of
from minhdinh.standards.events import RulesCorrected
from minhdinh.standards.models import RuleCorrection
from minhdinh.standards.rules import Case, Engine

pytestmark = pytest.mark.django_db

QUOTA = "rule_value:others_quota_level_1"
COUNCIL = "rule_value:council_min_members"
MANDATORY = ("1.3", "1.4", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2")


def write(actor, version, target=QUOTA, value=4, **words):
    values = {"legal_reference": "khoản 3 Điều 5 (đính chính)", "reason": "Bộ đính chính", **words}
    return correct(actor=actor, version=version, target=target, value=value, **values)


def again(version):
    """Return the version as another request reads it."""
    row = version_of(version.set_id, version.version)
    assert row is not None
    return row


def level_of(version, others=4):
    """Return the level of a school with every mandatory criterion and ``others`` of the rest at Mức 1."""
    catalogue = again(version).catalogue
    rest = [one.code for one in catalogue.iter_criteria() if not one.mandatory]
    levels = {**dict.fromkeys(MANDATORY, 1), **{code: int(at < others) for at, code in enumerate(rest)}}
    return Engine(catalogue).evaluate(Case(levels)).level


def test_the_engine_answers_by_the_corrected_value_and_as_before_after_withdrawal(tt57, boss):
    assert level_of(tt57) == 0
    row = write(boss, tt57)
    assert level_of(tt57) == 1
    assert level_of(tt57, others=3) == 0
    withdraw_correction(actor=boss, correction=row, reason="Đọc lại văn bản")
    assert level_of(tt57) == 0
    assert level_of(tt57, others=5) == 1


def test_a_correction_is_a_row_and_the_file_stays(tt57, boss):
    before = checksum(tt57.content)
    row = write(boss, tt57)
    assert (row.target, row.previous, row.value) == (QUOTA, 5, 4)
    assert (row.author_name, row.withdrawn) == ("Hệ thống", False)
    found = again(tt57)
    assert found.corrections_count == 1
    assert checksum(found.content) == found.checksum == before
    value = found.catalogue.rule_value("others_quota_level_1")
    assert (value.value, value.legal_reference) == (4, "khoản 3 Điều 5 (đính chính)")


def test_the_callers_row_sees_the_correction_at_once(tt57, boss):
    assert tt57.catalogue.rule_value("others_quota_level_1").value == 5
    row = write(boss, tt57)
    assert tt57.corrections_count == 1
    assert tt57.catalogue.rule_value("others_quota_level_1").value == 4
    withdraw_correction(actor=boss, correction=row, reason="Thử")
    assert again(tt57).corrections_count == 0


def test_the_last_of_several_corrections_counts_and_their_withdrawal_peels_them_off(tt57, boss):
    first = write(boss, tt57, COUNCIL, 7)
    second = write(boss, tt57, COUNCIL, 9)
    assert (first.previous, second.previous) == (5, 7)
    assert again(tt57).catalogue.rule_value("council_min_members").value == 9
    withdraw_correction(actor=boss, correction=second, reason="Thử")
    assert again(tt57).catalogue.rule_value("council_min_members").value == 7
    withdraw_correction(actor=boss, correction=first, reason="Thử")
    assert again(tt57).catalogue.rule_value("council_min_members").value == 5
    assert [row.withdrawn for row in corrections_of(tt57)] == [True, True]


def test_an_earlier_correction_may_go_first(tt57, boss):
    first = write(boss, tt57, COUNCIL, 7)
    write(boss, tt57, COUNCIL, 9)
    withdraw_correction(actor=boss, correction=first, reason="Thử")
    assert again(tt57).catalogue.rule_value("council_min_members").value == 9


@pytest.mark.parametrize(
    ("target", "value", "read"),
    [
        ("requirement:1.1.1a", "Câu mới.", lambda item: item.requirement("1.1.1a").text),
        ("criterion:1.1", "Tên mới", lambda item: item.criterion("1.1").title),
        ("mandatory:1.1", True, lambda item: item.criterion("1.1").mandatory),
        ("code_convention:separator", "; ", lambda item: item.code_convention.separator),
        ("set:confidence", "low", lambda item: item.confidence.value),
        ("set:effective_to", "2030-01-01", lambda item: item.effective_to.isoformat()),
        ("rule_value:council_odd", False, lambda item: item.rule_value("council_odd").value),
        ("rule_value:approval_deadline", "30/6", lambda item: item.rule_value("approval_deadline").value),
        ("rule_value:monitoring_moments", ["Cuối năm"], lambda item: list(item.rule_value("monitoring_moments").value)),
    ],
)  # fmt: skip
def test_every_kind_of_place_can_be_corrected(tt57, boss, target, value, read):
    assert read(tt57.catalogue) != value if target != "set:effective_to" else tt57.effective_to is None
    write(boss, tt57, target, value)
    assert read(again(tt57).catalogue) == value


@pytest.mark.parametrize(
    ("target", "value", "field", "said"),
    [
        ("rule_value:khong_co", 1, "target", "không có mục “rule_value:khong_co”"),
        ("set:standards", [], "target", "không có mục"),
        (QUOTA, "bốn", "value", "phải là số nguyên"),
        (QUOTA, -1, "value", "nhỏ hơn 0"),
        (QUOTA, True, "value", "phải là số nguyên"),
        (QUOTA, 5, "value", "giống giá trị đang dùng"),
        ("set:effective_to", "2026-07-07", "value", "effective_to phải sau effective_from"),
        ("rule_value:approval_deadline", "15/13", "value", "không đúng dạng"),
        ("code_convention:regex", "MC(", "value", "biểu thức không hợp lệ"),
        ("code_convention:pattern", "MC.{standard}", "value", "không đọc lại được"),
        ("set:level_rule", {"kind": "cumulative"}, "value", "thiếu khóa"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_nothing_is_written(tt57, boss, target, value, field, said):
    with pytest.raises(Problem) as caught:
        write(boss, tt57, target, value)
    assert caught.value.field == field
    assert said in caught.value.message
    assert not RuleCorrection.objects.exists()
    assert again(tt57).corrections_count == 0


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"legal_reference": "  "}, "legal_reference"),
        ({"reason": ""}, "reason"),
        ({"legal_reference": "x" * 301}, "legal_reference"),
        ({"reason": "x" * 2001}, "reason"),
    ],
)
def test_reference_and_reason_are_asked_for(tt57, boss, words, field):
    with pytest.raises(Problem) as caught:
        write(boss, tt57, **words)
    assert caught.value.field == field


def test_only_who_manages_standards_may_correct_and_withdraw(tt57, boss, world):
    manager = actor_for(world.manager, world.department)
    principal = actor_for(world.owner, world.school)
    row = write(boss, tt57)
    for actor in (manager, principal):
        assert not actor.can(Permission.STANDARDS_MANAGE)
        with pytest.raises(NotAllowed):
            write(actor, tt57, COUNCIL, 7)
        with pytest.raises(NotAllowed):
            withdraw_correction(actor=actor, correction=row, reason="Thử")
    administrator = actor_for(world.system, world.ministry)
    assert write(administrator, tt57, COUNCIL, 7).author_id == world.system.pk


def test_who_did_what_is_recorded(tt57, world):
    actor = actor_with_roles(
        world.system.pk, "Trần Hệ Thống", world.ministry.pk, frozenset({Role.SYSTEM_ADMIN})
    )
    row = write(actor, tt57)
    withdraw_correction(actor=actor, correction=row, reason="Đọc nhầm khoản")
    back, there = entries_of_target(f"standards.StandardSetVersion:{tt57.pk}")
    assert (there.action, back.action) == ("standards.corrected", "standards.correction_withdrawn")
    assert sentence(there.action, there.data) == (
        "Điều chỉnh “Số tiêu chí còn lại (không bắt buộc) ít nhất phải đạt Mức 1” của tt57-2026-pho-thong 2026.1: "
        "từ “5 tiêu chí” thành “4 tiêu chí”"
    )
    assert sentence(back.action, back.data).endswith("Đọc nhầm khoản")
    assert (there.organisation_id, there.user_id) == (world.ministry.pk, world.system.pk)


def test_a_long_value_is_cut_in_the_record_but_not_in_the_row(tt57, boss):
    row = write(boss, tt57, "set:confidence_note", "rất dài " * 100)
    (entry,) = entries_of_target(f"standards.StandardSetVersion:{tt57.pk}")
    assert len(entry.data["new"]) == 201
    assert len(row.value) == 800


def test_a_withdrawal_keeps_its_who_when_and_why(tt57, boss):
    row = write(boss, tt57)
    withdraw_correction(actor=boss, correction=row, reason="  Đọc nhầm  ")
    found = correction_of(tt57, row.pk)
    assert found is not None
    assert (found.withdrawn, found.withdrawn_by, found.withdrawal_reason) == (True, "Hệ thống", "Đọc nhầm")
    assert found.withdrawn_at is not None
    assert abs(found.withdrawn_at - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=5)


def test_withdrawing_twice_changes_nothing_and_needs_a_reason(tt57, boss):
    row = write(boss, tt57)
    with pytest.raises(Problem) as caught:
        withdraw_correction(actor=boss, correction=row, reason=" ")
    assert caught.value.field == "reason"
    withdraw_correction(actor=boss, correction=row, reason="Một")
    assert withdraw_correction(actor=boss, correction=row, reason="Hai").withdrawal_reason == "Một"
    assert entries_of_target(f"standards.StandardSetVersion:{tt57.pk}").count() == 2


def test_a_withdrawal_that_leaves_an_invalid_set_is_refused(tt57, boss):
    earlier = write(boss, tt57, "set:effective_from", "2020-01-01")
    write(boss, tt57, "set:effective_to", "2021-01-01")
    with pytest.raises(Problem, match="không còn hợp lệ"):
        withdraw_correction(actor=boss, correction=earlier, reason="Thử")
    assert again(tt57).corrections_count == 2


def test_a_look_before_tells_old_new_and_what_would_be(tt57, boss):
    change = change_of(tt57, QUOTA, 4, "Điều 5")
    assert (change.old, change.new, change.seen) == (5, 4, 0)
    assert change.result.rule_value("others_quota_level_1").value == 4
    assert change.result.rule_value("others_quota_level_1").legal_reference == "Điều 5"
    assert not RuleCorrection.objects.exists()
    row = write(boss, tt57)
    assert change_of(tt57, QUOTA, 3).seen == last_correction(tt57) == row.pk


def test_a_decision_on_values_that_changed_meanwhile_is_refused(tt57, boss):
    seen = change_of(tt57, QUOTA, 3).seen
    write(boss, tt57)
    with pytest.raises(Stale, match="vừa được người khác điều chỉnh"):
        correct(
            actor=boss, version=tt57, target=QUOTA, value=3, legal_reference="Điều 5", reason="Thử", seen=seen
        )
    assert again(tt57).catalogue.rule_value("others_quota_level_1").value == 4
    write(boss, tt57, value=3, seen=last_correction(again(tt57)))


def test_rooms_above_are_told(tt57, boss, django_capture_on_commit_callbacks):
    heard = []
    subscribe(RulesCorrected, heard.append)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            row = write(boss, tt57)
        with django_capture_on_commit_callbacks(execute=True):
            withdraw_correction(actor=boss, correction=row, reason="Thử")
        with django_capture_on_commit_callbacks(execute=True), pytest.raises(Problem):
            write(boss, tt57, value="x")
    finally:
        _handlers[RulesCorrected].remove(heard.append)
    assert heard == [RulesCorrected(tt57.pk, QUOTA)] * 2
