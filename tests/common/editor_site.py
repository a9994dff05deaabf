"""A tiny site with one page of passages, to drive the editor in a real browser without the rest of the project.

The server keeps versions and save ids as the contract in docs/architecture/README.md says, and can misbehave on demand.
"""

import json
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from django.template import engines
from django.test import RequestFactory
from django.utils.html import format_html

from minhdinh.common.dates import typed_day
from minhdinh.common.middleware import POLICY

urlpatterns: list[Any] = []
STATIC = Path(__file__).resolve().parents[2] / "src" / "minhdinh" / "static"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
EVIDENCE = [
    {
        "id": 12,
        "code": "MC.1.3.01",
        "name": "Trích xuất cơ sở dữ liệu ngành",
        "kind": "Dữ liệu",
        "status": "Đã xác minh",
        "usable": True,
    },
    {
        "id": 13,
        "code": "MC.1.3.02",
        "name": "Sổ theo dõi chuyên cần",
        "kind": "Sổ",
        "status": "Chờ xác minh",
        "usable": False,
    },
    {
        "id": 14,
        "code": "MC.3.1.04",
        "name": "Bảng điểm các lớp",
        "kind": "Bảng",
        "status": "Đã xác minh",
        "usable": True,
    },
]
PAGE = """{% extends "common/workspace_base.html" %}
{% block title %}1.3{% endblock %}
{% block tree %}<ul><li><a href="/"><b>1.3</b><span>Kế hoạch</span></a></li></ul>{% endblock %}
{% block content %}
<h1>Quản lý kế hoạch</h1>
{% include "common/components/save_state.html" %}
{% for passage in passages %}
<section class="req" id="req-{{ forloop.counter }}"><div class="stmt">
{% include "common/components/passage.html" with save_url="/luu" search_url="/tim" criterion="1.3" %}
</div></section>
{% endfor %}
{{ codes|json_script:"evidence-codes" }}
<form action="/dang-xuat" data-confirm="Xóa thật?"><button type="submit">Xóa</button></form>
{% include "common/components/drop_zone.html" with upload_url="/tai-len" limit_mb=1 %}
<form id="answer" method="post" action="/tra-loi" data-controller="autosave-form">{% csrf_token %}
<label><input type="radio" name="met" value="yes">Đạt</label><label><input type="radio" name="met" value="no">Chưa đạt</label>
<span class="save-state" data-autosave-form-target="state"></span></form>
<div data-controller="tabs" data-tabs-key-value="side">
<div role="tablist"><button id="t1" role="tab" aria-controls="p1" data-tabs-target="tab" data-action="tabs#pick keydown->tabs#move">Một</button>
<button id="t2" role="tab" aria-controls="p2" data-tabs-target="tab" data-action="tabs#pick keydown->tabs#move">Hai</button></div>
<div id="p1" data-tabs-target="panel">phần một</div><div id="p2" data-tabs-target="panel">phần hai</div></div>
<button id="swap" hx-get="/hong" hx-target="#swap">Hỏi</button>
{% include "common/components/table_filters.html" with table=table %}
{% include "common/components/copy_button.html" with text="mã" %}
{% component "dialog" id="d1" title="Hộp" %}trong hộp{% endcomponent %}
{% include "common/components/dialog_button.html" with target="d1" label="Mở hộp" %}
<a href="/truoc" data-keys-target="previous">Trước</a><a href="/sau" data-keys-target="next">Sau</a>
{% endblock %}
{% block aside %}<h2>Đối chiếu</h2>{% endblock %}
"""


def paragraph(*parts: Any) -> dict[str, Any]:
    """Return a document of one paragraph; strings are text, numbers cite evidence."""
    content = [
        {"type": "text", "text": part}
        if isinstance(part, str)
        else {"type": "citation", "attrs": {"evidence": str(part)}}
        for part in parts
    ]
    return {"type": "doc", "content": [{"type": "paragraph", **({"content": content} if content else {})}]}


@dataclass
class Passage:
    """One text as the server holds it."""

    slot: str
    body: dict[str, Any]
    version: int = 1
    label: str = "Mô tả hiện trạng"
    readonly: bool = False

    @property
    def html(self) -> str:
        """Return what the page shows before anything is touched."""
        words = text_of(self.body)
        return format_html("<p>{}</p>", words) if words else ""


@dataclass
class Site:
    """The texts, what was asked, and how to answer."""

    passages: dict[str, Passage] = field(default_factory=dict)
    saves: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: list[dict[str, Any]] = field(default_factory=list)
    uploads: list[bytes] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    searches: list[str] = field(default_factory=list)
    answer_with: int = 0
    slow_searches: dict[str, float] = field(default_factory=dict)
    url: str = ""

    def add(self, slot: str, *parts: Any, **more: Any) -> Passage:
        """Put a passage on the page."""
        self.passages[slot] = Passage(slot, paragraph(*parts), **more)
        return self.passages[slot]

    def words(self, slot: str) -> str:
        """Return the text of a passage as the server has it; a citation is [id]."""
        return text_of(self.passages[slot].body)

    def save(self, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Answer a save as the contract says."""
        self.requests.append(data)
        if self.answer_with:
            return self.answer_with, {"message": "Chưa được phép sửa."}
        if data["save_id"] in self.saves:
            return 200, self.saves[data["save_id"]]
        passage = self.passages[data["slot"]]
        if data["version"] != passage.version:
            about = {
                "updated_by": "Lâm Văn Mẫu",
                "updated_at": "2026-11-21T10:30:00+07:00",
                "message": "Đã có người lưu.",
            }
            return 409, {
                "slot": passage.slot,
                "version": passage.version,
                "body": passage.body,
                "html": passage.html,
                **about,
            }
        passage.version += 1
        passage.body = data["body"]
        saved = {
            "slot": passage.slot,
            "version": passage.version,
            "saved_label": "Đã lưu 10:32",
            "citations": [],
        }
        self.saves[data["save_id"]] = saved
        return 200, saved

    def post(self, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        """Take what a page sends."""
        if path == "/luu":
            return self.save(json.loads(body))
        if path == "/tra-loi":
            self.answers.append(body.decode())
            return self.answer_with or 200, {"saved_label": "Đã lưu 11:00", "message": "Cần minh chứng."}
        self.uploads.append(body)
        return 200, {"id": len(self.uploads), "code": f"MC.1.3.{len(self.uploads):02d}", "name": "tệp"}

    def search(self, query: dict[str, list[str]]) -> dict[str, Any]:
        """Answer the evidence search."""
        if code := query.get("code", [""])[0]:
            return {"items": [item for item in EVIDENCE if item["code"] == code]}
        words = query.get("q", [""])[0].lower()
        self.searches.append(words)
        time.sleep(self.slow_searches.get(words, 0))
        return {"items": [item for item in EVIDENCE if words in str(item["name"]).lower()]}

    def page(self, path: str) -> str:
        """Render the page with the real templates."""
        request = RequestFactory().get("/")
        request.place = {"organisation_name": "Trường THCS Sao Mai", "search_url": "/tim"}
        person = type("Person", (), {"is_authenticated": True, "pk": 7, "__str__": lambda _: "Lê Thu Hà"})()
        codes = {
            str(item["id"]): {"code": item["code"], "name": item["name"], "url": "#"} for item in EVIDENCE[:2]
        }
        typed = typed_day(dict(parse_qsl(urlsplit(path).query)), "since")
        since = {"name": "since", "label": "Từ ngày", "value": typed.shown, "error": typed.problem}
        filters = [{"name": "q", "label": "Tìm tên", "kind": "search"}, {**since, "kind": "date"}]
        table = {"caption": "Kho", "filters": filters}
        context = {"passages": list(self.passages.values()), "codes": codes, "user": person, "table": table}
        return engines["django"].from_string(PAGE).render(context, request)


def text_of(node: dict[str, Any]) -> str:
    """Return the words of a body; a citation is [id], blocks are parted by |."""
    if node["type"] == "text":
        return str(node["text"])
    if node["type"] == "citation":
        return f"[{node['attrs']['evidence']}]"
    joint = "|" if node["type"] != "paragraph" else ""
    return joint.join(text_of(child) for child in node.get("content", []))


def handler(site: Site) -> type[BaseHTTPRequestHandler]:
    """Return the request handler of this site."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *arguments: Any) -> None:
            """Stay quiet."""

        def answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(body)

        def json(self, status: int, body: Any) -> None:
            self.answer(status, json.dumps(body).encode(), "application/json")

        def do_GET(self) -> None:
            address = urlsplit(self.path)
            if address.path.startswith("/static/"):
                file = STATIC / address.path.removeprefix("/static/")
                self.answer(200, file.read_bytes(), TYPES[file.suffix])
            elif address.path == "/tim":
                self.json(200, site.search(parse_qs(address.query)))
            elif address.path == "/hong":
                self.answer(403, "<p data-problem>Chưa có quyền hỏi.</p>".encode(), "text/html")
            else:
                self.answer(200, site.page(self.path).encode(), "text/html")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.json(*site.post(self.path, body))

    return Handler


class Server(ThreadingHTTPServer):
    """Forgives a browser that leaves before the answer is written."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report everything else."""
        if not isinstance(sys.exception(), BrokenPipeError | ConnectionResetError):
            super().handle_error(request, client_address)


def serve(site: Site) -> ThreadingHTTPServer:
    """Start the site on a free port; the caller shuts it down."""
    server = Server(("127.0.0.1", 0), handler(site))
    site.url = f"http://127.0.0.1:{server.server_address[1]}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
