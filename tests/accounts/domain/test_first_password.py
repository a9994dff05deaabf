import re

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher
from django.test import Client
from pytest_django import Settings

from minhdinh.accounts.domain.first_password import encode_first_password, new_first_password
from tests.factories import UserFactory

ARGON2 = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_a_first_password_is_random_and_readable() -> None:
    made = {new_first_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([a-z2-9]{4}-){2}[a-z2-9]{4}", password) for password in made)
    assert not set("lo01") & set("".join(made))


def test_it_is_stored_as_argon2_of_little_work(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ARGON2
    password = new_first_password()
    encoded = encode_first_password(password)
    assert encoded.startswith("argon2$argon2id$")
    assert "m=1024,t=1,p=1" in encoded
    assert password not in encoded
    assert check_password(password, encoded)
    assert not check_password(f"{password}x", encoded)


def test_two_people_with_one_password_are_stored_differently(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ARGON2
    assert encode_first_password("kp7m-x4wq-9tzr") != encode_first_password("kp7m-x4wq-9tzr")


def test_another_hasher_does_it_its_own_way() -> None:
    assert identify_hasher(encode_first_password("kp7m-x4wq-9tzr")).algorithm == "md5"


@pytest.mark.django_db
def test_the_first_sign_in_hashes_it_with_full_work(settings: Settings, client: Client) -> None:
    settings.PASSWORD_HASHERS = ARGON2
    password = new_first_password()
    user = UserFactory(username="moi")
    user.password = encode_first_password(password)
    user.save()
    assert client.login(username="moi", password=password)
    user.refresh_from_db()
    assert "m=1024," not in user.password
    assert check_password(password, user.password)
