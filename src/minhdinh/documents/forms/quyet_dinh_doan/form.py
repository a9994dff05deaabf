"""The decision that forms a team or council, with its list and who examines what (content proposed)."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import CASE, Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.case import common
from minhdinh.documents.reading.values import long_day
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer

DUTIES_OF_TEAM = (
    "a) Nghiên cứu hồ sơ, khảo sát tại trường, xác định mức đạt của từng tiêu chí;",
    "b) Khuyến nghị với nhà trường về cải tiến chất lượng;",
    "c) Đề nghị cấp có thẩm quyền công nhận hoặc không công nhận; lập báo cáo đánh giá ngoài;",
    "d) Giữ bí mật về các đánh giá, nhận xét cho đến khi có thông báo kết quả.",
)
DUTIES_OF_COUNCIL = (
    "a) Nghiên cứu hồ sơ, khảo sát thực tế khi cần, ghi phiếu ý kiến;",
    "b) Họp thẩm định, thảo luận, biểu quyết và lập biên bản;",
    "c) Báo cáo Giám đốc Sở kết quả thẩm định và đề nghị công nhận hoặc không công nhận;",
    "d) Giữ bí mật về nội dung thẩm định cho đến khi có thông báo kết quả.",
)


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the decision and its list print."""
    shared = common(dossier)
    body = shared["body"]
    if not shared["member_rows"]:
        body = shared["body"] = body | {"size": MISSING}
    own = body["issuer"] in {"", shared["office"]["name"]}
    return shared | {
        "place_date": f"{shared['office']['place']}, {long_day(body['day'])}",
        "authority": f"{shared['office']['chief']} {shared['office']['name']}" if own else body["issuer"],
        "signing": shared["office"]["signs"] if own else body["issuer"],
        "duties": list(DUTIES_OF_COUNCIL if body["is_council"] else DUTIES_OF_TEAM),
    }


FORM = Form(
    id="quyet-dinh-thanh-lap-doan",
    code="Quyết định",
    title="Quyết định thành lập đoàn đánh giá ngoài, hội đồng thẩm định",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Điều 17; Nghị định 30/2020/NĐ-CP",
    basis_2018="Điều 28, 29, 31 các Thông tư 17, 18, 19/2018/TT-BGDĐT; Nghị định 30/2020/NĐ-CP",
    folder=Path(__file__).parent,
    context=context,
    file_name="quyet-dinh-thanh-lap-doan-{school}-{year}",
    needs=("case",),
    about=CASE,
    sealed=False,
    proposed=True,
)
