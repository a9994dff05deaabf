from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Sheet
from minhdinh.assessments.presenters.mirror import Mirror, build_mirror
from minhdinh.assessments.presenters.passages import HIDDEN
from minhdinh.standards.models import RuleCorrection, StandardSetVersion
from tests.assessments.cases import Case, advance, decide, item, link, write


def mirror(case: Case, role: str = Role.SECRETARY, level: int = 1) -> Mirror:
    return build_mirror(case.actor(role), case.sheet(), level)


def test_the_buttons_say_what_is_missing(small: Case) -> None:
    found = mirror(small)
    assert [(one.value, one.chosen, len(one.gaps)) for one in found.choices] == [
        ("", True, 0), ("0", False, 1), ("1", False, 2), ("2", False, 3),
    ]  # fmt: skip
    assert found.next_label == "Đạt Mức 1"
    assert [gap.requirement for gap in found.next_gaps] == ["1.3.1a", "1.3.1a"]


def test_after_muc_1_the_next_gap_is_that_of_muc_2(small: Case) -> None:
    decide(small)
    found = mirror(small)
    assert [one.value for one in found.choices if one.chosen] == ["1"]
    assert found.next_label == "Đạt Mức 2"


def test_the_counts(small: Case) -> None:
    cited, served, waiting = item(small), item(small), item(small, verified=False)
    write(small, small.slot(), "Có", [cited])
    write(small, "statement:thcs:1.3:1:1.3.1b", "Có mà chưa dẫn")
    for row in (served, waiting):
        link(small, row)
    found = mirror(small)
    assert (found.with_statement, found.statements, found.with_evidence) == (2, 2, 1)
    assert (found.usable, len(found.items), found.uncited) == (2, 3, 2)
    assert [one.tone for one in found.items] == ["ok", "ok", "wait"]


def test_the_effect_on_the_school(small: Case) -> None:
    assert mirror(small).impact == "Nếu 1.3 đạt Mức 1, để trường đạt Mức 1 còn: 1.1."
    decide(small, "1.1")
    decide(small, "2.3")
    assert mirror(small).impact == "Nếu 1.3 đạt Mức 1, trường đạt Mức 1."
    decide(small, "1.3", 2)
    assert mirror(small).impact == ""


def test_the_preview_follows_the_order_of_the_requirements(small: Case) -> None:
    write(small, "statement:thcs:1.3:1:1.3.1b", "Sau")
    write(small, small.slot(), "Trước")
    write(small, small.slot(level=2), "Mức hai")
    assert [str(text) for text in mirror(small).preview] == ["<p>Trước</p>", "<p>Sau</p>"]
    assert [str(text) for text in mirror(small, level=2).preview] == ["<p>Mức hai</p>"]


def test_the_proposal_follows_the_answers_and_presses_nothing(small: Case) -> None:
    set_answer(actor=small.system, sheet=small.sheet(), requirement="1.3.1a", value="unmet")
    found = mirror(small)
    assert found.proposal.level == 0
    assert small.sheet().level is None


def test_who_may_not_write_and_who_may_not_see(small: Case) -> None:
    secret = item(small)
    link(small, secret)
    secret.sensitive = True
    secret.save()
    assert mirror(small).writable
    found = mirror(small, Role.VIEWER)
    assert not found.writable
    assert [(one.pk, one.code, one.name) for one in found.items] == [(None, secret.code, HIDDEN)]


def test_what_nobody_looked_at_is_said_before_and_after_pressing(small: Case) -> None:
    before = mirror(small)
    words = [[one.words for one in choice.unseen] for choice in before.choices]
    assert words[:2] == [[], []]
    assert [len(one) for one in words[2:]] == [1, 2]
    assert words[3] == [one.words for one in before.unseen]
    decide(small, "1.3", 2)
    (pressed,) = [one for one in mirror(small).choices if one.chosen]
    assert (pressed.value, [one.level for one in pressed.unseen]) == ("2", [1, 2])
    for one in small.assessment.standard_set.catalogue.criterion("1.3").iter_requirements():
        if not one.derived:
            set_answer(actor=small.system, sheet=small.sheet(), requirement=one.id, value="met")
    assert mirror(small).unseen == []


def corrected(case: Case, target: str, value: object) -> None:
    """Correct today's set behind the verbs, as an administrator did after the seal."""
    version = case.assessment.standard_set
    RuleCorrection.objects.create(
        standard_set=version, target=target, value=value, previous="", legal_reference="Sửa", reason="Sau"
    )
    row = StandardSetVersion.objects.get(pk=version.pk)
    row.corrections_count = 1
    row.save()


def test_beside_a_sealed_sheet_stands_the_set_it_was_sealed_by(decided: Case) -> None:
    advance(decided, State.SEALED)
    before = build_mirror(decided.actor(), sheet_of(decided), 1)
    corrected(decided, "label:unassessed", "Để trống")
    corrected(decided, "rule_value:others_quota_level_1", 2)
    corrected(decided, "rule_value:evidence_min_per_level", 9)
    after = build_mirror(decided.actor(), sheet_of(decided), 1)
    assert [(one.label, one.gaps) for one in after.choices] == [
        (one.label, one.gaps) for one in before.choices
    ]
    assert after.impact == before.impact
    decided.assessment = decided.fresh()
    assert decided.assessment.standard_set.catalogue.labels.unassessed == "Để trống"


def sheet_of(case: Case) -> Sheet:
    case.assessment = case.fresh()
    return case.sheet()
