from django.urls import URLPattern, URLResolver, include, path

from minhdinh.evidence.importing import views as importing
from minhdinh.evidence.views import (
    bulk,
    changes,
    editing,
    files,
    health,
    item,
    listing,
    packs,
    searching,
    sending,
    uploading,
)

app_name = "evidence"

one: list[URLPattern | URLResolver] = [
    path("", item.show, name="item"),
    path("sua/", editing.edit, name="edit"),
    path("xac-minh", changes.verify, name="verify"),
    path("tu-choi", changes.reject, name="reject"),
    path("bo", changes.remove, name="remove"),
    path("khoi-phuc", changes.restore, name="restore"),
    path("xep", changes.file_under, name="file-under"),
    path("gan", changes.link, name="link"),
    path("go", changes.unlink, name="unlink"),
    path("thay", changes.replace, name="replace"),
]
room: list[URLPattern | URLResolver] = [
    path("", listing.show, name="list"),
    path("xuat", listing.export, name="export"),
    path("tim", searching.search, name="search"),
    path("tai-len", uploading.upload, name="upload"),
    path("them/", editing.new, name="new"),
    path("gui/", sending.send, name="send"),
    path("gui/trung-tep", sending.decide, name="send-known"),
    path("tep/<int:file_id>/", files.show, name="file"),
    path("tep/<int:file_id>/go", changes.detach, name="detach"),
    path("goi/", packs.show, name="packs"),
    path("goi/<int:pack_id>/tai", packs.take, name="pack"),
    path("nhieu/", bulk.show, name="bulk"),
    path("nhieu/lam", bulk.act, name="bulk-act"),
    path("nhan/", bulk.labels, name="labels"),
    path("suc-khoe/", health.show, name="health"),
    path("suc-khoe/kiem-tra", health.look_again, name="health-look"),
    path("suc-khoe/nhan-tep", health.take_orphan, name="health-take"),
    path("nhap/", importing.start, name="import"),
    path("nhap/mau", importing.template, name="import-template"),
    path("nhap/<int:import_id>/", importing.show, name="import-one"),
    path("nhap/<int:import_id>/ghi", importing.confirm, name="import-confirm"),
    path("nhap/<int:import_id>/xuat", importing.export, name="import-export"),
    path("<int:item_id>/", include(one)),
]
urlpatterns = [path("truong/<str:code>/<str:year>/minh-chung/", include(room))]
