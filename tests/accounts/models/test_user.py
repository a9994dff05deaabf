import pytest
from django.db import IntegrityError, transaction

from minhdinh.accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_names_are_one_field_in_vietnamese_order() -> None:
    for name in ["Trần Văn Bình", "Nguyễn Thị An", "Lê Hồng Ánh"]:
        UserFactory(full_name=name)
    in_order = User.objects.order_by("sort_key").values_list("full_name", flat=True)
    assert list(in_order) == ["Nguyễn Thị An", "Lê Hồng Ánh", "Trần Văn Bình"]


def test_a_name_is_cleaned_and_searchable_without_diacritics() -> None:
    user = UserFactory(full_name="  Đặng   Thị Ngọc ", username="Ngoc.Dang", email="Ngoc@x.example")
    assert user.full_name == "Đặng Thị Ngọc"
    assert user.search_text == "dang thi ngoc ngoc.dang ngoc@x.example"


@pytest.mark.parametrize("field", ["username", "email"])
def test_letter_case_does_not_make_another_person(field: str) -> None:
    UserFactory(**{field: "lan@truong.example"})
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(**{field: "LAN@truong.example"})


def test_many_may_have_no_email() -> None:
    UserFactory.create_batch(3, email="")
    assert User.objects.filter(email="").count() == 3


def test_words_about_a_person() -> None:
    user = UserFactory(full_name="Lê Thu Hà")
    assert str(user) == "Lê Thu Hà"
    assert user.get_full_name() == "Lê Thu Hà"
    assert user.get_short_name() == "Hà"
    assert user.initials == "LH"


@pytest.mark.parametrize(("name", "initials"), [("Lan", "LA"), ("", "TH")])
def test_initials_of_short_names(name: str, initials: str) -> None:
    assert User(full_name=name, username="thuky").initials == initials


def test_somebody_without_a_name_is_called_by_username() -> None:
    assert str(User(username="thuky")) == "thuky"


def test_long_names_fit_their_keys() -> None:
    user = UserFactory(full_name="Nguyễn " * 18 + "Ánh", username="a" * 140)
    user.refresh_from_db()
    assert len(user.search_text) <= 400
    assert len(user.sort_key) <= 600
