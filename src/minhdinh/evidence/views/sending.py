"""“Gửi minh chứng”: for people who know no codes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.evidence.collecting.contributing import may_contribute
from minhdinh.evidence.collecting.queries import collecting_for
from minhdinh.evidence.collecting.states import may_take_part, say_have
from minhdinh.evidence.domain.intake import Intake, Upload, take_in, take_stored
from minhdinh.evidence.domain.items import ItemValues
from minhdinh.evidence.domain.listing import items_for
from minhdinh.evidence.domain.queries import ItemFilter
from minhdinh.evidence.domain.uses import link_item
from minhdinh.evidence.forms import KnownFileForm, SendForm
from minhdinh.evidence.models import Collecting, EvidenceItem
from minhdinh.evidence.resumable.joining import Arrived, Pieces, keys_of, whole_uploads
from minhdinh.evidence.resumable.joining import shown as shown_pieces
from minhdinh.evidence.tables import TONES, status_of
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, page
from minhdinh.evidence.views.known_file import KnownFile, known_file, place_for, sees, shown, signed
from minhdinh.evidence.views.papers import papers_of
from minhdinh.evidence.views.uploading import target_of_request
from minhdinh.lib.text import whole_number

SHOWN = 30
UNSEEN = (
    "Thầy/Cô không xem được minh chứng đang giữ tệp này nên chưa ghi được việc thu thập là đã có. "
    "Hãy bấm “Vẫn gửi điều này cho thư ký”."
)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
def send(request: EvidenceRequest) -> HttpResponseBase:
    """Take one thing with all its files or photos; below it, what the person has sent and what became of it."""
    posted = request.method == "POST"
    asked = _asked(request, request.GET.get("viec", "")) if not posted else None
    if asked is not None and may_contribute(request.actor, asked):  # there is an item: files are for it
        return redirect(address(request, "collecting-one", collecting_id=asked.pk))
    form = SendForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        context=request.year_context,
        initial=_begun(request, asked),
    )
    if posted and form.is_valid():
        try:
            taken = _take(request, form)
        except Problem as problem:
            form.show(problem)
        else:
            _tell(request, taken)
            open_keys = _keep_open(request, form, tell=True)
            _hand_over(request, form.cleaned_data.get("viec"), taken.item)
            if taken.item is None and taken.duplicate_of is not None:
                return _ask(request, form, taken.duplicate_of, taken)
            return _there(request, open_keys)
    open_keys = _keep_open(request, form) if posted else []
    if posted and _by_script(request):
        return JsonResponse({"message": _said(form), "kept": open_keys}, status=422)
    return _page(request, form, status=422 if posted else 200)


def _by_script(request: EvidenceRequest) -> bool:
    """Tell whether the page's own script sends the form and keeps what was typed and chosen until it is taken."""
    return request.headers.get("Accept", "").startswith("application/json")


def _keep_open(request: EvidenceRequest, form: SendForm, *, tell: bool = False) -> list[str]:
    """Let the form name those uploads only that still wait on the server, and return their keys."""
    named = keys_of(form["pieces"].value() or "")
    still = shown_pieces(request.actor, request.organisation.pk, request.year, named) if named else []
    for row in still if tell else ():
        words = _("Tệp “%(name)s” vẫn ở máy chủ: hãy chọn lại đúng tệp này rồi gửi, không phải tải lên lại.")
        messages.warning(request, words % {"name": row.name})
    form.keep_pieces([row.key for row in still])
    return [row.key for row in still]


def _there(request: EvidenceRequest, open_keys: list[str]) -> HttpResponseBase:
    """Lead to the page anew, where what was told is shown; a script hears which uploads still wait (``kept``)."""
    there = address(request, "send")
    return JsonResponse({"url": there, "kept": open_keys}) if _by_script(request) else redirect(there)


def _said(form: SendForm) -> str:
    """Return what is wrong with a form in one line, each with the field's name."""
    found = []
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields and name != "papers" else ""
        found += [f"{label}: {error}" if label else str(error) for error in errors]
    return " ".join(found)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def decide(request: EvidenceRequest) -> HttpResponseBase:
    """Do what the person chose for files that the school has already: use that item, send nothing, or send them."""
    form = KnownFileForm(request.POST, prefix=KnownFileForm.PREFIX)
    typed = {name: form[name].value() or "" for name in ("name", "criterion", "track", "viec")}
    again = SendForm(context=request.year_context, initial=typed)
    try:
        known = known_file(request, form["token"].value() or "")
    except Problem as problem:
        messages.error(request, problem.message)
        return _page(request, again, status=422)
    try:
        if "use" in request.POST:
            return _use(request, known, form)
        if "keep" in request.POST:
            return _keep(request, known, form)
        if form.is_valid():
            return _send_anyway(request, known, form)
    except Problem as problem:
        form.add_error(None, problem.message)
    return _page(request, again, known=shown(request, known, form), status=422)


def _page(
    request: EvidenceRequest, form: SendForm, *, status: int, known: dict[str, Any] | None = None
) -> HttpResponseBase:
    context = {
        "form": form,
        "known": known,
        "sent": _sent(request),
        "limit_mb": settings.MINHDINH_UPLOAD_LIMIT // 1048576,
        "upload_url": address(request, "upload"),
        "in_pieces": shown_pieces(
            request.actor, request.organisation.pk, request.year, keys_of(form["pieces"].value() or "")
        ),
        "resumable_from": settings.MINHDINH_RESUMABLE_FROM_MB,
    }
    return page(request, "send.html", context, status=status)


def _begun(request: EvidenceRequest, asked: Collecting | None) -> dict[str, Any]:
    """Return what the form begins with: what the address names, or what the person was asked to collect."""
    if asked is None:
        return {"criterion": request.GET.get("criterion", ""), "join": True}
    return {
        "name": asked.what,
        "criterion": asked.criterion,
        "track": asked.track,
        "viec": asked.pk,
        "join": True,
    }


def _asked(request: EvidenceRequest, number: object) -> Collecting | None:
    """Return what the person was asked to collect; None where the number names nothing of the kind."""
    row_id = whole_number(str(number or ""), longest=9)
    if row_id is None:
        return None
    place = (request.organisation.pk, request.year_context.assessment_id, row_id)
    row = collecting_for(request.actor, *place)
    return row if row is not None and may_take_part(request.actor, row) else None


def _hand_over(request: EvidenceRequest, number: object, item: EvidenceItem | None) -> None:
    """Say of what the person was asked to collect that it is there now, in ``item``."""
    asked = _asked(request, number)
    if asked is None or item is None:
        return
    try:
        say_have(actor=request.actor, row=asked, version=asked.version, item_id=item.pk)
    except Problem as problem:
        messages.warning(request, problem.message)
        return
    _say_had(request, asked, item)


def _say_had(request: EvidenceRequest, asked: Collecting, item: EvidenceItem) -> None:
    """Say in which item the row is had: one that it kept before stays, whatever was sent or chosen now."""
    if asked.item is None or asked.item.pk == item.pk:
        messages.success(request, _("Việc thu thập “%(what)s” đã được ghi là đã có.") % {"what": asked.what})
        return
    messages.warning(
        request,
        _(
            "Việc thu thập “%(what)s” được ghi là đã có ở %(kept)s như trước, không phải ở “%(sent)s” vừa gửi. Nếu cần đổi, Thầy/Cô hãy báo thư ký."
        )
        % {"what": asked.what, "kept": asked.item.label, "sent": item.label},
    )


def _take(request: EvidenceRequest, form: SendForm) -> Intake:
    given = form.cleaned_data
    keys = keys_of(given["pieces"])
    with (
        papers_of(given, given["name"]) as (uploads, left_out),
        whole_uploads(request.actor, request.organisation.pk, request.year, keys) as pieces,
    ):
        given_now = [*uploads, *pieces.uploads]
        taken = _take_files(request, form, given_now, pieces) if given_now else Intake(None)
    taken = replace(taken, refused=(*taken.refused, *left_out))
    return _with_before(request, taken, pieces.before) if pieces.before else taken


def _with_before(request: EvidenceRequest, taken: Intake, before: list[Arrived]) -> Intake:
    """Tell what an earlier sending took in, whose answer was lost; it is the outcome where nothing else was sent.

    Where that sending had found the files in an item already, that item is asked about as it was then.
    """
    for one in before:
        words = _("Tệp “%(name)s” đã vào kho ở %(item)s từ lần gửi trước, không cần gửi lại.")
        messages.info(request, words % {"name": one.name, "item": one.item.label})
    first = next((one for one in before if one.made), before[0])
    if taken.item is not None or (taken.duplicate_of is not None and taken.duplicate_of.pk != first.item.pk):
        return taken
    again = [one.stored for one in before if one.stored is not None]
    if first.made or not again:
        return replace(taken, item=first.item, duplicate_of=None, made=False)
    return replace(taken, duplicate_of=first.item, stored=(*taken.stored, *again))


def _take_files(request: EvidenceRequest, form: SendForm, uploads: list[Upload], pieces: Pieces) -> Intake:
    given = form.cleaned_data
    return take_in(
        actor=request.actor,
        school_id=request.organisation.pk,
        target=target_of_request(request, given["criterion"], given.get("track", "")),
        values=ItemValues(name=given["name"]),
        uploads=uploads,
        note=pieces.note,
    )


def _ask(request: EvidenceRequest, form: SendForm, twin: EvidenceItem, taken: Intake) -> HttpResponseBase:
    """Say who holds the files already and ask what to do; everything typed stays in the fields."""
    given = form.cleaned_data
    typed = {name: given.get(name) or "" for name in ("name", "criterion", "track", "viec")}
    choice = KnownFileForm(
        prefix=KnownFileForm.PREFIX, initial={**typed, "token": signed(request, twin, taken.stored)}
    )
    return _page(request, form, known=shown(request, KnownFile(twin, taken.stored), choice), status=200)


def _use(request: EvidenceRequest, known: KnownFile, form: KnownFileForm) -> HttpResponseBase:
    place = place_for(request, known.twin, form["criterion"].value() or "", form["track"].value() or "")
    if place is None:
        raise Problem("Hồ sơ vừa thay đổi nên chưa gắn được. Hãy gửi cho thư ký kèm điều đã ghi.")
    link_item(actor=request.actor, item=known.twin, place=place)
    messages.success(
        request,
        _("%(code)s nay phục vụ tiêu chí %(criterion)s.")
        % {"code": known.twin.label, "criterion": place.criterion},
    )
    _hand_over(request, form["viec"].value(), known.twin)
    return redirect(address(request, "send"))


def _keep(request: EvidenceRequest, known: KnownFile, form: KnownFileForm) -> HttpResponseBase:
    """Send nothing: what the person was asked to collect is had with the item that holds the file, which is opened."""
    seen = sees(request, known.twin)
    asked = _asked(request, form["viec"].value())
    if asked is not None:
        if not seen:
            raise Problem(UNSEEN)
        _refuse_another(asked, known.twin)
        say_have(actor=request.actor, row=asked, version=asked.version, item_id=known.twin.pk)
        messages.success(request, _("Việc thu thập “%(what)s” đã được ghi là đã có.") % {"what": asked.what})
    messages.info(request, _("Không gửi thêm bản nào: tệp đã có ở %(item)s.") % {"item": known.twin.label})
    return redirect(address(request, "item", item_id=known.twin.pk) if seen else address(request, "send"))


def _refuse_another(asked: Collecting, twin: EvidenceItem) -> None:
    """Refuse to say that what is collected for one item is had in another: the row keeps its own."""
    own = asked.item
    if own is not None and own.removed_at is None and own.pk != twin.pk:
        raise Problem(
            f"Việc thu thập này gắn với minh chứng {own.label}, nên chưa ghi là đã có bằng {twin.label}. "
            "Nếu cần đổi, Thầy/Cô hãy báo thư ký."
        )


def _send_anyway(request: EvidenceRequest, known: KnownFile, form: KnownFileForm) -> HttpResponseBase:
    """Put what was typed before the secretary, as an item of the inbox beside the one that holds the file."""
    given = form.cleaned_data
    item = take_stored(
        actor=request.actor,
        school_id=request.organisation.pk,
        target=target_of_request(request, "", ""),
        values=ItemValues(name=given["name"], note=_note(known.twin, given)),
        stored=known.stored,
    )
    messages.success(
        request,
        _("Đã gửi “%(name)s” cho thư ký cùng điều Thầy/Cô ghi. Cảm ơn Thầy/Cô.") % {"name": item.name},
    )
    _hand_over(request, given["viec"], item)
    return redirect(address(request, "send"))


def _note(twin: EvidenceItem, given: dict[str, Any]) -> str:
    """Return what the secretary reads beside the sent item: what it repeats, what it is for, what the sender says."""
    lines = [_("Trùng tệp với %(item)s.") % {"item": twin.label}]
    if given["criterion"]:
        lines.append(_("Người gửi chọn tiêu chí %(code)s.") % {"code": given["criterion"]})
    if given["message"]:
        lines.append(_("Người gửi nhắn: %(words)s") % {"words": given["message"]})
    return "\n".join(lines)


def _tell(request: EvidenceRequest, taken: Intake) -> None:
    if taken.item is not None and taken.made:
        messages.success(
            request,
            _("Đã nhận “%(name)s”. Thư ký sẽ xem và xác minh. Cảm ơn Thầy/Cô.") % {"name": taken.item.name},
        )
    for problem in taken.refused:
        messages.warning(request, problem.message)


def _sent(request: EvidenceRequest) -> list[dict[str, object]]:
    mine = ItemFilter(contributed_by=request.actor.user_id)
    rows = items_for(request.actor, request.organisation.pk, mine, timezone.localdate())
    return [
        {
            "item": item,
            "status": status_of(item),
            "tone": TONES[status_of(item)],
            "url": address(request, "item", item_id=item.pk),
        }
        for item in rows.order_by("-id")[:SHOWN]
    ]
