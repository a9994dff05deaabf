"""Audit actions of this room.

``inner=True``: the inner work of a team or council (interests declared, slips, meetings, opinions, results not yet
announced). The school does not read it in its log; it does read who opened its sealed report and files.
"""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

CROSSCHECK_PAIRED = register(
    "crosscheck.paired",
    _("Phân công {reviewer} kiểm tra chéo {school} năm học {year}, từ {starts} đến {ends}"),
)
CROSSCHECK_DAYS = register(
    "crosscheck.days", _("Đổi thời gian kiểm tra chéo {school}: từ {starts} đến {ends}")
)
CROSSCHECK_PERSON_NAMED = register("crosscheck.person_named", _("Cử {name} kiểm tra chéo {school}"))
CROSSCHECK_PERSON_DROPPED = register("crosscheck.person_dropped", _("Thôi cử {name} kiểm tra chéo {school}"))
CROSSCHECK_OPENED = register("crosscheck.report_opened", _("{name} mở báo cáo để kiểm tra chéo"))
CROSSCHECK_FILE = register("crosscheck.file_opened", _("{name} mở tệp minh chứng “{file}” khi kiểm tra chéo"))
CROSSCHECK_SENT = register("crosscheck.sent", _("{name} gửi {count} góp ý kiểm tra chéo"))
CROSSCHECK_ANSWERED = register(
    "crosscheck.answered", _("Trả lời góp ý kiểm tra chéo của tiêu chí {criterion}")
)
CROSSCHECK_CLOSED = register("crosscheck.closed", _("Kết thúc kiểm tra chéo {school}"))
CROSSCHECK_REMOVED = register("crosscheck.removed", _("Bỏ phân công {reviewer} kiểm tra chéo {school}"))
CASE_OPENED = register("case.opened", _("Lập hồ sơ đăng ký của {school} năm học {year}: {wish}"))
CASE_STEP = register("case.step", _("{act}: {school}, chuyển sang bước “{stage}”. {note}"))
CASE_OFFICES = register(
    "case.offices",
    _("Hồ sơ đăng ký của {school} do cơ quan mới xử lý: nhận đầu tiên {intake}, đánh giá {department}"),
)
BODY_FORMED = register(
    "body.formed",
    _("Lập {body} đối với {school} theo Quyết định {decision}: {people}, từ {starts} đến {ends}"),
)
BODY_WITHDRAWN = register("body.withdrawn", _("{name} thôi tham gia đánh giá {school}: {reason}"), inner=True)
BODY_REPLACED = register("body.replaced", _("{name} thay {earlier} đánh giá {school}: {reason}"), inner=True)
BODY_ADDED = register(
    "body.added", _("Bổ sung {name} vào {body} đối với {school} theo Quyết định {decision}"), inner=True
)
BODY_ROLES = register(
    "body.roles", _("Đổi vai trò ở {body} đối với {school} theo Quyết định {decision}: {change}"), inner=True
)
BODY_DAYS = register("body.days", _("Đổi thời gian làm việc của {body} tại {school}: từ {starts} đến {ends}"))
BODY_DIVIDED = register("body.divided", _("Phân công lại tiêu chí của {body} đối với {school}"), inner=True)
BODY_DISSOLVED = register("body.dissolved", _("Giải thể {body} đối với {school}: {reason}"))
BODY_DECLARED = register(
    "body.declared", _("{name} cam kết không có lợi ích liên quan với {school}"), inner=True
)
BODY_CONFLICT = register(
    "body.conflict", _("{name} khai có lợi ích liên quan với {school}: {conflict}"), inner=True
)
BODY_OVERRULED = register(
    "body.overruled",
    _("Cho phép {name} tham gia đánh giá {school} dù {conflict}. Căn cứ: {paper}"),
    inner=True,
)
CASE_LETTER = register("case.letter", _("Ghi công văn đăng ký số {number} ngày {date}"))
CASE_CONDITION = register("case.condition", _("Khai điều kiện {key}: {state}. {note}"))
CASE_FILE_ADDED = register("case.file_added", _("Thêm tệp vào hồ sơ đăng ký: “{file}” ({kind})"))
CASE_FILE_WITHDRAWN = register("case.file_withdrawn", _("Rút tệp “{file}” khỏi hồ sơ đăng ký"))
CASE_SEAL_TAKEN = register(
    "case.seal_taken", _("Hồ sơ đăng ký lấy bản niêm phong lần {revision} thay lần {earlier}")
)
CASE_DUE_MOVED = register(
    "case.due_moved", _("Đổi hạn xử lý hồ sơ đăng ký của {school} từ {was} sang {due}. Lý do: {reason}")
)
REGIME_SET = register("regime.set", _("Đặt {what} ({regime}): {was} → {value}. Căn cứ: {reference}"))
REGIME_RESTORED = register(
    "regime.restored", _("Trở về giá trị của phần mềm: {what} ({regime}), {was} → {value}")
)
QUESTION_ASKED = register("question.asked", _("{name} hỏi trường về tiêu chí {criterion}"))
QUESTION_ANSWERED = register(
    "question.answered", _("Trả lời câu hỏi của đoàn, hội đồng về tiêu chí {criterion}, kèm {count} tệp")
)
QUESTION_CLOSED = register("question.closed", _("Khép lại câu hỏi của {name} về tiêu chí {criterion}"))
CASE_FILE_OPENED = register("case.file_opened", _("{name} mở tệp “{file}” của hồ sơ đăng ký"))
VISIT_PLANNED = register(
    "visit.planned", _("Lên lịch {kind} tại {school}: {time}, {place}. {clash}"), inner=True
)
VISIT_MOVED = register(
    "visit.moved",
    _("Đổi lịch {kind} tại {school} từ {before} thành {time}, {place}: {reason}. {clash}"),
    inner=True,
)
VISIT_CANCELLED = register("visit.cancelled", _("Hủy lịch {kind} tại {school} {time}: {reason}"), inner=True)
VISIT_MINUTES_CLOSED = register(
    "visit.minutes_closed", _("Chốt biên bản {kind} tại {school} {time}"), inner=True
)
VISIT_MINUTES_REOPENED = register(
    "visit.minutes_reopened",
    _("Mở lại biên bản {kind} tại {school} {time}: {reason}; bản cũ giữ ở tệp “{file}”"),
    inner=True,
)
VISIT_FILE_WITHDRAWN = register(
    "visit.file_withdrawn", _("{name} rút tệp “{file}” của lần khảo sát"), inner=True
)
CASE_RESULT = register("case.result", _("Xác nhận kết quả đánh giá {school}: {result}. {reason}"), inner=True)
CASE_OPINION_SENT = register("case.opinion_sent", _("{name} gửi phiếu ý kiến về {school}"), inner=True)
CASE_MEMBER_ABSENT = register(
    "case.member_absent", _("Ghi {name} không gửi phiếu ý kiến: {reason}"), inner=True
)
CASE_REPORT_KEPT = register("case.report_kept", _("Lưu {report} của {school}, dấu {sha256}"), inner=True)
CASE_EVALUATION_KNOWN = register(
    "case.evaluation_known",
    _("Giữ nguyên đánh giá ngoài năm học {year} của {school} do cơ quan đã ghi, không ghi kết quả của hồ sơ"),
)
CASE_OPINIONS_REOPENED = register(
    "case.opinions_reopened", _("Mở lại phiếu ý kiến về {school} để gửi lại: {names}"), inner=True
)
CASE_OBJECTION_REPLIED = register(
    "case.objection_replied", _("{reply} ý kiến của {school}: {text}"), inner=True
)
DESK_READ = register("desk.read", _("{name} mở báo cáo đã niêm phong: {part}"))
DESK_FILE = register("desk.file_opened", _("{name} mở tệp minh chứng đã niêm phong “{file}”"))
SLIPS_SENT = register("desk.slips_sent", _("{name} gửi phiếu đánh giá tiêu chí {criteria}"), inner=True)
SLIP_TAKEN_BACK = register(
    "desk.slip_taken_back", _("{name} rút lại phiếu đánh giá tiêu chí {criteria}"), inner=True
)
PRELIMINARY_SENT = register("desk.preliminary_sent", _("{name} gửi báo cáo sơ bộ"), inner=True)
PRELIMINARY_TAKEN_BACK = register(
    "desk.preliminary_taken_back", _("{name} rút lại báo cáo sơ bộ"), inner=True
)
