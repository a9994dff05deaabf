"""Files of a dossier on its page."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.files import dossier_files
from minhdinh.appraisals.models import CaseFile
from tests.appraisals.case_pages import secretary, upload
from tests.appraisals.registered import make_registered
from tests.assessments.cases import PDF, signed_in

pytestmark = pytest.mark.django_db


def test_a_file_is_read_by_who_may_and_taken_out() -> None:
    world, other = make_registered(), make_registered()
    client = secretary(world)
    client.post(world.url("tep/"), {"kind": "other", "file": upload("quy-mo.pdf")})
    with scopes_disabled():
        (row,) = dossier_files(world.fresh())
    response = client.get(world.url(f"tep/{row.pk}/"))
    assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
    assert "attachment" in response["Content-Disposition"]
    assert secretary(other).get(other.url(f"tep/{row.pk}/")).status_code == 404
    viewer = signed_in(world.user(world.school, Role.VIEWER))
    assert viewer.get(world.url(f"tep/{row.pk}/")).status_code == 200
    assert viewer.post(world.url(f"tep/{row.pk}/rut/")).status_code == 403
    assert client.post(world.url(f"tep/{row.pk}/rut/")).status_code == 302
    assert client.get(world.url(f"tep/{row.pk}/")).status_code == 404
    assert client.post(world.url(f"tep/{row.pk}/rut/")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "name", "content", "says"),
    [
        ("letter", "rong.pdf", b"", "rỗng"),
        ("letter", "a.pdf", b"MZ\x90", "không thuộc loại"),
        ("decision", "a.pdf", PDF, "Loại giấy tờ"),
    ],
)
def test_a_wrong_file_says_why_and_keeps_the_page(kind: str, name: str, content: bytes, says: str) -> None:
    world = make_registered()
    response = secretary(world).post(world.url("tep/"), {"kind": kind, "file": upload(name, content)})
    assert response.status_code == 422
    assert says in response.content.decode()
    with scopes_disabled():
        assert not CaseFile.objects.exists()
    assert secretary(world).post(world.url("tep/"), {"kind": "letter"}).status_code == 422
