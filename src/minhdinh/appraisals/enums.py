"""Words of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Wish(models.TextChoices):
    """What a school registers for."""

    ACCREDITATION = "accreditation", _("Kiểm định chất lượng giáo dục")
    NATIONAL_STANDARD = "national_standard", _("Trường đạt chuẩn quốc gia")
    BOTH = "both", _("Kiểm định chất lượng và chuẩn quốc gia")


class CrossCheckState(models.TextChoices):
    """The life of a cross-check."""

    OPEN = "open", _("Đang kiểm tra")
    SENT = "sent", _("Đã gửi góp ý")
    CLOSED = "closed", _("Đã kết thúc")


class CaseKind(models.TextChoices):
    """Why a school asks to be examined."""

    FIRST = "first", _("Công nhận lần đầu")
    RENEWAL = "renewal", _("Công nhận lại trước khi hết hạn")
    UPGRADE = "upgrade", _("Nâng cấp độ, mức độ")
    RE_EVALUATION = "re_evaluation", _("Đánh giá lại")


class Act(models.TextChoices):
    """What moves a registration from a stage to another; a regime says which act does so where, and whose it is."""

    SEND = "send", _("Gửi hồ sơ đăng ký")
    WITHDRAW = "withdraw", _("Rút hồ sơ")
    FORWARD = "forward", _("Chuyển hồ sơ lên Sở")
    GIVE_BACK = "give_back", _("Trả hồ sơ để bổ sung")
    ACCEPT = "accept", _("Tiếp nhận hồ sơ")
    FORM = "form", _("Thành lập đoàn, hội đồng")
    ADVANCE = "advance", _("Chuyển sang bước sau")
    SURVEY = "survey", _("Khảo sát tại trường")
    SEND_DRAFT = "send_draft", _("Gửi dự thảo báo cáo cho trường")
    RESPOND = "respond", _("Gửi ý kiến phản hồi")
    LAPSE = "lapse", _("Ghi nhận quá hạn phản hồi")
    FINALISE = "finalise", _("Hoàn thiện báo cáo")
    SEND_BACK = "send_back", _("Trả lại đoàn, hội đồng xem lại")
    NOTIFY = "notify", _("Thông báo kết quả")
    SUBMIT = "submit", _("Trình cấp có thẩm quyền")
    DECIDE = "decide", _("Ghi quyết định công nhận")
    REFUSE = "refuse", _("Ghi kết quả không công nhận")
    STOP = "stop", _("Dừng việc đánh giá")


class Holder(models.TextChoices):
    """Whose turn it is, and who may act."""

    SCHOOL = "school", _("Trường")
    INTAKE = "intake", _("Cơ quan nhận hồ sơ")
    DEPARTMENT = "department", _("Sở GDĐT")
    LEAD = "lead", _("Trưởng, thư ký đoàn hoặc hội đồng")
    NOBODY = "nobody", _("Không còn việc")


class Outcome(models.TextChoices):
    """How a registration ended."""

    RECOGNISED = "recognised", _("Được công nhận")
    REFUSED = "refused", _("Không được công nhận")
    WITHDRAWN = "withdrawn", _("Trường rút hồ sơ")
    STOPPED = "stopped", _("Dừng")


class ConditionState(models.TextChoices):
    """What is known of a condition of recognition; unknown is not unmet."""

    UNKNOWN = "unknown", _("Chưa xét")
    MET = "met", _("Đáp ứng")
    UNMET = "unmet", _("Chưa đáp ứng")


class FileKind(models.TextChoices):
    """What a file of a registration is."""

    LETTER = "letter", _("Công văn đăng ký")
    DOSSIER = "dossier", _("Giấy tờ của hồ sơ")
    ANSWER = "answer", _("Minh chứng bổ sung theo yêu cầu")
    PICTURE = "picture", _("Ảnh khảo sát")
    MINUTES = "minutes", _("Biên bản đã ký")
    DECISION = "decision", _("Quyết định đã ký")
    REPORT = "report", _("Báo cáo đã ký")
    OTHER = "other", _("Giấy tờ khác")


class BodyKind(models.TextChoices):
    """What examines a school."""

    TEAM = "team", _("Đoàn đánh giá ngoài")
    COUNCIL = "council", _("Hội đồng thẩm định")


class BodyRole(models.TextChoices):
    """What a member of a team or council is; a regime says which it knows."""

    LEADER = "leader", _("Trưởng đoàn, Chủ tịch hội đồng")
    DEPUTY = "deputy", _("Phó trưởng đoàn, Phó Chủ tịch hội đồng")
    SECRETARY = "secretary", _("Thư ký")
    MEMBER = "member", _("Thành viên")


LEADING = frozenset({BodyRole.LEADER, BodyRole.SECRETARY})  # who moves the work of the body on


class PaperKind(models.TextChoices):
    """What a member writes for himself, whole and once."""

    PRELIMINARY = "preliminary", _("Báo cáo sơ bộ")
    OPINION = "opinion", _("Phiếu ý kiến")


class Verdict(models.TextChoices):
    """What a member says of the proposal in the opinion slip."""

    AGREE = "agree", _("Đồng ý")
    DISAGREE = "disagree", _("Không đồng ý")
    ABSTAIN = "abstain", _("Ý kiến khác")


class VisitKind(models.TextChoices):
    """What was held, where."""

    FIRST = "first", _("Khảo sát sơ bộ")
    MAIN = "main", _("Khảo sát chính thức")
    MEETING = "meeting", _("Họp đoàn, hội đồng")


class NoteKind(models.TextChoices):
    """What was done at a visit."""

    INTERVIEW = "interview", _("Phỏng vấn, trao đổi")
    OBSERVATION = "observation", _("Quan sát, dự giờ")
    CHECKING = "checking", _("Xem minh chứng tại trường")
    OTHER = "other", _("Ghi chép khác")


class ReplyKind(models.TextChoices):
    """What the body does with an objection of the school."""

    TAKEN_UP = "taken_up", _("Tiếp thu")
    KEPT = "kept", _("Bảo lưu")


class ResponseKind(models.TextChoices):
    """How a school answered a draft report."""

    AGREED = "agreed", _("Nhất trí")
    OBJECTED = "objected", _("Có ý kiến")
    LAPSED = "lapsed", _("Quá hạn, không có ý kiến")


class GapKind(models.TextChoices):
    """What a machine can see to be missing between a requirement, its statement and its evidence."""

    NO_STATEMENT = "no_statement", _("Yêu cầu chưa có mô tả")
    NO_EVIDENCE = "no_evidence", _("Mô tả không dẫn minh chứng nào")
    HANGING = "hanging", _("Mã minh chứng treo: không có trong danh mục")
    EXPIRED = "expired", _("Minh chứng hết hiệu lực khi niêm phong")
    UNVERIFIED = "unverified", _("Minh chứng chưa được trường xác minh")
    NO_FILE = "no_file", _("Minh chứng không có tệp, đường dẫn hay nơi lưu")
    OTHER_KIND = "other_kind", _("Không có minh chứng thuộc loại thường dùng cho yêu cầu này")
