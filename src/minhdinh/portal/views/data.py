"""Open data: what is there, what its columns mean, and the files themselves, sent as they are made."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from minhdinh.common.problems import NotHere
from minhdinh.organisations.web import public_view
from minhdinh.portal.domain.limits import Limit, seconds_to_wait
from minhdinh.portal.domain.open_data import DATASETS, FORMATS
from minhdinh.portal.domain.open_data_mark import mark_of
from minhdinh.portal.views.keeping import absent, open_page, shown

FILE_SECONDS = 600
DATA = Limit("data", 20)
TOO_MANY = 429


@open_page
def data(request: HttpRequest) -> HttpResponse:
    """Show the tables of open data with the meaning of their columns."""
    return shown(request, "portal/data.html", {"datasets": DATASETS.values(), "formats": FORMATS})


@public_view
@require_safe
def data_file(request: HttpRequest, dataset: str, suffix: str) -> HttpResponseBase:
    """Send a table whole as CSV or JSON, a piece at a time; so many a visitor in ten minutes, 304 where he has it."""
    if dataset not in DATASETS or suffix not in FORMATS:
        return absent(request, NotHere("Không có tệp dữ liệu này."))
    today = timezone.localdate()
    etag, since = mark_of(dataset, suffix, today)
    known = get_conditional_response(request, etag=etag, last_modified=since)
    if known is not None:
        return _marked(known, etag, since)
    wait = seconds_to_wait(DATA, get_adapter().get_client_ip(request))
    if wait:
        busy = HttpResponse(status=TOO_MANY, headers={"Retry-After": str(wait)})
        patch_cache_control(busy, no_store=True)
        return busy
    media_type, lines = FORMATS[suffix]
    answer = StreamingHttpResponse(lines(DATASETS[dataset], today), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{dataset}-{today:%Y%m%d}.{suffix}"'
    return _marked(answer, etag, since)


def _marked(answer: HttpResponseBase, etag: str, since: int) -> HttpResponseBase:
    answer["ETag"], answer["Last-Modified"] = etag, http_date(since)
    patch_cache_control(answer, public=True, max_age=FILE_SECONDS)
    return answer
