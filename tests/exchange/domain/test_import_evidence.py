import pytest

from minhdinh.access.actor import system_actor
from minhdinh.common.problems import Problem
from minhdinh.evidence.models import Blob, CodeCounter, EvidenceCode, EvidenceFile, EvidenceItem
from minhdinh.exchange.domain.import_evidence import check_files
from minhdinh.exchange.domain.importing import import_school
from minhdinh.exchange.package import Package, open_package
from tests.exchange.packages import parts_of, rewritten

pytestmark = pytest.mark.django_db


def checked(path):
    with open_package(path) as archive:
        package = Package(archive)
        check_files(package, package.json("files.json")["files"])


def test_sound_files_pass_and_nothing_is_stored(package, media_root):
    checked(package)
    assert list(media_root.rglob("*")) == []


def called_a_picture(parts):
    entry = next(one for one in parts["files.json"]["files"] if one["extension"] == "pdf")
    entry.update(extension="jpg", media_type="image/jpeg")


def called_a_page(parts):
    parts["files.json"]["files"][0].update(extension="html", media_type="text/html")


def not_listed(parts):
    parts["files.json"]["files"].pop()


def listed_twice(parts):
    files = parts["files.json"]["files"]
    files[1] = files[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (called_a_picture, "không phải loại jpg"),
        (called_a_page, "loại html|không thuộc loại"),
        (not_listed, "không khớp"),
        (listed_twice, "không khớp"),
    ],
)
def test_files_that_are_not_what_the_list_says_are_refused(package, tmp_path, change, words):
    with pytest.raises(Problem, match=words):
        checked(rewritten(package, tmp_path / "wrong.zip", change))


def test_items_codes_counters_and_files_arrive(arrived, package):
    content = parts_of(package)["evidence.json"]
    assert EvidenceItem.objects.count() == len(content["items"])
    assert EvidenceCode.objects.count() == sum(len(item["codes"]) for item in content["items"])
    assert EvidenceFile.objects.count() == sum(len(item["files"]) for item in content["items"])
    assert CodeCounter.objects.count() == len(content["counters"])
    item = EvidenceItem.objects.get(code="MC.1.1.01")
    assert item.search_text, "derived keys are made anew"
    assert item.contributed_by.username == "thuky.th"


def test_the_bytes_are_stored_under_the_school(arrived, media_root):
    paths = {blob.path for blob in Blob.objects.all()}
    assert {path.split("/")[1] for path in paths} == {str(arrived.pk)}
    assert all((media_root / path).is_file() for path in paths)


@pytest.mark.parametrize("successors", [[0], [1, 0], [1, 2, 3, 1], [1, 2, None, 9]])
def test_files_that_took_the_place_of_each_other_must_come_to_an_end(server, package, tmp_path, successors):
    """A ring of them would have every reader of a file's history go round for ever."""

    def change(parts):
        item = next(one for one in parts["evidence.json"]["items"] if one["files"])
        first = item["files"][0] | {"removed_at": item["removed_at"] or "2026-11-01T08:00:00.000000+07:00"}
        item["files"] = [first if place is None else first | {"replaced_by": place} for place in successors]

    with pytest.raises(Problem, match="ghi sai bản thay"):
        import_school(
            actor=system_actor(), path=rewritten(package, tmp_path / "ring.zip", change), parent=server
        )
