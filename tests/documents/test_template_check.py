import io
import zipfile

import pytest

from minhdinh.documents.registry import form, forms
from minhdinh.documents.sample import sample_dossier
from minhdinh.documents.template_check import MAX_BYTES, validate_template
from minhdinh.documents.templating import TemplateProblem
from tests.documents.making import make

DECISION = form("quyet-dinh-hoi-dong")
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def changed(changes=None, added=None, base=None):
    """Return the decision's template with text replaced in parts and parts added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(base or DECISION.template())) as package,
        zipfile.ZipFile(out, "w") as target,
    ):
        for name in package.namelist():
            content = package.read(name)
            for old, new in (changes or {}).get(name, ()):
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
        for name, content in (added or {}).items():
            target.writestr(name, content)
    return out.getvalue()


def in_body(old, new):
    return changed({"word/document.xml": [(old, new)]})


@pytest.mark.parametrize("one", forms(), ids=lambda one: one.id)
def test_every_own_template_passes(one):
    validate_template(one.template(), one)


def test_an_offices_own_words_pass():
    validate_template(in_body("Về việc thành lập", "V/v thành lập"), DECISION)


def test_a_replaced_template_is_used():
    content = make("quyet-dinh-hoi-dong", sample_dossier(), template=in_body("Về việc thành lập", "V/v lập"))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert "V/v lập" in package.read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "không phải là tài liệu Word"),
        (b"%PDF-1.7", "không phải là tài liệu Word"),
        (b"PK\x03\x04broken", "không phải là tài liệu Word"),
        (b"x" * (MAX_BYTES + 1), "quá lớn"),
    ],
)
def test_what_is_no_document_is_refused(content, message):
    with pytest.raises(TemplateProblem, match=message):
        validate_template(content, DECISION)


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def test_another_kind_of_package_is_refused():
    with pytest.raises(TemplateProblem, match="không phải là tài liệu Word"):
        validate_template(zipped({"xl/workbook.xml": "<a/>"}), DECISION)


def test_a_package_that_swells_is_refused():
    with pytest.raises(TemplateProblem, match="quá nhiều nội dung"):
        validate_template(swelling(), DECISION)


def swelling():
    return zipped({"[Content_Types].xml": "<a/>", "word/document.xml": b"\0" * 31_000_000})


def test_a_package_of_too_many_parts_is_refused():
    with pytest.raises(TemplateProblem, match="quá nhiều nội dung"):
        validate_template(zipped({f"word/p{number}.xml": "<a/>" for number in range(400)}), DECISION)


def test_a_macro_enabled_document_is_refused():
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    with pytest.raises(TemplateProblem, match="thường"):
        validate_template(changed({"[Content_Types].xml": [(MAIN, macro)]}), DECISION)


@pytest.mark.parametrize(
    "name",
    [
        "word/vbaProject.bin",
        "word/activeX/activeX1.xml",
        "word/embeddings/oleObject1.bin",
        "customUI/customUI.xml",
    ],
)
def test_programs_and_embedded_objects_are_refused(name):
    with pytest.raises(TemplateProblem, match="macro hoặc đối tượng nhúng"):
        validate_template(changed(added={name: b"x"}), DECISION)


def with_relation(kind, target):
    schema = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rId99" Type="{schema}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return changed({"word/_rels/document.xml.rels": [("</Relationships>", relation)]})


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "https://x.example/t.dotm"),
        ("image", "https://x.example/a.png"),
        ("oleObject", "file:///etc/passwd"),
        ("hyperlink", "file:///etc/passwd"),
        ("hyperlink", "javascript:alert(1)"),
    ],
)
def test_content_from_outside_is_refused(kind, target):
    with pytest.raises(TemplateProblem, match="từ bên ngoài"):
        validate_template(with_relation(kind, target), DECISION)


@pytest.mark.parametrize("target", ["https://sogd.example.vn", "mailto:a@example.vn"])
def test_an_ordinary_hyperlink_is_welcome(target):
    validate_template(with_relation("hyperlink", target), DECISION)


@pytest.mark.parametrize(
    "field",
    [
        '<w:r><w:instrText>INCLUDEPICTURE "file:///etc/passwd"</w:instrText></w:r>',
        "<w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT x</w:instrText></w:r>",
        '<w:fldSimple w:instr=" DDEAUTO c cmd "/>',
        '<w:fldSimple w:instr="link Excel"/>',
    ],
)
def test_fields_that_fetch_are_refused(field):
    with pytest.raises(TemplateProblem, match="INCLUDE, LINK, DDE"):
        validate_template(in_body("<w:body>", f"<w:body><w:p>{field}</w:p>"), DECISION)


def test_a_doctype_is_refused():
    entity = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:document '
    with pytest.raises(TemplateProblem, match="DOCTYPE"):
        validate_template(in_body("<w:document ", entity), DECISION)


def test_broken_xml_is_refused():
    with pytest.raises(TemplateProblem, match="XML bị hỏng"):
        validate_template(in_body("</w:body>", ""), DECISION)


def test_all_unknown_variables_are_named():
    content = in_body("Về việc thành lập", "{{ so_qd }} {{ school.ten }}")
    with pytest.raises(TemplateProblem, match=r"biến không có: so_qd, ten\."):
        validate_template(content, DECISION)


def test_a_statement_not_allowed_is_named():
    with pytest.raises(TemplateProblem, match="không được phép"):
        validate_template(in_body("Về việc thành lập", "{{ school.name.upper() }}"), DECISION)


def test_a_statement_left_open_is_named():
    with pytest.raises(TemplateProblem, match="lệnh viết sai"):
        validate_template(in_body("Về việc thành lập", "{% if year %}"), DECISION)


def test_a_statement_that_tears_the_document_apart_is_refused():
    with pytest.raises(TemplateProblem):
        validate_template(in_body("Về việc thành lập", "{%p for one in members %}"), DECISION)
