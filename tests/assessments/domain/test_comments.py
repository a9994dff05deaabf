import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.comment_queries import (
    comment_by_id,
    comments_of,
    open_comments,
    open_threads,
)
from minhdinh.assessments.domain.comments import (
    About,
    add_comment,
    answer_comment,
    edit_comment,
    may_discuss,
    may_follow,
    reopen_thread,
    resolve_thread,
    withdraw_comment,
)
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Comment, CommentWording, Mention, SelfAssessment
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.notifications.models import Notice
from tests.assessments.cases import Case, make_case, small_set, write
from tests.factories import CommuneFactory, acting, member

WORDS = "Cần ghi rõ số liệu"


def say(case: Case, text: str = WORDS, role: str = Role.SECRETARY, **more: object) -> Comment:
    return add_comment(actor=case.actor(role), sheet=case.sheet(), text=text, **more)


def told(case: Case, role: str) -> list[str]:
    rows = Notice.objects.filter(person=case.user(role)).order_by("id")
    return list(rows.values_list("text", flat=True))


def test_a_comment_is_about_the_sheet_a_requirement_or_a_text(small: Case) -> None:
    write(small, small.slot(), "Hồ sơ của 612 học sinh\nđủ và đúng hạn")
    whole = say(small)
    assert (whole.requirement, whole.slot, whole.quote) == ("", "", "")
    one = say(small, about=About(requirement="1.3.1b"))
    assert (one.requirement, one.slot, one.version) == ("1.3.1b", "", None)
    text = say(small, about=About(slot=small.slot(), version=1, quote="612  học sinh đủ"))
    assert (text.requirement, text.slot, text.version, text.quote) == (
        "1.3.1a",
        small.slot(),
        1,
        "612 học sinh đủ",
    )


def test_a_quote_is_what_stood_in_that_version(small: Case) -> None:
    write(small, small.slot(), "Bản đầu")
    write(small, small.slot(), "Bản sau " + "rất dài " * 80)
    assert say(small, about=About(slot=small.slot(), version=1, quote="Bản sau")).quote == "Bản đầu"
    latest = say(small, about=About(slot=small.slot()))
    assert (latest.version, len(latest.quote), latest.quote[-1]) == (2, 300, "…")
    assert (
        say(small, about=About(slot=small.slot(), version=2, quote="<b>không có</b>")).quote[:7] == "Bản sau"
    )


@pytest.mark.parametrize(
    "about",
    [
        About(requirement="1.1.1a"),
        About(requirement="' OR 1=1"),
        About(slot="statement:thcs:1.3:1:1.3.1a", version=7),
        About(slot="statement:thcs:1.3:1:1.3.1c"),
        About(slot="remark:1:strengths"),
        About(slot="\x00"),
    ],
)
def test_a_comment_on_nothing_is_not_here(small: Case, about: About) -> None:
    write(small, small.slot())
    with pytest.raises(NotHere):
        say(small, about=about)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", ["", "  \n\t ", "\x00", "x" * 4001])
def test_words_that_are_none_or_too_many(small: Case, text: str) -> None:
    head = say(small)
    for verb in (
        lambda: say(small, text),
        lambda: answer_comment(actor=small.actor(), comment=head, text=text),
        lambda: edit_comment(actor=small.actor(), comment=head, text=text),
    ):
        with pytest.raises(Problem):
            verb()
    assert list(Comment.objects.values_list("text", flat=True)) == [WORDS]


def test_a_mention_is_kept_by_id_and_told_once(small: Case) -> None:
    chair, teacher = small.user(Role.CHAIR), small.user(Role.MEMBER)
    comment = say(small, f"Nhờ @{chair.full_name} và @{teacher.username} xem, @{chair.full_name}")
    assert comment.text == f"Nhờ @[{chair.pk}] và @[{teacher.pk}] xem, @[{chair.pk}]"
    assert set(Mention.objects.values_list("person_id", flat=True)) == {chair.pk, teacher.pk}
    secretary = small.user(Role.SECRETARY).full_name
    assert told(small, Role.CHAIR) == [f"{secretary} nhắc tới Thầy/Cô trong góp ý tiêu chí 1.3."]
    notice = Notice.objects.get(person=chair)
    assert notice.url == f"{small.url('tieu-chi/thcs/1.3/')}#gop-y-{comment.pk}"
    assert notice.kind == "comment"


def test_nobody_is_named_who_may_not_see_it(small: Case) -> None:
    stranger = make_case(standard_set=small_set()).user(Role.CHAIR)
    helper = small.user(Role.CONTRIBUTOR)
    comment = say(small, f"@{stranger.full_name} @{helper.full_name} @[{stranger.pk}]")
    assert comment.text == f"@{stranger.full_name} @{helper.full_name} @[{stranger.pk}]"
    assert not Mention.objects.exists()
    assert not Notice.objects.exists()


def test_an_answer_reaches_those_who_talk_and_not_who_wrote_it(small: Case) -> None:
    head = say(small, role=Role.CHAIR)
    first = answer_comment(actor=small.actor(), comment=head, text="Đã sửa")
    second = answer_comment(actor=small.actor(Role.CHAIR), comment=first, text="Cảm ơn")
    assert second.thread_id == head.pk
    secretary, chair = (small.user(role).full_name for role in (Role.SECRETARY, Role.CHAIR))
    assert told(small, Role.CHAIR) == [f"{secretary} trả lời góp ý ở tiêu chí 1.3."]
    assert told(small, Role.SECRETARY) == [f"{chair} trả lời góp ý ở tiêu chí 1.3."]


def test_own_words_are_edited_and_those_before_stay(small: Case) -> None:
    chair = small.user(Role.CHAIR)
    comment = say(small, "Bản một")
    for text in ("Bản hai", "Bản hai", f"Bản ba @{chair.full_name}"):
        edit_comment(actor=small.actor(), comment=comment, text=text)
    held = Comment.objects.get()
    assert held.text == f"Bản ba @[{chair.pk}]"
    assert held.edited_at is not None
    assert list(CommentWording.objects.order_by("id").values_list("text", flat=True)) == [
        "Bản một",
        "Bản hai",
    ]
    edit_comment(actor=small.actor(), comment=comment, text=f"Bản bốn @{chair.full_name}")
    assert len(told(small, Role.CHAIR)) == 1
    assert Entry.objects.filter(action="assessment.comment_edited").count() == 3


def test_a_comment_taken_back_leaves_its_place_and_words(small: Case) -> None:
    alone, answered = say(small), say(small)
    answer_comment(actor=small.actor(Role.CHAIR), comment=answered, text="Vâng")
    for comment in (alone, answered):
        withdraw_comment(actor=small.actor(), comment=comment)
        withdraw_comment(actor=small.actor(), comment=comment)
    rows = {one.pk: one for one in Comment.objects.filter(thread=None)}
    assert (rows[alone.pk].text, rows[alone.pk].resolved_at is None) == (WORDS, False)
    assert (rows[answered.pk].withdrawn_at is None, rows[answered.pk].resolved_at) == (False, None)
    assert Entry.objects.filter(action="assessment.comment_withdrawn").count() == 2
    with pytest.raises(Stale):
        edit_comment(actor=small.actor(), comment=alone, text="Sửa sau khi rút")
    with pytest.raises(Problem, match="rút lại"):
        reopen_thread(actor=small.actor(), comment=alone)


def test_resolving_and_reopening_are_told_to_who_began(small: Case) -> None:
    head = say(small, role=Role.CHAIR)
    answer = answer_comment(actor=small.actor(), comment=head, text="Đã sửa")
    for _ in range(2):
        resolve_thread(actor=small.actor(), comment=answer)
    assert Comment.objects.get(pk=head.pk).resolved_by_name == small.user(Role.SECRETARY).full_name
    for _ in range(2):
        reopen_thread(actor=small.actor(), comment=head)
    assert Comment.objects.get(pk=head.pk).resolved_at is None
    assert len(told(small, Role.CHAIR)) == 3
    assert Entry.objects.filter(action="assessment.comment_resolved").count() == 1


def test_who_may_mark_a_thread_as_done(small: Case) -> None:
    head, own = say(small), say(small, role=Role.MEMBER)
    with pytest.raises(NotAllowed, match="đánh dấu đã xong"):
        resolve_thread(actor=small.actor(Role.MEMBER), comment=head)
    resolve_thread(actor=small.actor(Role.MEMBER), comment=own)
    assert Comment.objects.get(pk=own.pk).resolved_at is not None


def test_only_reviewers_demand(small: Case) -> None:
    with pytest.raises(NotAllowed, match="người duyệt"):
        say(small, role=Role.MEMBER, must_mend=True)
    assert say(small, must_mend=True).must_mend


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONTRIBUTOR, Role.SCHOOL_ADMIN])
def test_who_may_not_take_part(small: Case, role: str) -> None:
    head = say(small)
    actor = small.actor(role)
    for verb, more in (
        (answer_comment, {"text": "x"}),
        (edit_comment, {"text": "x"}),
        (withdraw_comment, {}),
        (resolve_thread, {}),
        (reopen_thread, {}),
    ):
        with pytest.raises(NotAllowed):
            verb(actor=actor, comment=head, **more)
    with pytest.raises(NotAllowed):
        add_comment(actor=actor, sheet=small.sheet(), text="x")
    assert (may_discuss(actor), may_follow(actor)) == (False, role == Role.VIEWER)


def test_nobody_touches_the_words_of_another(small: Case) -> None:
    head = say(small)
    for verb, more in ((edit_comment, {"text": "x"}), (withdraw_comment, {})):
        with pytest.raises(NotAllowed, match="của mình"):
            verb(actor=small.actor(Role.CHAIR), comment=head, **more)


@pytest.mark.usefixtures("db", "_scopes_open")
def test_an_office_above_neither_reads_nor_talks() -> None:
    commune = CommuneFactory()
    case = make_case(standard_set=small_set(), under=commune)
    officer = acting(member(commune, Role.COMMUNE_OFFICER), case.school)
    assert (may_follow(officer), may_discuss(officer)) == (False, False)
    with pytest.raises(NotAllowed):
        add_comment(actor=officer, sheet=case.sheet(), text="Sở xem")


def test_another_school_is_told_nothing(small: Case) -> None:
    other = make_case(standard_set=small_set())
    with pytest.raises(NotAllowed):
        add_comment(actor=other.actor(Role.CHAIR), sheet=small.sheet(), text="x")
    assert comment_by_id(other.assessment, say(small).pk) is None


def test_a_sealed_report_is_not_talked_about(small: Case) -> None:
    head = say(small)
    SelfAssessment.objects.update(state=State.SEALED, complete=True)
    sheet = small.sheet()
    sheet.assessment = small.fresh()
    with pytest.raises(Problem, match="niêm phong"):
        add_comment(actor=small.actor(), sheet=sheet, text="x")
    with pytest.raises(Problem, match="niêm phong"):
        answer_comment(actor=small.actor(), comment=Comment.objects.get(pk=head.pk), text="x")


def test_threads_are_counted_by_sheet(small: Case, django_assert_num_queries) -> None:
    head = say(small)
    say(small)
    answer_comment(actor=small.actor(), comment=head, text="x")
    done = add_comment(actor=small.actor(), sheet=small.sheet("1.1"), text="xong ngay")
    resolve_thread(actor=small.actor(), comment=done)
    with django_assert_num_queries(1):
        counted = open_threads(small.assessment)
    assert counted == {small.sheet().pk: 2}
    with django_assert_num_queries(1):
        assert [one.pk for one in open_comments(small.assessment)] == [head.pk, head.pk + 1, head.pk + 2]
    assert [one.pk for one in comments_of(small.sheet())] == [head.pk, head.pk + 1, head.pk + 2]
    found = comment_by_id(small.assessment, head.pk + 2)
    assert found is not None
    assert found.thread == head
