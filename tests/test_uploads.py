"""Lists opened in the browser, asked over HTTP."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from dashboard.app import create_app, uploads

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from dashboard.model import Dataset

LIST = b"from,to,relation,year\nAda,Ben,wrote to,1997\nBen,Cem,met,1998\nAda,,met,1999\n"


@pytest.fixture(scope="module")
def client(tiny: Dataset) -> FlaskClient:
    return create_app(tiny, opens="127.0.0.1").server.test_client()


def post(
    client: FlaskClient, where: str, *files: tuple[str, bytes], options: Any = None, **headers: str
) -> TestResponse:
    data = {"files": [(io.BytesIO(content), name) for name, content in files]}
    said = {"options": json.dumps(options)} if options is not None else {}
    return client.post(where, data={**data, **said}, headers=headers)


def test_a_preview_says_what_the_file_would_become(client: FlaskClient) -> None:
    found = post(client, "/open/preview", ("ties.csv", LIST)).get_json()
    assert found["mapping"] == {"source": "from", "target": "to", "relation": "relation",
                                "year": "year"}  # fmt: skip
    counts = found["counts"]
    assert (counts["read"], counts["kept"], counts["aside"], counts["nodes"]) == (3, 2, 1, 3)
    [file] = found["files"]
    assert [column["name"] for column in file["columns"]] == ["from", "to", "relation", "year"]
    assert file["first"][0] == [2, ["Ada", "Ben", "wrote to", "1997"]]


def test_a_correction_is_followed(client: FlaskClient) -> None:
    said = {"columns": {"source": "to", "target": "from"}, "directed": False}
    found = post(client, "/open/preview", ("ties.csv", LIST), options=said).get_json()
    assert (found["mapping"]["source"], found["mapping"]["target"]) == ("to", "from")
    assert found["directed"] is False


def test_an_opened_list_is_served_and_says_what_became_of_it(client: FlaskClient) -> None:
    answer = post(client, "/open", ("ties.csv", LIST)).get_json()
    assert "Read 3 rows, kept 2, set 1 aside: 2 edges between 3 nodes." in answer["said"]
    served = urlopen(f"{answer['address']}edges.csv?format=exact").read().decode()
    assert "Ada" in served
    assert served.count("\n") == 3
    assert f"{answer['address']}?focus=" in served, "permalinks lead to where it is"
    health = json.loads(urlopen(f"{answer['address']}health").read())
    assert health["claims"] == 2
    with pytest.raises(URLError, match=r"40[45]"):
        urlopen(f"{answer['address']}open", data=b"")


def test_only_some_lists_are_open_at_once(tiny: Dataset) -> None:
    client = create_app(tiny, opens="127.0.0.1").server.test_client()
    addresses = [post(client, "/open", ("ties.csv", LIST)).get_json()["address"]
                 for _ in range(uploads.MOST_OPEN + 1)]  # fmt: skip
    assert len({*addresses}) == uploads.MOST_OPEN + 1
    for address in addresses[1:]:
        assert json.loads(urlopen(f"{address}health").read())["claims"] == 2
    for _ in range(100):
        try:
            urlopen(f"{addresses[0]}health", timeout=5).read()
        except OSError:
            return
    pytest.fail("the first is still open")


@pytest.mark.parametrize("headers", [
    {"Origin": "http://elsewhere.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
])  # fmt: skip
def test_no_other_page_opens_a_list(client: FlaskClient, headers: dict[str, str]) -> None:
    for where in ("/open", "/open/preview"):
        answer = client.post(where, data={"files": [(io.BytesIO(LIST), "a.csv")]}, headers=headers)
        assert answer.status_code == 403
        assert answer.get_json() == {"error": "Only a page of this dashboard can open a list."}


def test_what_cannot_be_opened_is_said(client: FlaskClient) -> None:
    assert post(client, "/open").status_code == 400
    no_list = post(client, "/open/preview", ("notes.csv", b"only one column\nof words\n"))
    assert no_list.status_code == 422
    assert "notes.csv" in no_list.get_json()["error"]
    odd = post(client, "/open/preview", ("ties.csv", LIST), options=["?"])
    assert odd.get_json() == {"error": "What was said of the files is not understood."}


def test_a_name_that_leads_elsewhere_stays_in_the_folder(client: FlaskClient) -> None:
    found = post(client, "/open/preview", ("../../ties.csv", LIST)).get_json()
    assert found["files"][0]["name"] == "ties.csv"
    found = post(client, "/open/preview", ("..", LIST)).get_json()
    assert "error" not in found


def test_files_that_are_too_large_are_refused(
    tiny: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 200)
    client = create_app(tiny, opens="127.0.0.1").server.test_client()
    answer = post(client, "/open", ("ties.csv", LIST * 20))
    assert answer.status_code == 413
    assert answer.get_json()["error"].endswith("sourceline FILE")


def test_elsewhere_no_list_is_opened(tiny: Dataset) -> None:
    client = create_app(tiny).server.test_client()
    assert post(client, "/open", ("ties.csv", LIST)).status_code in (404, 405)
