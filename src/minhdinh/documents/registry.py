"""The forms there are, and the one function that makes any of them."""

from __future__ import annotations

from dataclasses import dataclass

from minhdinh.common.problems import NotHere, Problem
from minhdinh.documents.contents import fill_contents
from minhdinh.documents.form import CASE, Dossier, Form
from minhdinh.documents.forms.bang_phan_cong.form import FORM as BANG_PHAN_CONG
from minhdinh.documents.forms.bao_cao_2018.form import FORM as BAO_CAO_2018
from minhdinh.documents.forms.bao_cao_cai_tien.form import FORM as BAO_CAO_CAI_TIEN
from minhdinh.documents.forms.bao_cao_danh_gia_ngoai.form import FORM as BAO_CAO_DANH_GIA_NGOAI
from minhdinh.documents.forms.bao_cao_so_bo.form import FORM as BAO_CAO_SO_BO
from minhdinh.documents.forms.bien_ban_hop.form import FORM as BIEN_BAN_HOP
from minhdinh.documents.forms.bien_ban_khao_sat.form import FORM as BIEN_BAN_KHAO_SAT
from minhdinh.documents.forms.bien_ban_tham_dinh.form import FORM as BIEN_BAN_THAM_DINH
from minhdinh.documents.forms.bieu_1.form import FORM as BIEU_1
from minhdinh.documents.forms.bieu_2.form import FORM as BIEU_2
from minhdinh.documents.forms.danh_muc_2018.form import FORM as DANH_MUC_2018
from minhdinh.documents.forms.danh_muc_minh_chung.form import FORM as DANH_MUC_MINH_CHUNG
from minhdinh.documents.forms.giay_chung_nhan.form import FORM as GIAY_CHUNG_NHAN
from minhdinh.documents.forms.ke_hoach_2018.form import FORM as KE_HOACH_2018
from minhdinh.documents.forms.ke_hoach_cai_tien.form import FORM as KE_HOACH_CAI_TIEN
from minhdinh.documents.forms.ke_hoach_tu_danh_gia.form import FORM as KE_HOACH_TU_DANH_GIA
from minhdinh.documents.forms.mau_so_7.form import FORM as MAU_SO_7
from minhdinh.documents.forms.phieu_danh_gia_2018.form import FORM as PHIEU_DANH_GIA_2018
from minhdinh.documents.forms.phieu_danh_gia_cua_doan.form import FORM as PHIEU_DANH_GIA_CUA_DOAN
from minhdinh.documents.forms.phieu_giao_viec.form import FORM as PHIEU_GIAO_VIEC
from minhdinh.documents.forms.phieu_noi_ham.form import FORM as PHIEU_NOI_HAM
from minhdinh.documents.forms.phieu_tiep_nhan.form import FORM as PHIEU_TIEP_NHAN
from minhdinh.documents.forms.phieu_y_kien.form import FORM as PHIEU_Y_KIEN
from minhdinh.documents.forms.quyet_dinh_cong_nhan.form import FORM as QUYET_DINH_CONG_NHAN
from minhdinh.documents.forms.quyet_dinh_doan.form import FORM as QUYET_DINH_DOAN
from minhdinh.documents.forms.quyet_dinh_hoi_dong.form import FORM as QUYET_DINH_HOI_DONG
from minhdinh.documents.forms.quyet_dinh_thu_hoi.form import FORM as QUYET_DINH_THU_HOI
from minhdinh.documents.forms.thong_bao_bo_sung.form import FORM as THONG_BAO_BO_SUNG
from minhdinh.documents.forms.thong_bao_ket_qua.form import FORM as THONG_BAO_KET_QUA
from minhdinh.documents.forms.to_trinh_cong_nhan.form import FORM as TO_TRINH_CONG_NHAN
from minhdinh.documents.options import Options
from minhdinh.documents.pdf import available, heading_pages, to_pdf
from minhdinh.documents.templating import docx_bytes

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

_FORMS = {
    one.id: one
    for one in (
        QUYET_DINH_HOI_DONG,
        KE_HOACH_TU_DANH_GIA,
        KE_HOACH_2018,
        BANG_PHAN_CONG,
        PHIEU_GIAO_VIEC,
        PHIEU_NOI_HAM,
        PHIEU_DANH_GIA_2018,
        DANH_MUC_MINH_CHUNG,
        DANH_MUC_2018,
        BIEN_BAN_HOP,
        BIEU_1,
        BAO_CAO_2018,
        BIEU_2,
        KE_HOACH_CAI_TIEN,
        BAO_CAO_CAI_TIEN,
        PHIEU_TIEP_NHAN,
        THONG_BAO_BO_SUNG,
        QUYET_DINH_DOAN,
        BAO_CAO_SO_BO,
        PHIEU_DANH_GIA_CUA_DOAN,
        PHIEU_Y_KIEN,
        BIEN_BAN_KHAO_SAT,
        BIEN_BAN_THAM_DINH,
        BAO_CAO_DANH_GIA_NGOAI,
        THONG_BAO_KET_QUA,
        TO_TRINH_CONG_NHAN,
        QUYET_DINH_CONG_NHAN,
        GIAY_CHUNG_NHAN,
        QUYET_DINH_THU_HOI,
        MAU_SO_7,
    )
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document that was made: its bytes, the name to download it by and its media type."""

    content: bytes
    name: str
    media_type: str


def forms(set_id: str = "") -> list[Form]:
    """Return the forms of a self-assessment by this standard set, without one all there are, in the order of the work.

    Papers of a registration are not a self-assessment's: see ``case_forms``.
    """
    return [one for one in _FORMS.values() if not set_id or (one.about != CASE and one.fits(set_id))]


def case_forms(set_id: str) -> list[Form]:
    """Return the papers of a registration by this standard set, in the order of the work."""
    return [one for one in _FORMS.values() if one.about == CASE and one.fits(set_id)]


def form(form_id: str) -> Form:
    """Return a form by its id; raises NotHere."""
    try:
        return _FORMS[form_id]
    except KeyError:
        raise NotHere("Không có biểu mẫu này.") from None


def render(
    form_id: str, dossier: Dossier, file_format: str = "docx", options: Options | None = None
) -> Rendered:
    """Make a form from a dossier as `docx`, `pdf` or `xlsx`.

    Raises NotHere for an unknown form, Problem for a format the form does not have, PdfUnavailable where a PDF
    needs LibreOffice and it is missing, TemplateProblem where a replaced template cannot be filled.
    """
    options = options or Options()
    chosen = form(form_id)
    if file_format not in chosen.formats:
        raise Problem(f"{chosen.title} không có bản {file_format}. Hãy chọn: {', '.join(chosen.formats)}.")
    name = f"{chosen.file_stem(dossier, options)}.{file_format}"
    if file_format == "xlsx" and chosen.workbook is not None:
        return Rendered(chosen.workbook(dossier, options), name, MEDIA_TYPES[file_format])
    word = _word(chosen, dossier, options)
    if file_format == "pdf":
        options.report(70, "Đang tạo PDF")
        return Rendered(to_pdf(word), name, MEDIA_TYPES[file_format])
    return Rendered(word, name, MEDIA_TYPES[file_format])


def _word(chosen: Form, dossier: Dossier, options: Options) -> bytes:
    """Return the Word file; its contents carry page numbers where LibreOffice can count them."""
    options.report(10, "Đang dựng bản Word")
    document = chosen.fill(dossier, options)
    content = docx_bytes(document)
    headings = fill_contents(document)
    if not headings or not options.page_numbers or not available():
        return content
    options.report(40, "Đang tính số trang của mục lục")
    pages = heading_pages(to_pdf(content), [heading.text for heading in headings])
    if not pages:
        return content
    fill_contents(document, pages)
    return docx_bytes(document)
