"""A registration of Trường THCS Sao Mai as the appraisals room would build it: by a council, or by a team of 2018."""

DEPARTMENT = {"name": "Sở Giáo dục và Đào tạo tỉnh Lam Giang", "kind": "department"}
COMMUNE = {"name": "Ủy ban nhân dân xã Bình Minh", "kind": "commune"}
PRIVATE = "Ghi chú riêng không ai được in."
LEADER, SECRETARY, MEMBER = 11, 12, 13
FIRST, MAIN, MEETING = 21, 22, 23

_PEOPLE = (
    (
        LEADER,
        "Ngô Thị Hạnh",
        "Phó Giám đốc",
        DEPARTMENT["name"],
        "leader",
        ["thcs:1.1", "thcs:1.2"],
        "Chỉ đạo chung",
    ),
    (
        SECRETARY,
        "Bùi Văn Khải",
        "Chuyên viên",
        DEPARTMENT["name"],
        "secretary",
        ["thcs:2.1"],
        "Tổng hợp, viết báo cáo",
    ),
    (MEMBER, "Đinh Thu Trang", "Hiệu trưởng", "Trường THCS Hoa Ban", "member", ["thcs:3.1", "thcs:4.1"], ""),
)


def council_case():
    """Return a registration under TT57 after the council's meeting."""
    return _case(
        regime={
            "id": "tt57-2026",
            "title": "Thẩm định, công nhận đạt chuẩn quốc gia theo Thông tư 57/2026/TT-BGDĐT",
            "legal_reference": "Điều 16–20 Thông tư 57/2026/TT-BGDĐT",
            "votes": True,
        },
        body=_body("council", "Hội đồng thẩm định", "Chủ tịch hội đồng"),
        worth={"level": 1, "grade": None, "degree": 1},
    )


def team_case():
    """Return a registration under the circulars of 2018, its report being written."""
    return _case(
        regime={
            "id": "tt-2018",
            "title": "Đánh giá ngoài theo các Thông tư 17, 18, 19/2018/TT-BGDĐT",
            "legal_reference": "Điều 26–31, 34–39 các Thông tư 17, 18, 19/2018/TT-BGDĐT",
            "votes": False,
        },
        body=_body("team", "Đoàn đánh giá ngoài", "Trưởng đoàn"),
        worth={"level": 1, "grade": 1, "degree": None},
    ) | {"wish": "accreditation", "wish_label": "Kiểm định chất lượng giáo dục"}


def _case(*, regime, body, worth):
    return {
        "id": 7,
        "kind": "first",
        "kind_label": "Công nhận lần đầu",
        "wish": "national_standard",
        "wish_label": "Trường đạt chuẩn quốc gia",
        "number": "0007/ĐK",
        "received_on": "2027-07-05",
        "letter": {"number": "61/CV-THCSSM", "date": "2027-06-20"},
        "note": "",
        "declared": worth,
        "concluded": worth,
        "regime": regime,
        "department": DEPARTMENT,
        "intake": COMMUNE,
        "steps": [
            _step(1, "send", "preparing", "checking", ""),
            _step(
                2,
                "give_back",
                "checking",
                "returned",
                "Thiếu công văn đăng ký.\nBổ sung danh mục minh chứng.",
            ),
            _step(3, "send", "returned", "checking", ""),
            _step(4, "forward", "checking", "receiving", ""),
            _step(5, "accept", "receiving", "accepted", "") | {"by": "Bùi Văn Khải"},
            _step(6, "notify", "noticing", "submitted", ""),
        ],
        "conditions": [
            {
                "key": "a",
                "title": "Có ít nhất một khóa học sinh hoàn thành chương trình",
                "legal_reference": "điểm a khoản 1 Điều 16",
                "state": "met",
                "state_label": "Đáp ứng",
                "note": "Khóa 2022–2026 đã tốt nghiệp.",
            },
            {
                "key": "d",
                "title": "Cơ sở vật chất",
                "legal_reference": "",
                "state": "",
                "state_label": "",
                "note": "",
            },
        ],
        "files": [{"name": "cong-van-61.pdf", "kind_label": "Công văn đăng ký", "note": "Bản quét có dấu"}],
        "body": body,
        "asked_content": {"criteria": conclusions(), "parts": parts(), "result": {"concluded": worth}}
        | answers(body),
        "visits": [_visit(FIRST, "Khảo sát sơ bộ"), _visit(MAIN, "Khảo sát chính thức"), _meeting()],
        "drafts": [],
        "asked_member": MEMBER,
        "asked_visit": MEETING,
    }


def _step(sequence, act, start, target, note):
    return {
        "sequence": sequence,
        "act": act,
        "from": start,
        "to": target,
        "by": "Nguyễn Thị Bình",
        "office": "",
        "taken_at": f"2027-07-{sequence:02d}T09:00:00+07:00",
        "note": note,
    }


def _body(kind, title, leader):
    roles = {"leader": leader, "secretary": "Thư ký", "member": "Thành viên"}
    return {
        "kind": kind,
        "title": title,
        "leader_title": leader,
        "decision_number": "312/QĐ-SGDĐT",
        "decision_date": "2027-07-12",
        "issuer": "",
        "signer": "Hà Minh Đức",
        "starts_on": "2027-07-15",
        "ends_on": "2027-09-30",
        "members": [_member(roles, *one) for one in _PEOPLE],
    }


def _member(roles, key, name, position, workplace, role, criteria, task):
    own = key == MEMBER
    return {
        "id": key,
        "name": name,
        "position": position,
        "workplace": workplace,
        "role": role,
        "role_title": roles[role],
        "criteria": criteria,
        "task": task,
        "ended": False,
        "slips": [_slip("3.1", 1), _slip("4.1", 2)] if own else [],
        "preliminary": _paper("", overall="Báo cáo viết rõ.\nSố liệu khớp.", clarify="Tiêu chí 3.1.")
        if own
        else None,
        "opinion": _paper("agree", reason="Nhà trường đáp ứng các tiêu chí bắt buộc.") if own else None,
    }


def _slip(criterion, level):
    return {
        "member": MEMBER,
        "track": "thcs",
        "criterion": criterion,
        "level": level,
        "sent_at": "2027-08-01T10:00:00+07:00",
        "strengths": f"Điểm mạnh của {criterion}.",
        "weaknesses": "Chưa so sánh qua các năm.",
        "unclear": "",
        "to_collect": "Sổ dự giờ học kỳ II.",
        "to_ask": "Phỏng vấn tổ trưởng chuyên môn.",
        "plan_comment": "Kế hoạch khả thi.",
    }


def _paper(verdict, **texts):
    return {"texts": texts, "verdict": verdict, "verdict_label": "", "sent_at": "2027-08-02T08:00:00+07:00"}


def conclusions():
    """Return what was concluded: one criterion lower than the school said, one alike, one not judged yet."""
    rows = (("1.1", 2, 1, "Mục tiêu rõ, có lộ trình."), ("1.2", 1, 1, "Cơ cấu đủ."), ("3.1", 1, None, ""))
    return [
        {
            "track": "thcs",
            "criterion": code,
            "self_level": own,
            "level": level,
            "strengths": strengths,
            "weaknesses": "Chưa có số liệu so sánh giữa các chu kỳ." if own != level else "",
            "unclear": "",
            "advice": "Lập bảng theo dõi theo năm học.\nCông khai trên trang của trường."
            if own != level
            else "",
            "reason": "Chưa có minh chứng về kết quả cải tiến." if own != level and level else "",
        }
        for code, own, level, strengths in rows
    ]


def answers(body):
    """Return the opinion slips of a council, and what the school said against the draft."""
    voices = {"agree": 2, "disagree": 1, "abstain": 0, "absent": [], "missing": []}
    return {
        "opinions": voices if body["kind"] == "council" else None,
        "objections": [
            {
                "track": "thcs",
                "criterion": "1.1",
                "text": "Nhà trường đã bổ sung số liệu.",
                "reply": "kept",
                "reply_reason": "Số liệu chưa qua một chu kỳ.",
            }
        ],
    }


def parts():
    texts = {
        "introduction": "Trường có 12 lớp, 486 học sinh.",
        "process": "Nghiên cứu hồ sơ từ 15/7/2027.\nKhảo sát chính thức ngày 10/8/2027.",
        "strengths": "Đội ngũ ổn định.",
        "weaknesses": "Phòng bộ môn còn thiếu.",
        "to_school": "Bổ sung phòng bộ môn.",
        "to_office": "",
        "proposal": "Đề nghị công nhận.",
    }
    return [{"key": key, "label": key, "text": text} for key, text in texts.items()]


def _visit(key, label):
    return {
        "id": key,
        "kind": "main",
        "kind_label": label,
        "starts_at": "2027-08-10T08:00:00+07:00",
        "ends_at": "2027-08-11T16:30:00+07:00",
        "place": "Phòng Hội đồng",
        "plan": "Buổi sáng: xem minh chứng.\nBuổi chiều: dự giờ, phỏng vấn.",
        "minutes_number": "03/BB-ĐĐGN",
        "present": "Đoàn: 03 thành viên.\nNhà trường: Hiệu trưởng và Hội đồng tự đánh giá.",
        "absent": "",
        "content": "Đã xem 42 minh chứng.",
        "conclusion": "Nhà trường bổ sung sổ dự giờ trước 15/8/2027.",
        "votes": {"for": None, "against": None, "blank": None},
        "held_at": "2027-08-11T17:00:00+07:00",
    }


def _meeting():
    return _visit(MEETING, "Họp đoàn, hội đồng") | {
        "kind": "meeting",
        "place": "Trụ sở Sở Giáo dục và Đào tạo",
        "minutes_number": "05/BB-HĐTĐ",
        "present": "03/03 thành viên.",
        "content": "Thư ký trình bày kết quả.\nCác thành viên thảo luận tiêu chí 1.1.",
        "conclusion": "Hội đồng thống nhất đề nghị công nhận.",
        "votes": {"for": 2, "against": 1, "blank": 0},
    }
