"""Who may have which paper of a registration, at which stage; made from what was kept, shown to nobody else."""

import io

import pytest
from django.utils import timezone
from docx import Document

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import Act, BodyRole, VisitKind
from minhdinh.appraisals.models import Draft, Slip, Visit
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotHere, Problem
from minhdinh.documents import actions
from minhdinh.documents.domain.cases import (
    FORMING,
    LACKING,
    MEETING,
    NOTICE,
    OPINION,
    PRELIMINARY,
    RECEIPT,
    REPORT,
    SLIPS,
    SUBMISSION,
    VISIT,
    Offer,
    Side,
    make_case_paper,
    papers_of,
    reader_of,
)
from minhdinh.documents.domain.templates import replace_template
from minhdinh.documents.models import MadeDocument
from minhdinh.documents.registry import form as form_of
from tests.appraisals.concluded import (
    STRENGTH,
    answer,
    conclude,
    finalise,
    finished,
    make_concluding,
    send_draft,
    shown,
    step,
    vote,
    write_report,
)
from tests.appraisals.registered import DAY, TT57, TT2018, World, make_registered
from tests.documents.docx_text import text_of

pytestmark = pytest.mark.django_db
PRIVATE = "Chỉ riêng tôi biết điều này."
MINE, NOBODY = "own", "none"


@pytest.fixture(autouse=True)
def _open_scopes(no_office: None):
    with scopes_disabled():
        yield


def reader(world: World, who: str):
    """Return who reads: a side, or a member by role."""
    case = world.fresh()
    if who in world.members:
        return reader_of(case, Side.BODY, world.members[who])
    return reader_of(case, Side(who))


def offered(world: World, who: str) -> list[Offer]:
    return [one for _form, own in papers_of(world.fresh(), reader(world, who)) for one in own]


def names(world: World, who: str) -> set[str]:
    return {one.form for one in offered(world, who)}


def made(world: World, who: str, form: str, part: int = 0, **more) -> str:
    actor = {"department": world.specialist, "school": world.principal}.get(who, world.examiner)()
    rendered = make_case_paper(
        actor=actor, case=world.fresh(), reader=reader(world, who), offer=Offer(form, part), **more
    )
    return text_of(rendered.content)


def visit(world: World, kind: str = VisitKind.MAIN, *, held: bool = True) -> Visit:
    case = world.fresh()
    now = case.stage_since
    return Visit.objects.create(
        school_id=case.school_id,
        case=case,
        kind=kind,
        starts_at=now,
        ends_at=now + DAY,
        present="Cả đoàn.",
        content="Diễn biến.",
        held_at=now + DAY if held else None,
    )


def slip(world: World, role: str = BodyRole.MEMBER, *, sent: bool = False, criterion: str = "1.1") -> Slip:
    case = world.fresh()
    return Slip.objects.create(
        school_id=case.school_id,
        member=world.members[role],
        track=world.case.track,
        criterion=criterion,
        strengths=f"Điểm mạnh của phiếu {criterion}.",
        private_note=PRIVATE,
        level=1,
        sent_at=case.stage_since if sent else None,
    )


# What each side may have by stage; members' own papers, visits and meetings are told apart below.
TABLE = [
    (TT57, "preparing", {"department": set(), "intake": set(), "school": set()}),
    (TT57, "accepted", {"department": set(), "intake": set(), "school": set()}),
    (
        TT57,
        "study",
        {
            "department": {FORMING},
            "intake": set(),
            "school": set(),
            BodyRole.MEMBER: {FORMING, PRELIMINARY, OPINION, REPORT},
        },
    ),
    (
        TT2018,
        "study",
        {"department": {FORMING}, "school": set(), BodyRole.LEADER: {FORMING, PRELIMINARY, OPINION, REPORT}},
    ),
    (TT2018, "drafting", {"department": {FORMING}, "intake": set(), "school": set()}),
]


@pytest.mark.parametrize(("regime", "stage", "allowed"), TABLE, ids=[f"{one[0]}-{one[1]}" for one in TABLE])
def test_nothing_is_offered_before_there_is_something_to_print(regime, stage, allowed):
    world = make_registered(regime, stage=stage)
    other = {TT57: {PRELIMINARY}, TT2018: {OPINION}}[regime]  # the other regime's paper
    for who, wanted in allowed.items():
        assert names(world, who) == wanted - other, who


def test_the_receipt_comes_with_the_sending_and_the_notice_with_every_return():
    world = make_registered(TT57, stage="receiving")
    case = world.fresh()
    for sequence, act, source in ((1, Act.SEND, "preparing"), (2, Act.GIVE_BACK, "receiving")):
        case.steps.create(
            school_id=case.school_id,
            sequence=sequence,
            act=act,
            from_stage=source,
            to_stage="returned",
            by_name="Cán bộ",
            taken_at=case.stage_since,
            note="Thiếu công văn.",
        )
    for who in ("department", "intake", "school"):
        assert names(world, who) == {RECEIPT, LACKING}
    assert "- Thiếu công văn." in made(world, "school", LACKING, 2)
    assert "SỞ GIÁO DỤC VÀ ĐÀO TẠO" in made(world, "department", LACKING, 2)
    with pytest.raises(NotHere):
        made(world, "school", LACKING, 1)


def test_a_members_slips_are_his_or_hers_alone_until_sent():
    world = make_registered(TT2018, stage="study")
    slip(world)
    part = world.members[BodyRole.MEMBER].pk
    assert SLIPS in names(world, BodyRole.MEMBER)
    for who in (BodyRole.LEADER, "department", "school", "intake"):
        assert SLIPS not in names(world, who)
        with pytest.raises(NotHere):
            made(world, who, SLIPS, part)
    Slip.objects.update(sent_at=world.fresh().stage_since)
    for who in (BodyRole.LEADER, "department"):
        assert SLIPS in names(world, who)
    for who in ("school", "intake"):
        assert SLIPS not in names(world, who)


def test_of_slips_only_those_sent_are_in_what_others_get():
    world = make_registered(TT2018, stage="study")
    slip(world, sent=True)
    slip(world, criterion="1.2")
    part = world.members[BodyRole.MEMBER].pk
    assert "phiếu 1.2" not in made(world, "department", SLIPS, part)
    own = made(world, BodyRole.MEMBER, SLIPS, part)
    assert "phiếu 1.1" in own
    assert "phiếu 1.2" in own
    assert "phiếu 1.1" not in made(world, BodyRole.MEMBER, SLIPS, part, criterion="1.2")


def test_private_notes_are_in_nobodys_paper():
    world = make_registered(TT2018, stage="study")
    slip(world, sent=True)
    part = world.members[BodyRole.MEMBER].pk
    for who in (BodyRole.MEMBER, BodyRole.LEADER, "department"):
        for _form, own in papers_of(world.fresh(), reader(world, who)):
            for one in own:
                assert PRIVATE not in made(world, who, one.form, one.part)
        assert PRIVATE not in made(world, who, SLIPS, part)


def test_opinions_of_others_open_with_ones_own_and_to_the_department_at_the_end():
    world = make_concluding()
    write_report(world)
    vote(world, BodyRole.LEADER)

    def voices(who):
        return {one.part for one in offered(world, who) if one.form == OPINION}

    leader, member = world.members[BodyRole.LEADER].pk, world.members[BodyRole.MEMBER].pk
    assert voices(BodyRole.MEMBER) == {member}
    assert voices("department") == set()
    vote(world, BodyRole.MEMBER, reason="Đủ minh chứng.")
    assert voices(BodyRole.MEMBER) == {leader, member}
    assert voices("school") == set()
    vote(world, BodyRole.SECRETARY)
    visit(world, VisitKind.MEETING)
    finalise(world)
    assert len(voices("department")) == 3
    assert "Đủ minh chứng." in made(world, "department", OPINION, member)


def test_minutes_reach_department_and_school_once_they_are_closed_and_the_meetings_never_the_school():
    world = make_registered(TT2018, stage="visit")
    row = visit(world, held=False)
    assert VISIT in names(world, BodyRole.LEADER)
    assert not {VISIT} & (names(world, "department") | names(world, "school"))
    row.held_at = row.ends_at
    row.save()
    meeting = visit(world, VisitKind.MEETING)
    assert VISIT in names(world, "department") & names(world, "school")
    assert MEETING in names(world, "department") & names(world, BodyRole.MEMBER)
    assert MEETING not in names(world, "school") | names(world, "intake")
    assert "Diễn biến." in made(world, "school", VISIT, row.pk)
    with pytest.raises(NotHere):
        made(world, "school", MEETING, meeting.pk)
    with pytest.raises(NotHere):
        made(world, "department", VISIT, meeting.pk)


def test_a_cancelled_visit_has_no_minutes():
    world = make_registered(TT2018, stage="visit")
    row = visit(world)
    row.cancelled_at = row.ends_at
    row.save()
    assert VISIT not in names(world, BodyRole.LEADER)


def test_the_school_gets_the_draft_it_was_sent_and_nothing_of_what_is_being_written():
    world = make_concluding(TT2018)
    assert REPORT not in names(world, "school") | names(world, "department") | names(world, "intake")
    draft = send_draft(world)
    for who in ("school", "department", BodyRole.MEMBER):
        assert draft.number in {one.part for one in offered(world, who) if one.form == REPORT}
    assert REPORT not in names(world, "intake")
    with pytest.raises(NotHere):
        made(world, "school", REPORT, 0)
    assert "(Dự thảo lần 1)" in made(world, "school", REPORT, draft.number)


@pytest.mark.parametrize("regime", [TT57, TT2018])
def test_the_final_report_reaches_the_school_when_the_department_passes_it_on(regime):
    world = finished(regime)
    final = Draft.objects.get(case=world.registered, final=True).number
    notice = {NOTICE} if regime == TT57 else set()
    assert {REPORT, SUBMISSION} | notice <= names(world, "department")
    for who in ("school", "intake"):
        assert final not in {one.part for one in offered(world, who) if one.form == REPORT}
        assert not {NOTICE, SUBMISSION} & names(world, who)
        with pytest.raises(NotHere):
            made(world, who, REPORT, final)
    step(world, Act.NOTIFY if regime == TT57 else Act.SUBMIT, world.specialist())
    for who in ("school", "intake", BodyRole.MEMBER):
        assert final in {one.part for one in offered(world, who) if one.form == REPORT}
        assert notice <= names(world, who)
        assert SUBMISSION not in names(world, who)


def test_a_final_report_taken_back_is_no_draft_of_the_schools():
    world = finished(TT57)
    final = Draft.objects.get(case=world.registered, final=True).number
    step(world, Act.SEND_BACK, world.specialist(), note="Xem lại tiêu chí 1.1.")
    assert final not in {one.part for one in offered(world, "school") if one.form == REPORT}
    assert not {NOTICE, SUBMISSION} & names(world, "department")


def test_a_kept_report_says_the_same_whatever_is_written_or_whoever_leaves_afterwards():
    world = make_concluding(TT2018)
    draft = send_draft(world)
    before = made(world, "school", REPORT, draft.number)
    assert STRENGTH in before
    answer(world)
    conclude(world, "1.1", 1, strengths="Viết lại sau.")
    member = world.members[BodyRole.SECRETARY]
    member.name = "Tên Khác"
    member.save()
    assert made(world, "school", REPORT, draft.number) == before
    assert "Viết lại sau." in made(world, BodyRole.LEADER, REPORT, 0)


def test_a_kept_report_that_was_altered_is_not_printed():
    world = make_concluding(TT2018)
    draft = send_draft(world)
    draft.content["parts"][0]["text"] = "Bị sửa."
    draft.save()
    with pytest.raises(Problem, match="không còn khớp"):
        made(world, "school", REPORT, draft.number)


def test_minutes_go_on_telling_what_the_meeting_found():
    world = make_concluding(TT2018)
    meeting = visit(world, VisitKind.MEETING)
    send_draft(world)
    meeting.held_at = Draft.objects.get(case=world.registered).made_at
    meeting.save()
    before = made(world, "department", MEETING, meeting.pk)
    answer(world)
    conclude(world, "1.1", 0, reason="Xem lại.")
    assert made(world, "department", MEETING, meeting.pk) == before
    meeting.held_at = None
    meeting.save()
    assert made(world, BodyRole.LEADER, MEETING, meeting.pk) != before


def test_minutes_do_not_print_a_final_report_that_was_sent_back():
    world = make_concluding(TT57)
    meeting = visit(world, VisitKind.MEETING)
    meeting.held_at = timezone.now() - DAY
    meeting.save()
    send_draft(world)
    answer(world)
    Draft.objects.filter(case=world.registered).update(made_at=meeting.held_at - DAY)  # before the meeting
    finalise(world)
    with_final = made(world, "department", MEETING, meeting.pk)
    step(world, Act.SEND_BACK, world.specialist(), note="Xem lại tiêu chí 1.1.")
    conclude(world, "1.1", 0, reason="Xem lại.")
    assert made(world, "department", MEETING, meeting.pk) != with_final


def test_the_notice_prints_the_result_of_the_final_report():
    world = shown(TT57)
    final = Draft.objects.get(case=world.registered, final=True).number
    text = made(world, "school", NOTICE, final)
    assert "KẾT QUẢ" in text.upper()
    assert "Mức kết luận: Mức 1, chuẩn quốc gia mức độ 1." in text
    assert "[chưa có dữ liệu]" not in text.split("Nơi nhận")[0]


def test_an_offices_template_prints_its_papers():
    world = finished(TT57)
    final = Draft.objects.get(case=world.registered, final=True).number
    document = Document(io.BytesIO(form_of(SUBMISSION).template()))
    document.add_paragraph("Mẫu riêng của Sở: {{ school.name }}")
    out = io.BytesIO()
    document.save(out)
    replace_template(
        actor=system_actor(world.department.pk),
        organisation=world.department,
        form=SUBMISSION,
        content=out.getvalue(),
        name="to-trinh.docx",
    )
    assert f"Mẫu riêng của Sở: {world.school.name}" in made(world, "department", SUBMISSION, final)


def test_nothing_is_kept_and_who_reads_from_outside_is_recorded():
    world = make_registered(TT2018, stage="study")
    made(world, "department", FORMING)
    made(world, BodyRole.LEADER, FORMING)
    assert MadeDocument.objects.count() == 0
    found = Entry.objects.filter(action=actions.OPENED_FROM_OUTSIDE)
    assert found.count() == 2


@pytest.mark.parametrize(("form", "part"), [("bieu-1", 0), ("khong-co", 0), (FORMING, 7), (VISIT, 999_999)])
def test_what_is_not_offered_is_not_here(form, part):
    world = make_registered(TT2018, stage="study")
    with pytest.raises(NotHere):
        made(world, "department", form, part)


def test_a_format_there_is_not_is_not_here():
    world = make_registered(TT2018, stage="study")
    with pytest.raises(NotHere):
        made(world, "department", FORMING, file_format="xlsx")


@pytest.mark.parametrize("more", [0, 3])
def test_the_list_costs_the_same_whatever_there_is(more, django_assert_max_num_queries):
    world = make_registered(TT2018, stage="visit")
    for _number in range(more):
        visit(world)
    slip(world, sent=True)
    case, who = world.fresh(), reader(world, BodyRole.LEADER)
    with django_assert_max_num_queries(22):
        papers_of(case, who)
