from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.jobs.web import job_card
from tests.counting import queries_of
from tests.factories import World

Make = Callable[..., Job]


@pytest.fixture
def owner(client: Client, world: World) -> Client:
    client.force_login(world.owner)
    return client


def at(name: str, job: Job) -> str:
    return reverse(f"jobs:{name}", kwargs={"job_id": job.pk})


def test_the_list_shows_the_own_jobs(owner: Client, world: World, job: Make) -> None:
    job(title="Xuất Biểu 1", status=JobStatus.FAILED, message="Thiếu mẫu biểu.")
    job(title="Việc của người khác", owner=world.colleague)
    page = owner.get("/viec/").content.decode()
    assert "Xuất Biểu 1" in page
    assert "Thiếu mẫu biểu." in page
    assert "Việc của người khác" not in page


def test_an_empty_list_explains_itself(owner: Client) -> None:
    assert "Chưa có việc nào" in owner.get("/viec/").content.decode()


def test_the_list_needs_as_many_queries_for_three_jobs_as_for_one(owner: Client, job: Make) -> None:
    job()
    few = queries_of(owner, "/viec/")
    job()
    job()
    assert queries_of(owner, "/viec/") == few <= 6


@pytest.mark.parametrize("name", ["page", "progress"])
def test_a_job_of_somebody_else_is_not_there(owner: Client, world: World, job: Make, name: str) -> None:
    assert owner.get(at(name, job(owner=world.colleague))).status_code == 404


def test_progress_asks_again_until_the_job_is_over(owner: Client, job: Make) -> None:
    one = job(status=JobStatus.RUNNING, done_count=1, total_count=4, message="Đang dựng bảng")
    response = owner.get(at("progress", one))
    page = response.content.decode()
    assert f'hx-get="{at("progress", one)}"' in page
    assert "Đang dựng bảng" in page
    assert "25 %" in page
    assert "no-store" in response["Cache-Control"]
    Job.objects.filter(pk=one.pk).update(
        status=JobStatus.DONE, message="Xong.", result={"result_url": "/tep/1/", "result_label": "Tải Biểu 1"}
    )
    page = owner.get(at("progress", one)).content.decode()
    assert "hx-get" not in page
    assert '<a href="/tep/1/">Tải Biểu 1</a>' in page


def test_stopping_a_job(owner: Client, job: Make) -> None:
    one = job(status=JobStatus.RUNNING)
    response = owner.post(at("cancel", one), follow=True)
    assert response.redirect_chain == [(at("page", one), 302)]
    assert "Đã yêu cầu dừng" in response.content.decode()
    one.refresh_from_db()
    assert one.cancel_requested


def test_stopping_is_a_post_by_its_owner(owner: Client, world: World, job: Make) -> None:
    assert owner.get(at("cancel", job())).status_code == 405
    assert owner.post(at("cancel", job(owner=world.colleague))).status_code == 404


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (JobStatus.QUEUED, "waiting"),
        (JobStatus.RUNNING, "running"),
        (JobStatus.DONE, "done"),
        (JobStatus.FAILED, "failed"),
        (JobStatus.CANCELLED, "cancelled"),
    ],
)
def test_a_card_carries_what_the_component_shows(job: Make, status: JobStatus, state: str) -> None:
    card = job_card(job(status=status))
    assert card["state"] == state
    assert bool(card["cancel_url"]) is (state in {"waiting", "running"})
    assert card["percent"] is None
