"""How answers travel: compressed, asked for again only when they may have changed.

What is named by its content (`assets/…?m=<hash>`, Dash's fingerprinted bundles, `/land-<hash>.svg`)
is kept by the browser for ever; all else is asked for again, and answered with 304 if it is the
same. `docs/decisions/0021-start-and-wire.md` has the figures.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from flask import Response, request

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Flask

ASSETS = Path(__file__).with_name("assets")
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
"""Keep it, but ask whether it is still the same."""
LEVEL = 5
"""Of gzip. The bundles of the first page, 8.3 MB, become 2.4 MB; 9 takes twice as long for 1 %."""
LEAST = 500
"""Bytes below which compressing saves no packet."""
_TEXT = ("application/json", "application/javascript", "application/xml", "application/x-ndjson",
         "image/svg+xml")  # fmt: skip
_ASSET = re.compile(r"assets/([\w.-]+)\?m=[\d.]+")
_MOST_KEPT, _MOST_BYTES = 64, 16_000_000
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}


def register(server: Flask) -> None:
    """Let every answer of the server travel this way."""
    kept = Kept()

    @server.after_request
    def travel(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if request.method in ("GET", "HEAD"):
            _may_be_kept(response)
        return compressed(response, kept)


def asset(name: str) -> str:
    """The address of one of our assets, with a hash of what it holds."""
    about = (ASSETS / name).stat()
    return f"assets/{name}?m={_hash_of(name, about.st_mtime_ns, about.st_size)}"


def named_by_content(html: str) -> str:
    """A page in which our assets have an address that changes with what they hold.

    Dash gives them the time they were written, which may be the same for two versions.
    """
    return _ASSET.sub(lambda found: asset(found[1]), html)


@lru_cache(maxsize=256)
def _hash_of(name: str, _changed: int, _size: int) -> str:
    return short_hash((ASSETS / name).read_bytes())


def short_hash(content: bytes) -> str:
    """Enough of a SHA-256 to tell versions of one thing apart."""
    return sha256(content).hexdigest()[:16]


def _may_be_kept(response: Response) -> None:
    """Say how long a browser may keep an answer, and leave out what it has already."""
    if response.status_code != 200:
        return
    if response.direct_passthrough:  # a file of `assets/`: small
        response.direct_passthrough = False
        file = response.response
        version = short_hash(response.get_data())
        file.close()  # type: ignore[union-attr]
        response.set_etag(version)  # not by the time it was written, as Flask does
        if request.args.get("m") == version:
            response.headers["Cache-Control"] = FOR_EVER
    elif response.cache_control.max_age and not response.cache_control.no_cache:
        response.headers["Cache-Control"] = FOR_EVER  # a bundle of Dash's, with its fingerprint
    response.headers.setdefault("Cache-Control", ASK_AGAIN)
    if not response.is_streamed:
        response.add_etag()
        response.make_conditional(request)


def compressed(response: Response, kept: Kept) -> Response:
    """The answer as gzip, if it is text, is worth it, and the browser takes it."""
    media = response.mimetype or ""
    if not (media.startswith("text/") or media in _TEXT):
        return response
    response.vary.add("Accept-Encoding")
    asked = request.accept_encodings
    if (
        request.method == "HEAD"
        or response.status_code != 200
        or "Content-Encoding" in response.headers
        or asked["gzip"] <= 0
    ):
        return response
    if response.is_streamed:
        pieces = response.response
        response.call_on_close(getattr(pieces, "close", lambda: None))
        response.response = _gzipped(pieces)  # type: ignore[arg-type]
        response.headers.pop("Content-Length", None)
    else:
        content = response.get_data()
        if len(content) < LEAST:
            return response
        etag, _ = response.get_etag()
        response.set_data(kept.gzip(content, etag))
        if etag:
            response.set_etag(etag, weak=True)  # the same content, other bytes
    response.headers["Content-Encoding"] = "gzip"
    return response


class Kept:
    """What was compressed lately, by its tag; the longest unused goes first."""

    def __init__(self) -> None:
        self._found: dict[str, bytes] = {}
        self._lock = Lock()

    def gzip(self, content: bytes, tag: str | None) -> bytes:
        """The content as gzip; it is made once for each tag."""
        if not tag:
            return b"".join(_gzipped([content]))
        with self._lock:
            found = self._found.pop(tag, None)
        if found is None:
            found = b"".join(_gzipped([content]))
        with self._lock:
            self._found[tag] = found
            while (
                len(self._found) > _MOST_KEPT or sum(map(len, self._found.values())) > _MOST_BYTES
            ):
                del self._found[next(iter(self._found))]
        return found


def _gzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces of bytes as pieces of one gzip file."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, 31)  # 31: with the header of gzip
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()
