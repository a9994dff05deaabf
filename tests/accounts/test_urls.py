"""allauth's pages as we offer them: password change and reset, second factor."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, World

NEW = "mưa rơi trên phố cũ"
LINK = re.compile(r"http://testserver(/tai-khoan/mat-khau/dat-lai/\S+)")


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.fixture
def owner(client: Client, world: World) -> Client:
    world.owner.email = "ht@truong.example"
    world.owner.save()
    client.force_login(world.owner)
    return client


def test_changing_the_password(owner: Client, world: World) -> None:
    page = owner.get("/tai-khoan/mat-khau/doi/").content.decode()
    assert "Mật khẩu hiện tại" in page
    values = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert owner.post("/tai-khoan/mat-khau/doi/", values).status_code == 302
    world.owner.refresh_from_db()
    assert world.owner.check_password(NEW)
    assert owner.get("/tai-khoan/").status_code == 200


def test_a_wrong_present_password_is_refused(owner: Client, world: World) -> None:
    response = owner.post(
        "/tai-khoan/mat-khau/doi/", {"oldpassword": "sai", "password1": NEW, "password2": NEW}
    )
    assert "hiện tại" in str(response.context["form"].errors["oldpassword"])


def asked(client: Client, email: str, mails: list[EmailMessage]) -> EmailMessage:
    response = client.post("/tai-khoan/mat-khau/quen/", {"email": email})
    assert response["Location"] == "/tai-khoan/mat-khau/quen/da-gui/"
    assert len(mails) == 1
    return mails[0]


def test_resetting_a_forgotten_password(client: Client, world: World, mailoutbox: list[EmailMessage]) -> None:
    world.owner.email = "ht@truong.example"
    world.owner.must_change_password = True
    world.owner.save()
    mail = asked(client, "HT@truong.example", mailoutbox)
    assert mail.subject == "[Minh Định] Đặt lại mật khẩu"
    assert "Kính gửi Phạm Quang Minh" in mail.body
    found = LINK.search(str(mail.body))
    assert found is not None
    page = client.get(found[1], follow=True)
    form_address = page.redirect_chain[-1][0]
    assert "Đặt mật khẩu mới" in page.content.decode()
    client.post(form_address, {"password1": NEW, "password2": NEW})
    world.owner.refresh_from_db()
    assert world.owner.check_password(NEW)
    assert not world.owner.must_change_password
    assert "Liên kết không dùng được nữa" in client.get(found[1], follow=True).content.decode()


def test_an_unknown_email_looks_the_same_to_the_visitor(
    client: Client, db: None, mailoutbox: list[EmailMessage]
) -> None:
    mail = asked(client, "khong-co@truong.example", mailoutbox)
    assert "không thuộc tài khoản nào" in mail.body
    assert "Xin xem hộp thư" in client.get("/tai-khoan/mat-khau/quen/da-gui/").content.decode()


def test_nobody_signs_up(client: Client, db: None) -> None:
    assert "Tài khoản do đơn vị cấp" in client.get("/tai-khoan/dang-ky/").content.decode()
    client.post("/tai-khoan/dang-ky/", {"username": "la", "password1": NEW, "password2": NEW})
    assert "_auth_user_id" not in client.session


def confirmed(client: Client) -> None:
    """Type the password again: what concerns safety asks for it."""
    client.post("/tai-khoan/xac-nhan/", {"password": PASSWORD})


def switched_on(client: Client) -> str:
    """Switch the second factor on and return its secret."""
    confirmed(client)
    page = client.get("/tai-khoan/hai-buoc/bat/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    response = client.post("/tai-khoan/hai-buoc/bat/", {"code": code_of(secret)})
    assert response["Location"] == "/tai-khoan/hai-buoc/ma-du-phong/"
    return str(secret)


def test_safety_asks_for_the_password_again(owner: Client) -> None:
    response = owner.get("/tai-khoan/hai-buoc/bat/")
    assert response["Location"].startswith("/tai-khoan/xac-nhan/")
    assert "Xin gõ lại mật khẩu" in owner.get("/tai-khoan/xac-nhan/").content.decode()


def test_switching_the_second_factor_on_and_off(owner: Client, world: World) -> None:
    switched_on(owner)
    page = owner.get("/tai-khoan/hai-buoc/ma-du-phong/").content.decode()
    assert "Còn 10 trong 10 mã chưa dùng" in page
    codes = owner.get("/tai-khoan/hai-buoc/ma-du-phong/tai/").content.decode().split()
    assert len(codes) == 10
    assert "Đang bật" in owner.get("/tai-khoan/").content.decode()
    assert owner.post("/tai-khoan/hai-buoc/tat/").status_code == 302
    assert not Authenticator.objects.filter(user=world.owner).exists()


def test_a_wrong_code_does_not_switch_it_on(owner: Client, world: World) -> None:
    confirmed(owner)
    response = owner.post("/tai-khoan/hai-buoc/bat/", {"code": "000000"})
    assert "Mã không đúng" in response.content.decode()
    assert not Authenticator.objects.exists()


def test_signing_in_with_the_second_factor(owner: Client, world: World) -> None:
    switched_on(owner)
    visitor = Client()
    response = visitor.post("/dang-nhap/", {"login": "hieutruong", "password": PASSWORD})
    assert response["Location"].startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in visitor.session
    assert "mã 6 số" in visitor.get(reverse("mfa_authenticate")).content.decode()
    visitor.post(reverse("mfa_authenticate"), {"code": "999999"})
    assert "_auth_user_id" not in visitor.session
    recovery = Authenticator.objects.get(user=world.owner, type=Authenticator.Type.RECOVERY_CODES)
    visitor.post(reverse("mfa_authenticate"), {"code": recovery.wrap().get_unused_codes()[0]})
    assert "_auth_user_id" in visitor.session


def test_new_recovery_codes_replace_the_old(owner: Client, world: World) -> None:
    switched_on(owner)
    before = owner.get("/tai-khoan/hai-buoc/ma-du-phong/tai/").content
    assert "hết hiệu lực ngay" in owner.get("/tai-khoan/hai-buoc/ma-du-phong/moi/").content.decode()
    owner.post("/tai-khoan/hai-buoc/ma-du-phong/moi/")
    assert owner.get("/tai-khoan/hai-buoc/ma-du-phong/tai/").content != before


def test_the_overview_of_the_second_factor_is_the_account_page(owner: Client) -> None:
    assert owner.get("/tai-khoan/hai-buoc/")["Location"] == "/tai-khoan/"
