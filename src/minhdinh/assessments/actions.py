"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

OPENED = register("assessment.opened", _("Mở tự đánh giá năm học {year} theo {set}"))
COUNCIL_SAVED = register("assessment.council_saved", _("Ghi hội đồng tự đánh giá: {count} thành viên"))
COUNCIL_OVERRULED = register("assessment.council_overruled", _("Giữ hội đồng khác quy định, lý do: {reason}"))
ASSIGNED = register("assessment.assigned", _("Phân công {count} lượt phụ trách tiêu chí"))
PLAN_SAVED = register("assessment.plan_saved", _("Ghi kế hoạch tự đánh giá: {count} bước"))
PLAN_TABLES_SAVED = register(
    "assessment.plan_tables_saved", _("Ghi tập huấn, nguồn lực của kế hoạch: {count} dòng")
)
STEP_MARKED = register("assessment.step_marked", _("Bước “{step}”: {state}. {note}"))
DUTY_MARKED = register("assessment.duty_marked", _("Ghi đã làm “{duty}” ngày {day}. {note}"))
DUTY_UNMARKED = register("assessment.duty_unmarked", _("Bỏ ghi đã làm “{duty}”"))
WORK_REMINDED = register("assessment.work_reminded", _("Nhắc {count} người về việc còn lại: {names}"))
MILESTONE_SAVED = register(
    "assessment.milestone_saved", _("Ghi mốc {day} cho các trường: {title} ({reference})")
)
MILESTONE_REMOVED = register("assessment.milestone_removed", _("Bỏ mốc {day}: {title}"))
PASSAGE_RESTORED = register("assessment.passage_restored", _("Khôi phục bản {version} của đoạn {slot}"))
ANSWERED = register("assessment.answered", _("Yêu cầu {requirement}: {value}"))
LEVEL_PRESSED = register("assessment.level_pressed", _("Tiêu chí {criterion}: {level}"))
LEVEL_WITHDRAWN = register("assessment.level_withdrawn", _("Tiêu chí {criterion} trở về chưa xét: {reason}"))
LEVEL_4_ANSWERED = register("assessment.level_4_answered", _("Yêu cầu Mức 4 {requirement}: {value}"))
SUBMITTED = register("assessment.submitted", _("Trình duyệt báo cáo lần {revision}"))
MEETING_RECORDED = register(
    "assessment.meeting_recorded", _("Ghi cuộc họp hội đồng ngày {day}: có mặt {present}, vắng {absent}")
)
MEETING_OVERRULED = register(
    "assessment.meeting_overruled", _("Giữ cuộc họp ngày {day} khác quy định. {warning} Lý do: {reason}")
)
APPROVED = register("assessment.approved", _("Hội đồng duyệt báo cáo lần {revision}"))
RETURNED = register("assessment.returned", _("Trả lại báo cáo lần {revision}: {reason}"))
SEALED = register("assessment.sealed", _("Xác nhận và niêm phong báo cáo lần {revision} ({hash})"))
REOPENED = register("assessment.reopened", _("Mở lại báo cáo thành lần {revision}: {reason}"))
SIGNED_COPY_ADDED = register(
    "assessment.signed_copy_added", _("Gắn bản ký {file} vào báo cáo lần {revision}")
)
SHEET_MOVED = register("assessment.sheet_moved", _("Phiếu tiêu chí {criterion}: {state}. {reason}"))
SUGGESTION_CHOSEN = register("assessment.suggestion_chosen", _("Gợi ý, yêu cầu {requirement}: {text}"))
SUGGESTION_PUT_IN = register(
    "assessment.suggestion_put_in", _("Đưa câu gợi ý {proposition} vào mô tả của yêu cầu {requirement}")
)
SUGGESTION_WITHDRAWN = register(
    "assessment.suggestion_withdrawn", _("Bỏ chọn gợi ý {proposition} của yêu cầu {requirement}")
)
REMARK_DRAFTED = register("assessment.remark_drafted", _("Đưa bản nháp vào nhận xét {slot}"))
COMMENTED = register("assessment.commented", _("Góp ý tiêu chí {criterion}"))
COMMENT_EDITED = register("assessment.comment_edited", _("Sửa góp ý của mình ở tiêu chí {criterion}"))
COMMENT_WITHDRAWN = register("assessment.comment_withdrawn", _("Rút góp ý của mình ở tiêu chí {criterion}"))
COMMENT_RESOLVED = register("assessment.comment_resolved", _("Đánh dấu đã xong góp ý ở tiêu chí {criterion}"))
COMMENT_REOPENED = register("assessment.comment_reopened", _("Mở lại góp ý ở tiêu chí {criterion}"))
REVIEW_STEPS_SAVED = register("assessment.review_steps_saved", _("Ghi các bước duyệt phiếu: {steps}"))
YEAR_CARRIED = register(
    "assessment.year_carried", _("Kế thừa từ năm học {year}: {texts} đoạn văn, {uses} lượt dùng minh chứng")
)
TEXT_CONFIRMED = register("assessment.text_confirmed", _("Xác nhận đoạn kế thừa {slot} còn đúng"))
CROSSWALK_CHOSEN = register(
    "assessment.crosswalk_chosen", _("Chọn chỗ cho {count} yêu cầu cũ trong bộ tiêu chuẩn mới")
)
WORD_READ = register("assessment.word_read", _("Đọc báo cáo cũ từ tệp {file}: {count} đoạn"))
WORD_CARRIED = register("assessment.word_carried", _("Đưa {count} đoạn của tệp {file} vào báo cáo"))
FIGURES_READ = register("assessment.figures_read", _("Đọc tệp số liệu {file}"))
FIGURES_DROPPED = register("assessment.figures_dropped", _("Bỏ tệp số liệu {file} đã đọc"))
FIGURES_MAPPED = register("assessment.figures_mapped", _("Ghép {table} với tệp của {source}"))
FIGURES_WRITTEN = register("assessment.figures_written", _("Ghi {count} ô số liệu từ tệp {file}"))
FIGURES_COPIED = register("assessment.figures_copied", _("Chép {count} ô của {table} từ năm học {year}"))
FIGURE_EXPLAINED = register("assessment.figure_explained", _("Giải trình số liệu {subject}: {text}"))
FIGURE_SHARE_SET = register("assessment.figure_share_set", _("Hỏi lại số liệu khi tăng giảm quá {share} %"))
SITE_CONDITIONS_SAVED = register(
    "assessment.site_conditions_saved", _("Ghi điều kiện tại {site}: {count} tiêu chí")
)
