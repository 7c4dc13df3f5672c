"""Open a list in the browser: its guess as a preview, corrected there, and then a dashboard of it.

An opened list lives in this process alone, on an address of its own, and is gone when the program
ends. Nothing is written but temporary files, which are deleted at once. See
`docs/decisions/0023-open-a-list.md`.
"""

from __future__ import annotations

import json
import tempfile
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

import waitress
from flask import request

from dashboard.store import in_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dash import Dash
    from flask import Flask

    from dashboard.imports import Options
    from dashboard.store import Store

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Hosts on which a list can be opened in the browser without asking for it."""
MOST_BYTES = 64 * 1024 * 1024
"""Of all files together; larger ones are opened from the command line."""
MOST_OPEN = 6
"""Lists that are open at once; the one opened first is closed for the next."""

Answer = tuple[dict[str, Any], int]


class Opened:
    """The lists that were opened in the browser, each with a server of its own."""

    def __init__(self, make: Callable[[Store, str], Dash], host: str) -> None:
        """Take what makes an app of a store and its address, and the host to serve on."""
        self._make = make
        self._host = host
        self._servers: OrderedDict[str, Any] = OrderedDict()
        self._lock = Lock()

    def add(self, store: Store) -> str:
        """Serve a list; its address."""
        server = waitress.create_server(_later, host=self._host, port=0, threads=4)
        named = f"[{self._host}]" if ":" in self._host else self._host
        address = f"http://{named}:{server.effective_port}/"
        server.application = self._make(store, address).server
        Thread(target=server.run, daemon=True).start()
        with self._lock:
            self._servers[address] = server
            over = [
                self._servers.popitem(last=False) for _ in range(len(self._servers) - MOST_OPEN)
            ]
        for _, old in over:
            old.trigger.pull_trigger(old.close)
        return address


def _later(_environ: Any, _start: Any) -> Any:
    raise RuntimeError("asked before the list was ready")


def register(server: Flask, opened: Opened) -> None:
    """Add the two routes of the dialog to the server that Dash runs on."""
    server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES

    @server.post("/open/preview")
    def show_preview() -> Answer:
        """What the files would become, as data."""
        return _answered(_previewed)

    @server.post("/open")
    def open_files() -> Answer:
        """Serve what the files hold; where, and what became of every row."""
        return _answered(lambda files, options: _served(files, options, opened))

    @server.errorhandler(413)
    def too_large(_error: Any) -> Answer:
        """A file that does not fit."""
        words = f"The files are larger than {MOST_BYTES // 1024 // 1024} MB together."
        return {"error": f"{words} Open them from the command line: sourceline FILE"}, 413


def _previewed(files: list[Path], options: Options) -> dict[str, Any]:
    from dashboard.imports import preview  # noqa: PLC0415 - only where a list is opened

    return asdict(preview(files, options))


def _served(files: list[Path], options: Options, opened: Opened) -> dict[str, Any]:
    from dashboard.imports import open_list  # noqa: PLC0415 - only where a list is opened

    dataset, report = open_list(files, options)
    if report.problems:
        return {"error": "\n".join(map(str, report.problems))}
    return {"address": opened.add(in_memory(dataset)), "said": report.lines()}


def _answered(act: Callable[[list[Path], Options], dict[str, Any]]) -> Answer:
    from dashboard.imports import CannotImportError  # noqa: PLC0415 - only where a list is opened

    if not _is_own_page():
        return {"error": "Only a page of this dashboard can open a list."}, 403
    try:
        with _saved() as files:
            if not files:
                return {"error": "Choose a file first."}, 400
            return act(files, _options()), 200
    except CannotImportError as error:
        return {"error": str(error)}, 422


def _is_own_page() -> bool:
    """Whether the page that asks is ours: any web page could post to this machine."""
    site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    return site in ("", "same-origin") and (not origin or f"{origin}/" == request.host_url)


@contextmanager
def _saved() -> Iterator[list[Path]]:
    """The posted files in a folder that is deleted afterwards, by the names they came with."""
    with tempfile.TemporaryDirectory(prefix="sourceline-") as folder:
        files = []
        for number, file in enumerate(request.files.getlist("files")):
            name = Path((file.filename or "").replace("\\", "/")).name
            safe = name if name not in ("", ".", "..") else "list.csv"
            path = Path(folder) / str(number) / safe
            path.parent.mkdir()
            file.save(path)
            files.append(path)
        yield files


def _options() -> Options:
    """What the page says of the files."""
    from dashboard.imports import CannotImportError, Options  # noqa: PLC0415

    try:
        said = json.loads(request.form.get("options") or "{}")
        known = {"columns", "delimiter", "encoding", "sheet", "header", "directed", "nodes"}
        columns = {str(k): str(v) for k, v in (said.pop("columns", None) or {}).items()}
        return Options(columns=columns, **{k: v for k, v in said.items() if k in known})
    except (ValueError, AttributeError, TypeError) as error:
        raise CannotImportError("What was said of the files is not understood.") from error
