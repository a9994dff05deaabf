import pytest

from minhdinh.standards.domain.corrections import correct
from minhdinh.standards.domain.queries import version_of
from minhdinh.standards.models import RuleCorrection
from tests.standards.pages import ONE, hidden, signed_in, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

QUOTA = f"{ONE}dieu-chinh/?muc=rule_value:others_quota_level_1"
FILLED = {"value": "4", "legal_reference": "khoản 3 Điều 5 (đính chính)", "reason": "Bộ đính chính"}


@pytest.fixture
def client(world):
    return signed_in(world.system)


def value(name="others_quota_level_1"):
    row = version_of("tt57-2026-pho-thong", "2026.1")
    assert row is not None
    return row.catalogue.rule_value(name).value


def test_the_form_shows_what_stands_now(client):
    page = client.get(QUOTA)
    text = words(page)
    assert "Số tiêu chí còn lại (không bắt buộc) ít nhất phải đạt Mức 1" in text
    assert "Đang dùng: 5 tiêu chí" in text
    assert 'name="value" value="5"' in page.content.decode()
    assert "Bộ Giáo dục và Đào tạo" in text


def test_looking_writes_nothing_and_shows_old_new_and_its_effect(client):
    text = words(client.post(QUOTA, {**FILLED, "buoc": "xem"}))
    assert "Trước 5 tiêu chí Sau 4 tiêu chí" in text
    assert "ít nhất 05 trong số 07 tiêu chí còn lại" in text
    assert "ít nhất 04 trong số 07 tiêu chí còn lại" in text
    assert "khoản 3 Điều 5 (đính chính)" in text
    assert not RuleCorrection.objects.exists()


def test_what_was_looked_at_is_written(client, world):
    looked = client.post(QUOTA, {**FILLED, "buoc": "xem"})
    answer = client.post(QUOTA, {**hidden(looked), "buoc": "ghi"}, follow=True)
    assert answer.redirect_chain == [(f"{ONE}quy-tac/", 302)]
    assert "Đã điều chỉnh “Số tiêu chí còn lại" in words(answer)
    row = RuleCorrection.objects.get()
    assert (row.value, row.previous, row.author, row.author_name) == (4, 5, world.system, "Trần Hệ Thống")
    assert value() == 4


def test_going_back_keeps_what_was_typed(client):
    looked = client.post(QUOTA, {**FILLED, "buoc": "xem"})
    page = client.post(QUOTA, {**hidden(looked), "buoc": "sua"})
    assert page.status_code == 200
    body = page.content.decode()
    assert 'name="value" value="4"' in body
    assert "Bộ đính chính" in body
    assert 'value="xem"' in body


@pytest.mark.parametrize("step", ["xem", "ghi"])
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": ""}, "Trường này là bắt buộc."),
        ({"value": "bốn"}, "Hãy ghi một số nguyên."),
        ({"value": "-1"}, "không được nhỏ hơn 0"),
        ({"value": "5"}, "giống giá trị đang dùng"),
        ({"legal_reference": " "}, "Trường này là bắt buộc."),
        ({"reason": ""}, "Trường này là bắt buộc."),
    ],
)
def test_a_faulty_form_is_shown_again(client, step, changes, said):
    answer = client.post(QUOTA, {**FILLED, **changes, "buoc": step})
    assert answer.status_code == 422
    assert said in words(answer)
    assert not RuleCorrection.objects.exists()


def test_a_value_that_breaks_the_set_is_named_beside_its_field(client):
    answer = client.post(
        f"{ONE}dieu-chinh/?muc=set:effective_to", {**FILLED, "value": "2026-01-01", "buoc": "xem"}
    )
    assert answer.status_code == 422
    assert "effective_to phải sau effective_from" in words(answer)


def test_a_decision_on_a_changed_set_is_shown_again(client, tt57, boss):
    looked = client.post(QUOTA, {**FILLED, "buoc": "xem"})
    correct(actor=boss, version=tt57, target="rule_value:others_quota_level_1", value=6,
            legal_reference="Điều 5", reason="Người khác")  # fmt: skip
    answer = client.post(QUOTA, {**hidden(looked), "buoc": "ghi"})
    assert answer.status_code == 422
    assert "vừa được người khác điều chỉnh" in words(answer)
    assert "Đang dùng: 6 tiêu chí" in words(answer)
    assert value() == 6


@pytest.mark.parametrize(
    ("target", "typed", "read"),
    [
        ("set:effective_to", "2030-01-01", lambda item: item.effective_to.isoformat()),
        ("set:confidence", "low", lambda item: item.confidence.value),
        ("mandatory:1.1", "True", lambda item: str(item.criterion("1.1").mandatory)),
        ("requirement:1.1.1a", "Câu mới.", lambda item: item.requirement("1.1.1a").text),
        ("code_convention:separator", "; ", lambda item: item.code_convention.separator),
        ("rule_value:council_odd", "False", lambda item: str(item.rule_value("council_odd").value)),
        ("rule_value:approval_deadline", "30/6", lambda item: item.rule_value("approval_deadline").value),
        ("rule_value:data_only_advisory_until", "2029-12-31", lambda item: item.rule_value("data_only_advisory_until").value),
        ("rule_value:monitoring_moments", "Giữa năm\r\nCuối năm", lambda item: "\r\n".join(item.rule_value("monitoring_moments").value)),
    ],
)  # fmt: skip
def test_every_kind_of_value_goes_through_the_form(client, target, typed, read):
    address = f"{ONE}dieu-chinh/?muc={target}"
    assert client.get(address).status_code == 200
    looked = client.post(address, {**FILLED, "value": typed, "buoc": "xem"})
    assert client.post(address, {**hidden(looked), "buoc": "ghi"}).status_code == 302
    row = version_of("tt57-2026-pho-thong", "2026.1")
    assert row is not None
    assert read(row.catalogue) == typed


def test_a_whole_rule_goes_through_the_form(client):
    address = f"{ONE}dieu-chinh/?muc=set:level_rule"
    rule = '{"kind": "not_computable", "legal_reference": "Điều 5", "confidence": "low"}'
    looked = client.post(address, {**FILLED, "value": rule, "buoc": "xem"})
    assert "không tự tính" in words(looked)
    assert client.post(address, {**hidden(looked), "buoc": "ghi"}).status_code == 302
    assert "không tự tính, nhập kết quả đã công nhận" in words(client.get(f"{ONE}quy-tac/"))
    broken = client.post(address, {**FILLED, "value": "{", "buoc": "xem"})
    assert broken.status_code == 422


@pytest.mark.parametrize("target", ["", "rule_value:x", "set:standards", "khac"])
def test_a_value_that_is_not_there_is_not_found(client, target):
    assert client.get(f"{ONE}dieu-chinh/?muc={target}").status_code == 404


def test_a_correction_is_withdrawn_with_its_reason(client, tt57, boss):
    row = correct(actor=boss, version=tt57, target="rule_value:others_quota_level_1", value=4,
                  legal_reference="Điều 5", reason="Thử")  # fmt: skip
    address = f"{ONE}dieu-chinh/{row.pk}/bo/"
    text = words(client.get(address))
    assert "Đã điều chỉnh từ 5 tiêu chí thành 4 tiêu chí" in text
    assert client.post(address, {"reason": " "}).status_code == 422
    answer = client.post(address, {"reason": "Đọc nhầm"}, follow=True)
    assert "Đã bỏ điều chỉnh" in words(answer)
    assert value() == 5
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdrawal_reason) == ("Trần Hệ Thống", "Đọc nhầm")
    assert client.get(address).status_code == 404


def test_a_withdrawal_that_would_break_the_set_is_explained(client, tt57, boss):
    def put(target, new):
        return correct(
            actor=boss, version=tt57, target=target, value=new, legal_reference="Điều 1", reason="Thử"
        )

    first = put("set:effective_from", "2020-01-01")
    put("set:effective_to", "2021-01-01")
    answer = client.post(f"{ONE}dieu-chinh/{first.pk}/bo/", {"reason": "Thử"})
    assert answer.status_code == 422
    assert "không còn hợp lệ" in words(answer)


def test_a_correction_of_another_set_is_not_found(client, tt57, boss):
    row = correct(actor=boss, version=tt57, target="rule_value:others_quota_level_1", value=4,
                  legal_reference="Điều 5", reason="Thử")  # fmt: skip
    other = "/co-quan/bo/bo-tieu-chuan/tt57-2026-gdtx/2026.1/"
    assert client.get(f"{other}dieu-chinh/{row.pk}/bo/").status_code == 404
    assert client.get(f"{ONE}dieu-chinh/0/bo/").status_code == 404


def test_only_who_manages_standards_may_post(world):
    for user, status in ((world.manager, 403), (world.officer, 403), (world.owner, 404)):
        address = QUOTA.replace("/bo/", "/so/", 1)
        assert signed_in(user).post(address, {**FILLED, "buoc": "ghi"}).status_code == status
        assert signed_in(user).post(QUOTA, {**FILLED, "buoc": "ghi"}).status_code == 404
    assert not RuleCorrection.objects.exists()
