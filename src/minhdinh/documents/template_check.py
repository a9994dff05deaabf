"""Checking a Word template that an office wants to use instead of the form's own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from minhdinh.documents.form import Form
from minhdinh.documents.options import Options
from minhdinh.documents.sample import sample_dossier
from minhdinh.documents.templating import TemplateProblem, docx_bytes

MAX_BYTES = 2_000_000
MAX_UNPACKED = 30_000_000
MAX_PARTS = 300

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_REQUIRED = ("[Content_Types].xml", "word/document.xml")
# Parts that carry programs or foreign content, and fields that fetch it when the document is opened or converted.
_FORBIDDEN_PARTS = re.compile(
    r"vbaProject|vbaData|activeX|/embeddings/|/afchunk|\.bin$|customUI", re.IGNORECASE
)
_FORBIDDEN_FIELDS = re.compile(
    r"\b(INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE|LINK|IMPORT|MACROBUTTON|DATABASE)\b", re.IGNORECASE
)
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def validate_template(content: bytes, form: Form) -> None:
    """Check that `content` can serve as the template of `form`; raises TemplateProblem with what to mend.

    It must be a plain .docx of reasonable size, without macros, embedded objects or links to the outside, use only
    what the form gives, and fill with a sample dossier.
    """
    if len(content) > MAX_BYTES:
        raise TemplateProblem(f"Tệp mẫu quá lớn (tối đa {MAX_BYTES // 1_000_000} MB).")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_package(package)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise TemplateProblem("Tệp không phải là tài liệu Word (.docx) hoặc đã hỏng.") from error
    _check_filling(content, form)


def _check_package(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise TemplateProblem("Tệp mẫu chứa quá nhiều nội dung sau khi giải nén.")
    names = {part.filename for part in parts}
    if not names.issuperset(_REQUIRED):
        raise TemplateProblem("Tệp không phải là tài liệu Word (.docx).")
    if any(_FORBIDDEN_PARTS.search(name) for name in names):
        raise TemplateProblem(
            "Tệp mẫu có macro hoặc đối tượng nhúng. Hãy lưu lại thành .docx không có macro."
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            _check_part(part.filename, package.read(part))


def _check_part(name: str, xml: bytes) -> None:
    root = _parse(xml)
    if name == "[Content_Types].xml" and not any(one.get("ContentType") == _MAIN for one in root):
        raise TemplateProblem("Tệp không phải là tài liệu Word (.docx) thường.")
    if name.endswith(".rels"):
        _check_relations(root)
    elif any(_FORBIDDEN_FIELDS.search(field) for field in _fields(root)):
        raise TemplateProblem(
            "Tệp mẫu có trường tự lấy nội dung từ nơi khác (INCLUDE, LINK, DDE). Hãy xóa trường đó."
        )


def _parse(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: etree._Element = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise TemplateProblem("Tệp mẫu có phần XML bị hỏng. Hãy mở bằng Word và lưu lại.") from error
    if b"<!DOCTYPE" in xml:
        raise TemplateProblem("Tệp mẫu có khai báo DOCTYPE, không được phép.")
    return root


def _check_relations(root: etree._Element) -> None:
    for one in root:
        if one.get("TargetMode") != "External":
            continue
        target = str(one.get("Target"))
        if one.get("Type") != _HYPERLINK or not target.startswith(("https://", "http://", "mailto:")):
            raise TemplateProblem(
                "Tệp mẫu có liên kết lấy nội dung từ bên ngoài. Hãy chèn ảnh, mẫu trực tiếp vào tệp."
            )


def _fields(root: etree._Element) -> Iterator[str]:
    """Yield the instructions of all fields, those cut into several runs put together."""
    for paragraph in root.iter(f"{_W}p"):
        yield "".join(one.text or "" for one in paragraph.iter(f"{_W}instrText"))
    for field in root.iter(f"{_W}fldSimple"):
        yield str(field.get(f"{_W}instr"))


def _check_filling(content: bytes, form: Form) -> None:
    unknown: dict[str, None] = {}
    try:
        docx_bytes(form.fill(sample_dossier(), Options(template=content), unknown=unknown))
    except (PackageNotFoundError, KeyError, ValueError, etree.LxmlError, AttributeError, TypeError) as error:
        raise TemplateProblem(
            "Tệp mẫu không điền được với dữ liệu thử. Hãy kiểm tra các dấu {{ }} và {% %}."
        ) from error
    if unknown:
        raise TemplateProblem(f"Tệp mẫu dùng biến không có: {', '.join(unknown)}.")
