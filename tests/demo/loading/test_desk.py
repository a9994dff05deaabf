import datetime as dt

from minhdinh.demo.loading.actors import organisation, person
from minhdinh.demo.loading.desk import attendee
from minhdinh.oversight.domain.committee import contacts_for
from minhdinh.oversight.models import OfficeReport, TrainedPerson, TrainingSession


def test_three_people_were_trained_in_one_session(province):
    session = TrainingSession.objects.get()
    assert session.held_on == dt.date(2026, 9, 18)
    people = TrainedPerson.objects.filter(session=session)
    assert {(one.name, one.organisation.code) for one in people} == {
        ("Lê Thu Hà", "thcs-sao-mai"),
        ("Đào Thị Phương Thảo", "th-sao-mai-1"),
        ("Đàm Quang Vinh", "th-thcs-phu-son"),
    }
    assert all(one.certificate.endswith("/GCN-SGDĐT") for one in people)
    assert all(one.course == session.topic for one in people)


def test_a_line_of_the_list_has_the_persons_own_words(province):
    line = attendee(4, "thuvien", "thcs-sao-mai", "")
    assert line.name == person("thuvien").full_name
    assert (line.row, line.where, line.position) == (4, "thcs-sao-mai", "Nhân viên thư viện, thiết bị")


def test_schools_see_whom_to_ask(province):
    school = organisation("thcs-sao-mai")
    offices = contacts_for([school.path])
    [found] = [one for one in offices if one.office.code == "so-gddt-an-hoa"]
    assert [line.name for line in found.lines] == ["Phòng Quản lý chất lượng", "Văn phòng Sở"]


def test_the_semesters_report_is_a_draft_with_figures(province):
    report = OfficeReport.objects.get()
    assert (report.kind, report.state, report.year) == ("first", "draft", "2026-2027")
    assert report.writer_name == "Lưu Thị Thanh Hằng"
    assert "01/16 trường hoàn thành" in report.results
