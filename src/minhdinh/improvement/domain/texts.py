"""The plan's own texts: which there are, and the customary words of the form where a school writes none."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minhdinh.improvement.models import ImprovementPlan

LABELS = {
    "grounds": _("Căn cứ xây dựng kế hoạch"),
    "purpose": _("Mục đích, yêu cầu"),
    "achieved": _("Kết quả đạt được"),
    "strengths": _("Ưu điểm"),
    "limits": _("Hạn chế"),
    "direction": _("Phương hướng, nhiệm vụ, giải pháp chung"),
    "organising": _("Tổ chức thực hiện"),
    "reporting": _("Cơ chế đánh giá và báo cáo"),
}
CUSTOMARY = {
    "grounds": "Báo cáo tự đánh giá của năm học.\n"
    "Kết quả rà soát việc thực hiện kế hoạch cải tiến chất lượng năm học trước.\n"
    "Kế hoạch năm học và định hướng phát triển của nhà trường.\n"
    "Văn bản chỉ đạo khác (nếu có).",
    "purpose": "Khắc phục các hạn chế có tác động trực tiếp đến chất lượng giáo dục; duy trì, phát huy điểm mạnh.\n"
    "Tập trung vào vấn đề trọng tâm, khả thi; không lập cho mọi tiêu chí.\n"
    "Mỗi việc nêu rõ nội dung, mục tiêu, chỉ số, thời gian, nguồn lực, trách nhiệm và kết quả cần đạt.\n"
    "Gắn với kế hoạch năm học; được theo dõi, đánh giá thường xuyên.",
    "organising": "Hiệu trưởng chỉ đạo, phân công, bảo đảm nguồn lực và chịu trách nhiệm về kết quả thực hiện.\n"
    "Hội đồng tự đánh giá theo dõi, giám sát, tổng hợp kết quả và đề xuất điều chỉnh.\n"
    "Các tổ chuyên môn, đơn vị và cá nhân thực hiện phần việc được giao; báo cáo kịp thời khó khăn, vướng mắc.",
    "reporting": "Việc thực hiện kế hoạch được rà soát ít nhất 02 lần trong năm học.\n"
    "Kết quả được đưa vào báo cáo tự đánh giá và làm căn cứ cho kế hoạch năm sau.\n"
    "Kế hoạch và kết quả thực hiện được công khai theo quy định.",
}
LONGEST = 20000


def texts_of(plan: ImprovementPlan) -> dict[str, str]:
    """Return every text of a plan by key: what the school wrote, else the customary words, else ""."""
    return {key: str(plan.texts.get(key, CUSTOMARY.get(key, ""))) for key in LABELS}
