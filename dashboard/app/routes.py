"""HTTP beside the page: downloads, the land under the map, and health."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, request

from dashboard import __version__, geo
from dashboard.app.wire import FOR_EVER
from dashboard.export import FILES, form_of
from dashboard.views import drawing

if TYPE_CHECKING:
    from flask import Flask

    from dashboard.app.answers import Answers
    from dashboard.store import Store


def register(server: Flask, answers: Answers, url: str) -> None:
    """Add the routes to the server that Dash runs on."""
    for name, file in FILES.items():
        server.add_url_rule(f"/{file.name}", name, _file(name, answers, url))
    land = _land(answers)
    server.add_url_rule("/land.svg", "land", land)
    server.add_url_rule("/land-<version>.svg", "land_version", land)
    server.add_url_rule("/health", "health", _health(answers))


def _file(name: str, answers: Answers, url: str):  # type: ignore[no-untyped-def]
    file = FILES[name]

    def download() -> Response:
        """The file of the selection in the query; what was not understood is in a header."""
        asked, rest = _formats()
        form, said = form_of(file, asked)
        selection, unknown = answers.read(rest)
        content = file.pieces(answers.store, selection, form, url)
        response = Response(content, content_type=file.media)
        response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
        for notice in [*said, *unknown]:
            response.headers.add("X-Sourceline-Notice", _in_a_header(notice))
        return response

    return download


def _in_a_header(notice: str) -> str:
    """A sentence as a header may hold it: other letters and control characters as escapes."""
    escaped = notice.encode("ascii", "backslashreplace").decode("ascii")
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in escaped)


def _formats() -> tuple[list[str], str]:
    """The formats that are asked for, and the query without them."""
    pairs = [(k, v) for k, values in request.args.lists() for v in values]
    asked = [v for k, v in pairs if k == "format"]
    return asked, urlencode([(k, v) for k, v in pairs if k != "format"])


def land_address(store: Store) -> str:
    """Where the land is for ever: the name changes with what is drawn."""
    return f"/land-{geo.land_version(drawing.meridian(store))}.svg"


def _land(answers: Answers):  # type: ignore[no-untyped-def]
    def land(version: str = "") -> Response:
        """The world under the map, as one SVG group; of another version, the present one."""
        shapes = geo.land_svg(drawing.meridian(answers.store))
        svg = f'<svg xmlns="http://www.w3.org/2000/svg">{shapes}</svg>'
        response = Response(svg, content_type="image/svg+xml")
        if version and request.path == land_address(answers.store):
            response.headers["Cache-Control"] = FOR_EVER
        return response

    return land


def _health(answers: Answers):  # type: ignore[no-untyped-def]
    def health() -> dict[str, object]:
        """Whether the server is up, and with what."""
        return {
            "status": "ok",
            "version": __version__,
            "dataset": answers.dataset.about.name,
            "claims": answers.store.total,
        }

    return health
