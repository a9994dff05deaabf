"""The improvement plan of the invented school, as the improvement room gives it."""


def improvement():
    """Return a fresh plan of 2027-2028: two issues taken, one left open, three actions, one monitoring held."""
    return {
        "format": "minhdinh.improvement-plan/1",
        "year": "2027-2028",
        "source_year": "2026-2027",
        "legal_basis": "Thông tư 57/2026/TT-BGDĐT ngày 07/7/2026, Phụ lục II",
        "number": "31/KH-THCSSM",
        "date": "2027-08-20",
        "state": "approved",
        "approved_by": "Nguyễn Thị Bình",
        "texts": texts(),
        "issues": issues(),
        "actions": actions(),
        "monitorings": [
            {
                "moment": "mid_year",
                "moment_label": "Cuối học kỳ I",
                "day": "2028-01-14",
                "followed": "Tiến độ 03 hoạt động",
                "result": "01 hoạt động xong, 01 đang làm, 01 vướng kinh phí.",
                "adjustment": "Lùi việc trang bị phòng máy sang tháng 4/2028.",
                "assessor": "Hội đồng tự đánh giá",
                "results": [],
            }
        ],
        "publications": [{"place": "Bảng tin trường", "day": "2027-08-25", "link": ""}],
        "counts": {
            "issues": 2,
            "left_open": 1,
            "actions": 3,
            "done": 1,
            "doing": 1,
            "not_started": 0,
            "blocked": 1,
            "not_done": 0,
            "late": 1,
            "monitorings": 1,
        },
    }


def texts():
    return {
        "grounds": "Báo cáo tự đánh giá năm học 2026-2027.\nKế hoạch năm học 2027-2028.",
        "purpose": "Khắc phục hạn chế đã nêu trong báo cáo.\nTập trung vào việc khả thi.",
        "achieved": "Nhà trường đã rà soát từng tiêu chí và phân công người thực hiện.",
        "strengths": "Đội ngũ đoàn kết, tích cực tự bồi dưỡng.",
        "limits": "Phòng máy tính thiếu thiết bị.",
        "direction": "Duy trì kết quả đã đạt.\nTập trung cho năng lực số của học sinh.",
        "organising": "Hiệu trưởng chỉ đạo chung.\nTổ chuyên môn thực hiện phần việc được giao.",
        "reporting": "Rà soát 02 lần trong năm học.\nBáo cáo cấp trên sau mỗi lần rà soát.",
    }


def issues():
    taken = {"answer_state": "taken", "left_open_reason": "", "requirement": ""}
    return [
        taken
        | {
            "standard": "1",
            "criterion": "1.4",
            "situation": "Sinh hoạt tổ chuyên môn đều nhưng còn nặng việc hành chính.",
            "limit": "Chưa phân tích hoạt động học của học sinh.",
            "cause": "Tổ trưởng chưa được bồi dưỡng.",
        },
        taken
        | {
            "standard": "2",
            "criterion": "2.1",
            "requirement": "2.1.2a",
            "situation": "Một phòng máy, 18 máy dùng được.",
            "limit": "Thiếu máy tính cho học sinh.",
            "cause": "Kinh phí chưa bố trí.",
        },
        {
            "standard": "4",
            "criterion": "4.2",
            "requirement": "",
            "situation": "",
            "limit": "Kiến nghị mở rộng sân chơi.",
            "cause": "",
            "answer_state": "left_open",
            "left_open_reason": "Chưa có quỹ đất",
        },
    ]


def actions():
    return [
        action(
            content="Đổi mới sinh hoạt tổ chuyên môn",
            objective="100% tổ sinh hoạt theo nghiên cứu bài học",
            activity="Bồi dưỡng tổ trưởng; mỗi tổ 02 chuyên đề một học kỳ.",
            indicator="Tỷ lệ tổ thực hiện",
            target_value="100",
            target_unit="%",
            target_on="2028-05-31",
            time_text="Từ tháng 9/2027 đến 5/2028",
            criterion="1.4",
            owner="Phó Hiệu trưởng",
            partners="Tổ chuyên môn",
            resources="Chi chuyên môn",
            resource_source="Ngân sách",
            planned_evidence="Biên bản sinh hoạt tổ",
            state="done",
            state_label="Đã hoàn thành",
            progress=[
                {
                    "day": "2028-01-10",
                    "state": "done",
                    "note": "Cả bốn tổ đã thực hiện.",
                    "value_before": "25",
                    "on_before": "2027-05-31",
                    "value_after": "100",
                    "on_after": "2028-01-10",
                    "unit": "%",
                    "evidence": {"code": "MC.1.4.03", "name": "Biên bản sinh hoạt tổ"},
                }
            ],
        ),
        action(
            content="Trang bị thêm 12 máy tính cho học sinh",
            objective="30 máy dùng được",
            activity="Trình xã cấp kinh phí; vận động tài trợ.",
            indicator="Số máy",
            starts_on="2027-10-01",
            ends_on="2027-12-31",
            criterion="2.1",
            owner="Kế toán",
            resources="Xã hội hóa và ngân sách xã",
            planned_evidence="Hồ sơ mua sắm",
            outside_state="asked",
            outside_state_label="Đã trình, chờ trả lời",
            outside_office="Ủy ban nhân dân xã Bình Minh",
            state="blocked",
            state_label="Gặp vướng mắc",
            state_reason="Chưa có kinh phí",
            late=True,
        ),
        action(
            content="Đưa nhân viên thiết bị đi bồi dưỡng nghiệp vụ",
            objective="01 nhân viên có chứng chỉ",
            activity="Đăng ký lớp bồi dưỡng.",
            indicator="Chứng chỉ",
            time_text="Khi có mở lớp",
            owner="Hiệu trưởng",
            resources="Kinh phí bồi dưỡng",
            planned_evidence="Chứng chỉ",
            state="doing",
            state_label="Đang thực hiện",
        ),
    ]


def action(**known):
    fields = (
        "content", "objective", "activity", "indicator", "target_value", "target_unit", "target_on", "time_text",
        "starts_on", "ends_on", "owner", "partners", "resources", "resource_source", "planned_evidence",
        "outside_office", "outside_state_label", "state_reason", "criterion", "standard",
    )  # fmt: skip
    plain = dict.fromkeys(fields, "") | {"outside_state": "none", "late": False, "progress": []}
    return plain | {"state": "not_started", "state_label": "Chưa bắt đầu"} | known
