"""Fills an empty installation with schools of several sizes; prints what the client needs as JSON.

Run as ``python -m benchmarks.seed`` with the installation's variables.
"""

import json

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (apps must be loaded)
from django.test import Client  # noqa: E402

from minhdinh.access.actor import system_actor  # noqa: E402
from minhdinh.access.permissions import Role  # noqa: E402
from minhdinh.access.scope import school_scope  # noqa: E402
from minhdinh.assessments.domain.levels import press_level  # noqa: E402
from minhdinh.assessments.domain.opening import open_assessment  # noqa: E402
from minhdinh.assessments.domain.passages import save_passage  # noqa: E402
from minhdinh.assessments.domain.queries import sheet_at  # noqa: E402
from minhdinh.assessments.models import Passage, SelfAssessment  # noqa: E402
from minhdinh.assessments.slots import statement_slot  # noqa: E402
from minhdinh.config.bootstrap import make_ready  # noqa: E402
from minhdinh.evidence.models import EvidenceItem, EvidenceUse  # noqa: E402
from minhdinh.lib.richtext import citation  # noqa: E402
from minhdinh.lib.text import fold, sort_key  # noqa: E402
from minhdinh.organisations.models import Organisation  # noqa: E402
from tests.factories import MembershipFactory, SchoolFactory, UserFactory  # noqa: E402

YEAR, TRACK = "2026-2027", "thcs"
CITATIONS = 8
SENTENCE = "Nhà trường xây dựng kế hoạch, phân công cụ thể, theo dõi và rút kinh nghiệm sau mỗi học kỳ. "


def opened(code: str) -> tuple[Organisation, SelfAssessment]:
    school = SchoolFactory(code=code, name=f"Trường THCS {code}")
    with school_scope(school.pk):
        return school, open_assessment(actor=system_actor(school.pk), organisation=school, year=YEAR)


def add_items(assessment: SelfAssessment, counts: dict[str, int]) -> dict[str, list[EvidenceItem]]:
    """Add verified items, so many a criterion, each linked to it; past the verbs, for they are not what is measured."""
    school_id, made = assessment.school_id, {}
    for criterion, count in counts.items():
        rows = []
        for number in range(1, count + 1):
            code, name = f"MC.{criterion}.{number:02d}", f"Kế hoạch số {number} của tiêu chí {criterion}"
            rows.append(
                EvidenceItem(
                    school_id=school_id,
                    code=code,
                    code_sort=sort_key(code)[:120],
                    root_criterion=criterion,
                    first_year=YEAR,
                    name=name,
                    name_sort=sort_key(name),
                    number=f"{number}/KH-THCS",
                    storage="place",
                    place="Tủ 2",
                    verification="verified",
                    search_text=fold(f"{code} {name}"),
                )
            )
        made[criterion] = EvidenceItem.objects.bulk_create(rows, batch_size=200)
        EvidenceUse.objects.bulk_create(
            [
                EvidenceUse(
                    school_id=school_id,
                    item=row,
                    assessment_id=assessment.pk,
                    track=TRACK,
                    criterion=criterion,
                )
                for row in made[criterion]
            ],
            batch_size=200,
        )
    return made


def write_all(assessment: SelfAssessment, items: dict[str, list[EvidenceItem]]) -> None:
    """Write every requirement of every criterion, spread the citations over them, press Mức 1."""
    actor = system_actor(assessment.school_id)
    for criterion in assessment.standard_set.catalogue.iter_criteria():
        requirements = list(criterion.iter_requirements())
        for index, one in enumerate(requirements):
            cited = items[criterion.code][index :: len(requirements)]
            content = [
                {"type": "text", "text": SENTENCE * 4},
                *(citation(str(item.pk)) for item in cited),
            ]
            save_passage(
                actor=actor,
                assessment=assessment,
                slot=statement_slot(TRACK, criterion.code, one.level, one.id),
                version=0,
                body={"type": "doc", "content": [{"type": "paragraph", "content": content}]},
                save_id=f"do-{criterion.code}-{one.id}",
            )
        sheet = sheet_at(assessment, TRACK, criterion.code)
        assert sheet is not None
        press_level(actor=actor, sheet=sheet, level=1)


def standing(code: str) -> dict[str, object]:
    """Return a text that stands, for the client to save anew."""
    school = Organisation.objects.get(code=code)
    with school_scope(school.pk):
        passage = Passage.objects.filter(requirement="1.3.1a").get()
        items = EvidenceItem.objects.filter(root_criterion="1.3").order_by("code_sort")[:2]
        text = {"slot": passage.slot, "version": passage.version, "text": passage.text}
        return {**text, "items": [item.pk for item in items]}


def main() -> None:
    make_ready()
    call_command("collectstatic", interactive=False, verbosity=0)
    person = UserFactory(username="thuky", full_name="Lê Thu Hà")
    schools = {}
    for code, times in (("do-1", 1), ("do-3", 3)):
        schools[code], assessment = opened(code)
        codes = [one.code for one in assessment.standard_set.catalogue.iter_criteria()]
        with school_scope(schools[code].pk):
            write_all(assessment, add_items(assessment, dict.fromkeys(codes, CITATIONS * times)))
    for count in (100, 1_000, 10_000):
        code = f"kho-{count}"
        schools[code], assessment = opened(code)
        share = dict.fromkeys(codes, count // len(codes))
        share[codes[0]] += count - sum(share.values())
        with school_scope(schools[code].pk):
            add_items(assessment, share)
    for school in schools.values():
        MembershipFactory(user=person, organisation=school, role=Role.SECRETARY)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    print(json.dumps({"session": client.cookies["sessionid"].value, "standing": standing("do-1")}))


if __name__ == "__main__":
    main()
