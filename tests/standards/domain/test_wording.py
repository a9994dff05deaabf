import pytest
import yaml

from minhdinh.access.actor import system_actor
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotAllowed, Problem, Problems
from minhdinh.organisations.domain.queries import actor_for
from minhdinh.standards.catalogue import parse_content, read_official
from minhdinh.standards.domain.loading import load_set
from minhdinh.standards.domain.queries import wordings_of
from minhdinh.standards.domain.wording import import_wording, plan_wording
from minhdinh.standards.enums import WordingState
from minhdinh.standards.models import OfficialWording
from tests.standards import samples

pytestmark = pytest.mark.django_db

BASIS = "Thông tư thử, Phụ lục I"


def official(levels, **more):
    """Return a made-up file: ``levels`` maps a criterion to its levels."""
    criteria = [
        {"code": code, "title": f"Tiêu chí {code}", "levels": texts} for code, texts in levels.items()
    ]
    data = {"id": "bo-thu", "legal_basis": BASIS, "standards": [{"code": "1", "criteria": criteria}], **more}
    return read_official(yaml.safe_dump(data, allow_unicode=True).encode(), "nguyen-van.yaml")


def bring(levels, **more):
    return import_wording(
        actor=system_actor(), official=official(levels, **more), file_name="nguyen-van.yaml"
    )


@pytest.fixture
def small(db):
    """Return a loaded set with criteria 1.1, 1.2 and 1.3 of two levels each."""
    return load_set(samples.quota_set(1, 2)).row


def test_each_level_gets_its_wording_and_article(small):
    plan = bring({"1.1": {1: "Câu một.", 2: {"text": "Câu hai.", "article": "Điều 7"}}})
    assert (plan.version, plan.count(WordingState.NEW)) == (small, 2)
    rows = wordings_of(small)
    assert (rows["1.1", 1].text, rows["1.1", 1].article) == ("Câu một.", BASIS)
    assert (rows["1.1", 2].text, rows["1.1", 2].article) == ("Câu hai.", "Điều 7")
    assert small.official_wording() == {("1.1", 1): "Câu một.", ("1.1", 2): "Câu hai."}


def test_what_has_no_wording_yet_is_named(small):
    plan = bring({"1.1": {1: "Câu một.", 2: "Câu hai."}})
    assert plan.missing == (("1.2", 1), ("1.2", 2), ("1.3", 1), ("1.3", 2))
    plan = bring({"1.2": {1: "Câu ba."}})
    assert plan.missing == (("1.2", 2), ("1.3", 1), ("1.3", 2))


def test_the_same_file_again_changes_nothing(small):
    bring({"1.1": {1: "Câu một."}})
    stamp = OfficialWording.objects.get().updated_at
    plan = bring({"1.1": {1: "Câu  một. "}})
    assert (plan.changes, plan.count(WordingState.SAME)) == (False, 1)
    assert OfficialWording.objects.get().updated_at == stamp
    assert entries_of_target(f"standards.StandardSetVersion:{small.pk}").count() == 1


def test_a_replaced_wording_stays_in_the_record(small):
    bring({"1.1": {1: "Câu cũ.", 2: "Câu hai."}})
    plan = bring({"1.1": {1: "Câu mới.", 2: "Câu hai."}, "1.2": {1: "Câu ba."}})
    counts = {state: plan.count(state) for state in WordingState}
    assert counts == {WordingState.NEW: 1, WordingState.CHANGED: 1, WordingState.SAME: 1}
    assert wordings_of(small)["1.1", 1].text == "Câu mới."
    entry = entries_of_target(f"standards.StandardSetVersion:{small.pk}").first()
    assert entry is not None
    assert entry.data["replaced"] == [{"criterion": "1.1", "level": 1, "text": "Câu cũ.", "article": BASIS}]
    assert sentence(entry.action, entry.data) == (
        "Nhập nguyên văn của bo-thu 2020.1 từ tệp nguyen-van.yaml: 1 mức mới, 1 mức thay nội dung"
    )


def test_a_changed_article_is_a_change(small):
    bring({"1.1": {1: "Câu một."}})
    plan = bring({"1.1": {1: {"text": "Câu một.", "article": "Điều 7"}}})
    (line,) = plan.lines
    assert (line.state, line.old_article, line.article) == (WordingState.CHANGED, BASIS, "Điều 7")
    assert wordings_of(small)["1.1", 1].article == "Điều 7"


def test_a_look_before_writes_nothing(small):
    plan = plan_wording(official({"1.1": {1: "Câu một."}}))
    assert plan.changes
    assert wordings_of(small) == {}


def test_an_unknown_set_is_named_with_the_loaded_ones(small):
    with pytest.raises(Problem) as caught:
        bring({"1.1": {1: "Câu"}}, id="bo-la")
    assert caught.value.message == "Chưa nạp bộ tiêu chuẩn “bo-la”; các bộ đã nạp: bo-thu."
    with pytest.raises(Problem, match=r"“bo-thu” phiên bản 2020\.2"):
        bring({"1.1": {1: "Câu"}}, version="2020.2")


def test_criteria_and_levels_of_another_set_are_all_named_and_nothing_is_written(small):
    with pytest.raises(Problems) as caught:
        bring({"1.1": {1: "Câu một.", 3: "Câu ba."}, "9.9": {1: "Câu lạ."}})
    assert [problem.message for problem in caught.value.problems] == [
        "Tiêu chí 1.1 của bộ bo-thu không có Mức 3.",
        "Bộ bo-thu không có tiêu chí 9.9 (Tiêu chí 9.9), Mức 1 của tệp.",
    ]
    assert wordings_of(small) == {}


def test_a_criterion_under_another_name_is_told(small):
    data = {
        "id": "bo-thu",
        "standards": [{"criteria": [{"code": "1.1", "title": "Tên khác", "levels": {1: "Câu"}}]}],
    }
    plan = plan_wording(read_official(yaml.safe_dump(data).encode(), "a.yaml"))
    assert plan.renamed == (("1.1", "Tiêu chí 1.1", "Tên khác"),)
    same = {
        "id": "bo-thu",
        "standards": [{"criteria": [{"code": "1.1", "title": "TIÊU CHÍ  1.1", "levels": {1: "Câu"}}]}],
    }
    assert plan_wording(read_official(yaml.safe_dump(same).encode(), "a.yaml")).renamed == ()


def test_the_newest_version_is_meant_unless_one_is_named(small):
    later = load_set(
        parse_content({**samples.quota_content(1, 2), "version": "2020.2", "effective_from": "2025-01-25"})
    ).row
    bring({"1.1": {1: "Câu mới."}})
    assert (len(wordings_of(small)), len(wordings_of(later))) == (0, 1)
    bring({"1.1": {1: "Câu cũ."}}, version="2020.1")
    assert wordings_of(small)["1.1", 1].text == "Câu cũ."
    assert wordings_of(later)["1.1", 1].text == "Câu mới."


def test_the_article_of_a_level_is_the_sets_own_where_the_file_names_none(db):
    content = samples.quota_content(1, 2)
    content["standards"][0]["articles"] = {"1": "Điều 7", "2": "Điều 12"}
    row = load_set(parse_content(content)).row
    bring({"1.1": {1: "Câu một.", 2: {"text": "Câu hai.", "article": "điểm a Điều 12"}}})
    rows = wordings_of(row)
    assert (rows["1.1", 1].article, rows["1.1", 2].article) == ("Điều 7", "điểm a Điều 12")


def test_a_long_regulation_is_cut_to_what_an_article_holds(small):
    bring({"1.1": {1: "Câu"}}, legal_basis="Thông tư " * 100)
    assert len(wordings_of(small)["1.1", 1].article) == 200


def test_only_who_manages_standards_may_import(small, world):
    actor = actor_for(world.manager, world.department)
    with pytest.raises(NotAllowed):
        import_wording(actor=actor, official=official({"1.1": {1: "Câu"}}), file_name="a.yaml")
    assert wordings_of(small) == {}
    administrator = actor_for(world.system, world.ministry)
    import_wording(actor=administrator, official=official({"1.1": {1: "Câu"}}), file_name="a.yaml")
    entry = entries_of_target(f"standards.StandardSetVersion:{small.pk}").get()
    assert (entry.actor_name, entry.organisation_id) == ("Trần Hệ Thống", world.ministry.pk)
