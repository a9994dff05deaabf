"""What the sample school says about itself: per criterion its requirements, evidence and statements.

`{1}` … in a statement cites the criterion's evidence item of that number; `{1.3.2}` cites another criterion's.
"""

STANDARDS = {
    "1": "Quản trị nhà trường và bảo đảm chất lượng",
    "2": "Phát triển đội ngũ",
    "3": "Thực hiện chương trình, đổi mới phương pháp giáo dục và phát triển học sinh",
    "4": "Điều kiện giáo dục, môi trường an toàn và phối hợp xã hội",
}

CRITERIA = {
    "1.1": {
        "title": "Tầm nhìn, sứ mạng/mục tiêu và kế hoạch phát triển",
        "level": 2,
        "asks": (
            "Kế hoạch năm học nêu rõ mục tiêu, chỉ tiêu.",
            "Kế hoạch được điều chỉnh từ kết quả đã đạt.",
        ),
        "evidence": (
            "Kế hoạch phát triển giai đoạn 2026-2030",
            "Kế hoạch năm học 2026-2027",
            "Báo cáo rà soát học kỳ I",
        ),
        "first": "Kế hoạch phát triển giai đoạn 2026-2030 xác định mục tiêu trở thành trường học hạnh phúc. {1}\n"
        "Kế hoạch năm học nêu 06 nhiệm vụ trọng tâm, 12 chỉ tiêu, có người phụ trách và thời hạn {2}.",
        "second": "Tháng 01/2027, nhà trường rà soát 12 chỉ tiêu, điều chỉnh 02 chỉ tiêu sau khi lấy ý kiến giáo viên. {3}{2}",
    },
    "1.2": {
        "title": "Cơ cấu tổ chức, phân công nhiệm vụ và phối hợp nội bộ",
        "level": 1,
        "asks": ("Các tổ, hội đồng được lập theo quy định.", "Việc phân công được rà soát định kỳ."),
        "evidence": ("Quyết định thành lập các tổ chuyên môn", "Bảng phân công nhiệm vụ năm học"),
        "first": "Trường có 05 tổ chuyên môn và 01 tổ văn phòng, đều có quyết định thành lập {1}. "
        "Mỗi cán bộ, giáo viên được giao việc bằng văn bản {2}.",
        "second": "",
    },
    "1.3": {
        "title": "Quản lý kế hoạch, nguồn lực, thông tin và dữ liệu",
        "mandatory": True,
        "level": 2,
        "asks": ("Hồ sơ, dữ liệu thiết yếu đầy đủ, đúng hạn.", "Dữ liệu được đối chiếu, so sánh qua các kỳ."),
        "evidence": (
            "Sổ theo dõi dữ liệu điện tử",
            "Biên bản đối chiếu dữ liệu",
            "Bảng so sánh số liệu ba năm học",
        ),
        "first": "Dữ liệu của 486 học sinh và 40 cán bộ, giáo viên, nhân sự được cập nhật trước ngày 30 hằng tháng {1}.",
        "second": "Trong năm học, nhà trường đối chiếu dữ liệu 02 lần, sửa 07 sai lệch {2}. "
        "Số liệu ba năm được dùng để sắp xếp 12 lớp và lập dự toán {3}.",
    },
    "1.4": {
        "title": "Tự đánh giá, cải tiến, công khai và trách nhiệm giải trình",
        "mandatory": True,
        "level": 2,
        "asks": ("Tự đánh giá chỉ ra điểm mạnh, hạn chế.", "Kế hoạch cải tiến được thực hiện và theo dõi."),
        "evidence": (
            "Báo cáo tự đánh giá năm học trước",
            "Kế hoạch cải tiến chất lượng",
            "Sổ tiếp nhận góp ý",
        ),
        "first": "Báo cáo tự đánh giá năm học 2025-2026 chỉ ra 04 hạn chế và nguyên nhân {1}. "
        "Thông tin được công khai tại bảng tin và trang thông tin của trường; 15 góp ý đã được trả lời {3}.",
        "second": "Đến ngày 31/5/2027, 09/10 việc trong kế hoạch cải tiến đã hoàn thành, có sản phẩm kiểm chứng {2}.",
    },
    "2.1": {
        "title": "Cán bộ quản lý cơ sở giáo dục",
        "mandatory": True,
        "level": 2,
        "asks": ("Cán bộ quản lý được bổ nhiệm đúng quy định.", "Cán bộ quản lý dùng dữ liệu để điều chỉnh."),
        "evidence": ("Quyết định bổ nhiệm", "Kết quả đánh giá chuẩn hiệu trưởng"),
        "first": "Trường có 01 Hiệu trưởng, 01 Phó Hiệu trưởng, được bổ nhiệm đúng quy định {1} và đạt chuẩn {2}.",
        "second": "Từ kết quả kiểm tra nội bộ, Ban Giám hiệu đã điều chỉnh lịch sinh hoạt chuyên môn {2}{1.4.2}.",
    },
    "2.2": {
        "title": "Giáo viên",
        "mandatory": True,
        "level": 2,
        "asks": ("Đủ giáo viên theo môn học.", "Giáo viên vận dụng kết quả bồi dưỡng."),
        "evidence": ("Danh sách giáo viên theo môn", "Hồ sơ bồi dưỡng thường xuyên"),
        "first": "Trường có 34 giáo viên, đạt tỷ lệ 1,90 giáo viên/lớp; 100% đạt chuẩn trình độ {1}.",
        "second": "Sau bồi dưỡng, 28/34 giáo viên đã dạy ít nhất 02 tiết theo phương pháp mới {2}.",
    },
    "2.3": {
        "title": "Nhân sự hỗ trợ giáo dục",
        "level": 1,
        "asks": ("Có nhân sự hỗ trợ hoặc phương án thay thế.", "Chất lượng hỗ trợ được theo dõi."),
        "evidence": ("Bảng phân công nhân viên",),
        "first": "Trường có 04 nhân sự hỗ trợ: kế toán, văn thư, y tế, thư viện {1}.",
        "second": "Việc hỗ trợ thư viện chưa được theo dõi bằng số liệu {1}.",
    },
    "3.1": {
        "title": "Tổ chức thực hiện chương trình giáo dục",
        "mandatory": True,
        "level": 2,
        "asks": ("Kế hoạch giáo dục được thực hiện đúng tiến độ.", "Kết quả được dùng để điều chỉnh."),
        "evidence": ("Kế hoạch giáo dục nhà trường", "Báo cáo tiến độ chương trình"),
        "first": "Kế hoạch giáo dục được lập theo năm, học kỳ, tháng và tuần {1}; 12/12 lớp đúng tiến độ {2}.",
        "second": "Nhà trường bố trí 24 tiết dạy bù, phụ đạo cho 31 học sinh; 26 em đã đạt yêu cầu {2}.",
    },
    "3.2": {
        "title": "Đổi mới phương pháp giáo dục và theo dõi, đánh giá sự phát triển, tiến bộ của học sinh",
        "mandatory": True,
        "level": 1,
        "asks": ("Phương pháp phù hợp học sinh.", "Kết quả đánh giá được dùng để đổi mới."),
        "evidence": ("Kế hoạch bài dạy", "Biên bản sinh hoạt chuyên môn"),
        "first": "Các tổ sinh hoạt chuyên môn 02 lần/tháng, trao đổi 10 chuyên đề {2}. Kế hoạch bài dạy đủ theo môn {1}.",
        "second": "Việc theo dõi tiến bộ của từng học sinh mới làm ở khối 6 và khối 7 {1}.",
    },
    "3.3": {
        "title": "Tổ chức hoạt động giáo dục và phát triển toàn diện",
        "level": 2,
        "asks": ("Hoạt động giáo dục có kế hoạch.", "Có trải nghiệm, STEM gắn với cộng đồng."),
        "evidence": ("Kế hoạch hoạt động trải nghiệm", "Sản phẩm ngày hội STEM"),
        "first": "Năm học 2026-2027, trường tổ chức 11 hoạt động, 478/486 học sinh tham gia (98,35%) {1}.",
        "second": "Ngày hội STEM có 24 sản phẩm, trong đó 05 sản phẩm dùng được ở vườn trường {2}.",
    },
    "3.4": {
        "title": "Quản lý, theo dõi, hỗ trợ học sinh và giáo dục hòa nhập",
        "level": 2,
        "asks": ("Hồ sơ, chuyên cần, sức khỏe được theo dõi.", "Dữ liệu giúp phát hiện sớm."),
        "evidence": ("Sổ theo dõi chuyên cần", "Kế hoạch giáo dục cá nhân học sinh khuyết tật"),
        "first": "Chuyên cần đạt 98,70%; 06 học sinh có nguy cơ bỏ học được giúp đỡ và đều tiếp tục học {1}.",
        "second": "Ba học sinh khuyết tật học hòa nhập có kế hoạch riêng, được đánh giá hằng tháng {2}.",
    },
    "3.5": {
        "title": "Kết quả học tập, phát triển, rèn luyện và sự tiến bộ của học sinh",
        "level": 1,
        "asks": ("Kết quả được quản lý theo lớp, môn.", "Kết quả cho thấy sự tiến bộ."),
        "evidence": ("Bảng tổng hợp kết quả học tập", "Bảng tổng hợp kết quả rèn luyện"),
        "first": "Kết quả học tập: Tốt 18,52%, Khá 46,30%; kết quả rèn luyện Tốt 82,10% {1}{2}.",
        "second": "Tỷ lệ Khá, Tốt môn Ngoại ngữ tăng chậm, chưa thấy rõ sự tiến bộ {1}.",
    },
    "4.1": {
        "title": "Cơ sở vật chất, thiết bị, học liệu và hạ tầng kỹ thuật phục vụ hoạt động giáo dục",
        "mandatory": True,
        "level": 2,
        "asks": ("Đủ phòng học, thiết bị tối thiểu.", "Dữ liệu dùng để sửa chữa, bổ sung."),
        "evidence": ("Biên bản kiểm kê tài sản", "Kế hoạch sửa chữa, mua sắm"),
        "first": "Trường có 12 phòng học, 05 phòng bộ môn, 01 thư viện; thiết bị dạy học đạt 86,40% danh mục {1}.",
        "second": "Từ kết quả kiểm kê, nhà trường đã sửa 04 phòng và mua 18 bộ thiết bị {1}, {2}.",
    },
    "4.2": {
        "title": "Môi trường giáo dục an toàn, tích cực, hỗ trợ phát triển học sinh",
        "mandatory": True,
        "level": 1,
        "asks": ("Có phương án bảo đảm an toàn.", "Sự cố được phân tích để phòng ngừa."),
        "evidence": ("Phương án phòng cháy, chữa cháy", "Sổ ghi sự cố"),
        "first": "Trường có phương án phòng cháy, chữa cháy còn hạn đến 12/2027 {1}; 03 sự cố nhỏ được xử lý đúng quy trình {2}.",
        "second": "Việc khảo sát ý kiến học sinh về an toàn mới làm 01 lần/năm {2}.",
    },
    "4.3": {
        "title": "Phối hợp với gia đình, cộng đồng và tổ chức liên quan",
        "level": 0,
        "asks": ("Có kênh trao đổi hai chiều với cha mẹ học sinh.", "Hiệu quả phối hợp được đánh giá."),
        "evidence": ("Biên bản họp cha mẹ học sinh",),
        "first": "Nhà trường họp cha mẹ học sinh 03 lần {1}, song chưa có kế hoạch phối hợp với công an và trạm y tế xã.",
        "second": "",
    },
}

REPORT = {
    "I.2.a": "Xã Bình Minh có 4.120 hộ dân, phần lớn làm nông nghiệp và tiểu thủ công nghiệp.",
    "I.2.b": "Đảng ủy, Ủy ban nhân dân xã quan tâm đến giáo dục.\nĐội ngũ đoàn kết, có kinh nghiệm.",
    "I.2.c": "Một bộ phận cha mẹ học sinh đi làm xa.\n- Sân tập thể dục còn hẹp.\n- Mạng Internet chưa ổn định.",
    "I.2.d": "Học sinh chủ yếu là con em trong xã, chăm ngoan; 32 em thuộc hộ nghèo, cận nghèo.",
    "I.4.a": "Ngày 05/9/2026, Hiệu trưởng thành lập Hội đồng tự đánh giá gồm 07 thành viên và ban hành kế hoạch.",
    "I.4.b": "Các nhóm thu thập, phân tích minh chứng từ tháng 9/2026 đến tháng 4/2027.",
    "I.4.c": "Hội đồng đối chiếu minh chứng với yêu cầu của từng tiêu chí và xác định mức đạt.",
    "I.4.d": "Ngày 05/6/2027, Hội đồng họp, thống nhất kết quả và thông qua báo cáo.",
    "III.1": "Nhà trường duy trì ổn định nền nếp tự đánh giá; công tác bảo đảm chất lượng bên trong ngày càng bền vững.",
    "III.4.a": "Mở lớp bồi dưỡng về phân tích dữ liệu giáo dục cho cán bộ quản lý.",
    "III.4.b": "Bố trí kinh phí mở rộng sân tập thể dục trong năm 2027.",
}

REMARKS = {
    "strengths": "Công tác kế hoạch và quản lý dữ liệu của Tiêu chuẩn {n} đi vào nền nếp.",
    "limits": "Một số việc rà soát chưa gắn với số liệu.\nNguyên nhân: chưa phân công người theo dõi thường xuyên.",
    "trend": "Qua ba năm học, số tiêu chí đạt Mức 2 tăng từ 06 lên 09.",
    "priorities": "Ưu tiên theo dõi kết quả bằng số liệu từng học kỳ.",
}
