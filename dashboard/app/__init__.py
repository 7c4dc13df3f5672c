"""The Dash app. Nothing here knows how claims are loaded, kept or counted; it asks."""

from __future__ import annotations

import select
from html import escape
from threading import Thread
from typing import TYPE_CHECKING, Any

import waitress
from dash import Dash

from dashboard.app import callbacks, dialogs, layout, routes, uploads, wire
from dashboard.app.answers import Answers
from dashboard.app.page import index
from dashboard.app.uploads import LOOPBACK
from dashboard.export import DEFAULT_URL
from dashboard.store import Store, in_memory

if TYPE_CHECKING:
    from dashboard.model import Dataset

__all__ = ["LOOPBACK", "create_app", "serve"]


class _Page(Dash):
    def interpolate_index(self, *_: Any, **parts: Any) -> str:
        """The page, with addresses of our assets that may be kept for ever."""
        named = {name: wire.named_by_content(part) for name, part in parts.items()}
        html: str = super().interpolate_index(**named)  # type: ignore[no-untyped-call]
        return html


def create_app(data: Dataset | Store, url: str = DEFAULT_URL, *, opens: str = "") -> Dash:
    """Build the dashboard for one data set.

    Args:
        data: a store, or a checked data set whose claims are in memory.
        url: where permalinks in downloads point.
        opens: the host on which lists opened in the browser are served; they cannot be unless
            it is given.
    """
    store = data if isinstance(data, Store) else in_memory(data)
    app = _Page(
        __name__,
        title=escape(f"{store.dataset.about.title} · Sourceline"),
        update_title="",
        index_string=index(wire.asset("favicon.svg"), routes.land_address(store),
                           dialogs.all_of(store.dataset, opens=bool(opens))),
        serve_locally=True,
        suppress_callback_exceptions=True,  # the chart and the table come later
        use_async=False,  # else it is if asgiref is about, and each callback has a thread more
    )  # fmt: skip
    answers = Answers(store)
    app.layout = layout.page(store, answers.traits, opens=bool(opens))
    if answers.scenes.whole:
        answers.scenes.warm()
    else:  # groups of many claims take their time; the page says so where it is quicker
        Thread(target=answers.scenes.warm, daemon=True).start()
    callbacks.register(app, answers)
    routes.register(app.server, answers, url)
    if opens:
        uploads.register(app.server, uploads.Opened(create_app, opens))
    wire.register(app.server)
    return app


def listen(app: Dash, host: str, port: int) -> Any:
    """A server that has its port, and answers once it is run.

    A browser keeps up to six connections open. Waitress takes a hundred unless told otherwise:
    the eighteenth person would wait until another one's have been idle for two minutes.

    Raises:
        OSError: the address is taken or not ours.
    """
    polls = hasattr(select, "poll")  # without it, as on Windows, 512 are the most
    return waitress.create_server(
        app.server, host=host, port=port, threads=8,
        connection_limit=1000 if polls else 400, asyncore_use_poll=polls,
    )  # fmt: skip


def serve(app: Dash, host: str, port: int) -> None:
    """Serve until interrupted.

    Raises:
        OSError: the address is taken or not ours.
    """
    server = listen(app, host, port)
    shown = f"[{host}]" if ":" in host else host
    print(f"Sourceline is on http://{shown}:{port}/ (stop with Ctrl+C)", flush=True)  # noqa: T201
    try:
        server.run()
    finally:
        server.close()
