"""Handing out what a file holds, to somebody who was found to be allowed to read the text that it goes with."""

import logging
from collections.abc import Iterable

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response

from apps.pages.files import shelving
from apps.pages.files.kinds import BY_MEDIA_TYPE
from apps.pages.models import StoredFile
from apps.pages.models.drafts import Attached

log = logging.getLogger(__name__)
# Opened as a page of its own it runs nothing, loads nothing and is in no frame.
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def hand_out(request: HttpRequest, files: Iterable[Attached], name: str) -> HttpResponseBase:
    """The file of that name among those of a text, as a stream; 404 where there is none.

    Images are shown, everything else is saved. A browser keeps it only if it asks each time, and is then told whether
    it still may show it: whoever calls has asked who is reading before this.
    """
    file = next((one for one in files if one["name"] == name), None)
    stored = StoredFile.objects.filter(sha256=file["sha256"]).first() if file else None
    if stored is None:
        raise Http404
    etag = f'"{stored.sha256}"'
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = _streamed(stored, name)
    answer["ETag"] = etag
    answer["Content-Security-Policy"] = POLICY
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def _streamed(stored: StoredFile, name: str) -> FileResponse:
    kind = BY_MEDIA_TYPE.get(stored.media_type)
    is_image = kind is not None and kind.is_image
    is_text = stored.media_type.startswith("text/")
    media_type = f"{stored.media_type}; charset=utf-8" if is_text else stored.media_type
    try:
        content = shelving.verified(stored.sha256)
    except shelving.Damaged:
        # The back-up lacks it, or somebody changed it by hand: whoever runs Greenpaper has to know.
        log.exception("What %s holds cannot be handed out: %s", name, stored.sha256)
        raise Http404 from None
    answer = FileResponse(content, as_attachment=not is_image, filename=name, content_type=media_type)
    answer["Content-Length"] = str(stored.size)
    return answer
