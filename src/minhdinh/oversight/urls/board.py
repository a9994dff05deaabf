"""The board, the reminders, one school as an office inspects it."""

from django.urls import path

from minhdinh.oversight.views import board, improvement, reminders, school

YEAR = "co-quan/<str:code>/<str:year>"
urlpatterns = [
    path(f"{YEAR}/theo-doi/", board.board, name="board"),
    path(f"{YEAR}/theo-doi.xlsx", board.board_export, name="board-export"),
    path(f"{YEAR}/cai-tien/", improvement.improvement, name="improvement"),
    path(f"{YEAR}/nhac-nho/", reminders.remind, name="remind"),
    path(f"{YEAR}/nhac-nho/da-gui/", reminders.reminder_list, name="reminders"),
    path(f"{YEAR}/nhac-nho/da-gui/<int:reminder_id>/", reminders.reminder, name="reminder"),
    path(f"{YEAR}/truong/<str:child>/", school.school_page, name="school"),
    path(f"{YEAR}/truong/<str:child>/ghi-chu/", school.note, name="school-note"),
]
