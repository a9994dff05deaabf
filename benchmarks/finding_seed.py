"""Fills an empty installation with items of three sizes, each with a file that was read; prints what the client needs.

Run as ``python -m benchmarks.finding_seed`` with the installation's variables.
"""

import json
import random

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (apps must be loaded)
from django.test import Client  # noqa: E402

from benchmarks.seed import add_items, opened  # noqa: E402
from minhdinh.access.permissions import Role  # noqa: E402
from minhdinh.access.scope import school_scope  # noqa: E402
from minhdinh.config.bootstrap import make_ready  # noqa: E402
from minhdinh.evidence.models import Blob, BlobText, EvidenceFile, EvidenceItem  # noqa: E402
from minhdinh.evidence.reading.folding import searched  # noqa: E402
from tests.factories import MembershipFactory, UserFactory  # noqa: E402

SIZES = (100, 1_000, 10_000)
SYLLABLES = (
    "nhà trường kế hoạch giáo dục học sinh giáo viên tổ chuyên môn họp biên bản đánh giá chất lượng phân công nhiệm vụ "
    "năm học học kỳ kiểm tra thiết bị thư viện phòng học an toàn phụ huynh báo cáo số liệu thống kê quyết định căn cứ "
    "điều lệ ban hành thực hiện theo dõi rút kinh nghiệm bồi dưỡng chuẩn nghề nghiệp xếp loại thi đua khen thưởng"
)
WORDS = SYLLABLES.split(" ")
LENGTH = 600  # words: about three kilobytes, a paper of one page and a half
RARE = "hợp đồng điện nước"


def main() -> None:
    make_ready()
    call_command("collectstatic", interactive=False, verbosity=0)
    person = UserFactory(username="thuky", full_name="Lê Thu Hà")
    for count in SIZES:
        school, assessment = opened(f"tim-{count}")
        codes = [one.code for one in assessment.standard_set.catalogue.iter_criteria()]
        share = dict.fromkeys(codes, count // len(codes))
        share[codes[0]] += count - sum(share.values())
        with school_scope(school.pk):
            add_items(assessment, share)
            add_texts(school.pk)
        MembershipFactory(user=person, organisation=school, role=Role.SECRETARY)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    print(json.dumps({"session": client.cookies["sessionid"].value}))


def add_texts(school_id: int) -> None:
    """Give every item a file with words of its own; ten of a school hold the rare ones. Past the verbs and the tools."""
    chance = random.Random(57)
    items = list(EvidenceItem.objects.filter(school_id=school_id).order_by("pk"))
    rare = set(range(0, len(items), max(1, len(items) // 10)))
    for first in range(0, len(items), 200):
        some = items[first : first + 200]
        blobs = Blob.objects.bulk_create(
            Blob(
                school_id=school_id,
                sha256=f"{item.pk:064x}",
                size=1,
                media_type="a",
                extension="pdf",
                path=f"{item.pk}",
            )
            for item in some
        )
        EvidenceFile.objects.bulk_create(
            EvidenceFile(school_id=school_id, item=item, blob=blob, name="a.pdf")
            for item, blob in zip(some, blobs, strict=True)
        )
        BlobText.objects.bulk_create(
            _text(school_id, blob, chance, rare=first + number in rare) for number, blob in enumerate(blobs)
        )


def _text(school_id: int, blob: Blob, chance: random.Random, *, rare: bool) -> BlobText:
    text = " ".join([*chance.choices(WORDS, k=LENGTH), *([RARE] if rare else [])])
    return BlobText(school_id=school_id, blob=blob, state="read", text=text, words=searched(text))


if __name__ == "__main__":
    main()
