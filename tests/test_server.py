"""The server with many people at once."""

from __future__ import annotations

import http.client
import threading
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest

from dashboard.app import create_app, listen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.model import Dataset

PEOPLE, EACH = 50, 6


@pytest.fixture
def port(tiny: Dataset) -> Iterator[int]:
    server = listen(create_app(tiny), "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.effective_port
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=10)
    server.task_dispatcher.shutdown()


def test_fifty_browsers_that_keep_their_connections_leave_room_for_another(port: int) -> None:
    with ExitStack() as kept:
        for _ in range(PEOPLE * EACH):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            kept.enter_context(closing(line))
            line.connect()
        line.request("GET", "/_dash-dependencies", headers={"Accept-Encoding": "gzip"})
        answer = line.getresponse()
        assert (answer.status, answer.getheader("Content-Encoding")) == (200, "gzip")
        answer.read()
        line.request("GET", "/edges.csv", headers={"Accept-Encoding": "gzip"})
        answer = line.getresponse()
        assert answer.getheader("Transfer-Encoding") == "chunked"
        assert answer.read()[:2] == b"\x1f\x8b"
