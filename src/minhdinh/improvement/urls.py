"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from minhdinh.improvement.views import actions, issues, monitoring, plan

app_name = "improvement"
PLAN = "truong/<str:code>/<str:year>/cai-tien/"
ISSUES = f"{PLAN}van-de/"
ACTIONS = f"{PLAN}viec/"
ACTION = f"{ACTIONS}<int:action_id>/"
urlpatterns = [
    path(PLAN, plan.plan, name="plan"),
    path(f"{PLAN}lap/", plan.open_page, name="open"),
    path(f"{PLAN}phan-chung/", plan.texts, name="texts"),
    path(f"{PLAN}duyet/", plan.approve, name="approve"),
    path(f"{PLAN}dieu-chinh/", plan.adjust, name="adjust"),
    path(f"{PLAN}cong-khai/", plan.publish, name="publish"),
    path(f"{PLAN}cong-khai/<int:publication_id>/bo/", plan.unpublish, name="unpublish"),
    path(f"{PLAN}chuyen-nam/", plan.carry, name="carry"),
    path(f"{PLAN}giam-sat/<slug:moment>/", monitoring.monitoring, name="monitoring"),
    path(ISSUES, issues.issues, name="issues"),
    path(f"{ISSUES}chon/", issues.take, name="issues-take"),
    path(f"{ISSUES}de-ngo/", issues.leave_proposal, name="issues-leave"),
    path(f"{ISSUES}moi/", issues.new, name="issue-new"),
    path(f"{ISSUES}<int:issue_id>/", issues.edit, name="issue"),
    path(f"{ISSUES}<int:issue_id>/de-ngo/", issues.leave, name="issue-leave"),
    path(f"{ISSUES}<int:issue_id>/dua-vao/", issues.take_again, name="issue-take"),
    path(f"{ISSUES}<int:issue_id>/rut/", issues.remove, name="issue-remove"),
    path(f"{ACTIONS}moi/", actions.new, name="action-new"),
    path(f"{ACTIONS}thoi-gian/", actions.time_read, name="time-read"),
    path(ACTION, actions.action, name="action"),
    path(f"{ACTION}sua/", actions.edit, name="action-edit"),
    path(f"{ACTION}bo/", actions.remove, name="action-remove"),
    path(f"{ACTION}tien-do/", actions.progress, name="action-progress"),
    path(f"{ACTION}trinh/", actions.ask, name="action-ask"),
    path(f"{ACTION}tra-loi/", actions.answer, name="action-answer"),
]
