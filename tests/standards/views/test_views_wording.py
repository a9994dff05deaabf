import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from minhdinh.standards.domain.queries import version_of, wordings_of
from minhdinh.standards.models import OfficialWording
from tests.standards.pages import ONE, SETS, hidden, signed_in, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

PAGE = f"{SETS}nguyen-van/"


@pytest.fixture
def client(world):
    return signed_in(world.system)


def upload(levels, name="nguyen-van.yaml", **more):
    criteria = [{"code": code, "levels": texts} for code, texts in levels.items()]
    data = {
        "id": "tt57-2026-pho-thong",
        "legal_basis": "Phụ lục II",
        "standards": [{"criteria": criteria}],
        **more,
    }
    return SimpleUploadedFile(name, yaml.safe_dump(data, allow_unicode=True).encode())


def look(client, levels, **more):
    return client.post(PAGE, {"file": upload(levels, **more), "buoc": "xem"})


def present():
    row = version_of("tt57-2026-pho-thong", "2026.1")
    assert row is not None
    return {key: one.text for key, one in wordings_of(row).items()}


def test_the_page_says_what_a_file_holds(client):
    text = words(client.get(PAGE))
    assert "Tệp nguyên văn (.yaml hoặc .json)" in text
    assert "id: tt57-2026-pho-thong" in text


def test_looking_writes_nothing_and_shows_what_goes_where(client):
    answer = look(client, {"1.1": {1: "Câu một.", 2: "Câu hai."}})
    text = words(answer)
    assert "Tệp này dành cho Thông tư 57/2026 – phổ thông (tt57-2026-pho-thong 2026.1)" in text
    assert "Thêm mới 2 mức" in text
    assert "1.1 Tầm nhìn, sứ mạng/mục tiêu và kế hoạch phát triển · Mức 1 Thêm mới Câu một." in text
    assert "vẫn chưa có nguyên văn: 1.2 Mức 1" in text
    assert present() == {}


def test_what_was_looked_at_is_written(client):
    looked = look(client, {"1.1": {1: "Câu một.\n\nĐoạn “hai” <b>&."}, "2.3": {2: "Câu hai."}})
    answer = client.post(PAGE, {**hidden(looked), "buoc": "ghi"}, follow=True)
    assert answer.redirect_chain == [(ONE, 302)]
    assert "Đã ghi nguyên văn: 2 mức mới, 0 mức thay nội dung." in words(answer)
    assert present() == {("1.1", 1): "Câu một.\n\nĐoạn “hai” <b>&.", ("2.3", 2): "Câu hai."}
    page = client.get(f"{ONE}tieu-chi/1.1/").content.decode()
    assert "Đoạn “hai” &lt;b&gt;&amp;." in page
    assert "<p>Câu một.</p>" in page


def test_a_browser_sends_its_own_line_ends(client):
    looked = look(client, {"1.1": {1: "Câu một.\nCâu hai."}})
    sent = {name: text.replace("\r\n", "\n").replace("\n", "\r\n") for name, text in hidden(looked).items()}
    client.post(PAGE, {**sent, "buoc": "ghi"})
    assert present() == {("1.1", 1): "Câu một.\nCâu hai."}


def test_a_replaced_wording_is_shown_beside_the_new(client):
    looked = look(client, {"1.1": {1: "Câu cũ.", 2: "Câu hai."}})
    client.post(PAGE, {**hidden(looked), "buoc": "ghi"})
    looked = look(client, {"1.1": {1: "Câu mới.", 2: "Câu hai."}})
    text = words(looked)
    assert "Đang có Câu cũ. Phụ lục II Trong tệp Câu mới. Phụ lục II" in text
    assert "1 mức không đổi" in text
    answer = client.post(PAGE, {**hidden(looked), "buoc": "ghi"}, follow=True)
    assert "0 mức mới, 1 mức thay nội dung" in words(answer)
    assert present()["1.1", 1] == "Câu mới."


def test_a_file_that_changes_nothing_offers_nothing_to_write(client):
    looked = look(client, {"1.1": {1: "Câu một."}})
    sent = hidden(looked)
    client.post(PAGE, {**sent, "buoc": "ghi"})
    again = look(client, {"1.1": {1: "Câu một."}})
    assert 'value="ghi"' not in again.content.decode()
    answer = client.post(PAGE, {**sent, "buoc": "ghi"}, follow=True)
    assert "không có gì thay đổi" in words(answer)
    assert OfficialWording.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "rỗng"),
        (b"a: [1, 2\nb: }", "dòng 2: sai cú pháp YAML hoặc JSON"),
        (b"\xff\xfe\x00", "không phải văn bản UTF-8"),
        (b"id: x\nstandards: []\n", "standards: danh sách không được rỗng"),
        (b"[" * 100_000, "lồng nhau quá sâu"),
    ],
)
def test_a_file_that_is_none_is_explained(client, content, said):
    answer = client.post(PAGE, {"file": SimpleUploadedFile("a.yaml", content), "buoc": "xem"})
    assert answer.status_code == 422
    assert said in words(answer)


def test_no_file_is_explained(client):
    assert client.post(PAGE, {"buoc": "xem"}).status_code == 422


def test_another_set_and_strange_criteria_are_named(client):
    unknown = look(client, {"1.1": {1: "Câu"}}, id="bo-la")
    assert unknown.status_code == 422
    assert "Chưa nạp bộ tiêu chuẩn “bo-la”" in words(unknown)
    strange = words(look(client, {"1.1": {3: "Câu"}, "9.9": {1: "Câu"}}))
    assert "Tiêu chí 1.1 của bộ tt57-2026-pho-thong không có Mức 3." in strange
    assert "không có tiêu chí 9.9" in strange
    assert present() == {}


def test_a_criterion_under_another_name_is_told(client):
    criteria = [{"code": "1.1", "title": "Tên khác", "levels": {1: "Câu"}}]
    answer = look(client, {}, standards=[{"criteria": criteria}])
    assert "Tiêu chí 1.1: trong tệp tên là “Tên khác”, trong bộ là “Tầm nhìn," in words(answer)


def test_writing_without_the_text_leads_back(client):
    answer = client.post(PAGE, {"buoc": "ghi", "name": "a.yaml", "text": ""})
    assert answer.status_code == 422
    assert "Hãy chọn lại tệp" in words(answer)


def test_a_text_changed_on_its_way_is_checked_again(client):
    looked = hidden(look(client, {"1.1": {1: "Câu một."}}))
    answer = client.post(PAGE, {**looked, "text": looked["text"].replace("1.1", "9.9"), "buoc": "ghi"})
    assert answer.status_code == 422
    assert present() == {}


def test_only_who_manages_standards_may_bring_wording(world):
    address = PAGE.replace("/bo/", "/so/", 1)
    for user, status in ((world.manager, 403), (world.owner, 404)):
        answer = signed_in(user).post(address, {"buoc": "ghi", "name": "a.yaml", "text": "id: x"})
        assert answer.status_code == status
