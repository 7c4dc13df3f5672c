"""FollowTheMoney: entities by hand-written expectation, and as its own library reads them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from asked import store_of
from exported import listed

from dashboard.export import FILES
from dashboard.export.ftm import SCHEMATA, entity_id, prefixes
from dashboard.model import KINDS
from dashboard.selection import Selection, parse

if TYPE_CHECKING:
    from dashboard.model import Dataset

URL = "https://tiny.example/"
EVERYTHING = Selection(context="1")


def entities(dataset: Dataset, selection: Selection = EVERYTHING) -> list[dict[str, Any]]:
    content = b"".join(FILES["ftm"].pieces(store_of(dataset), selection, "exact", URL))
    return [json.loads(line) for line in content.decode().split("\n")[:-1]]


def by_id(dataset: Dataset) -> dict[str, dict[str, Any]]:
    return {entity["id"]: entity for entity in entities(dataset)}


def test_every_kind_of_node_has_a_schema() -> None:
    assert [*SCHEMATA] == [kind.id for kind in KINDS]


def test_a_claim_is_a_link_with_its_source(tiny: Dataset) -> None:
    link = by_id(tiny)["tiny-harbours-claim-v-01"]
    said = link["properties"].pop("description")
    assert link == {
        "id": "tiny-harbours-claim-v-01",
        "schema": "UnknownLink",
        "properties": {
            "subject": ["tiny-harbours-node-lodz-office"],
            "object": ["tiny-harbours-node-liuzhou-group"],
            "role": ["hosted"],
            "summary": ["The office of Łódź received the group from 柳州."],
            "status": ["Done"],
            "startDate": ["2017-05-03"],
            "recordId": ["v-01"],
            "publisher": ["The Tide Post"],
            "sourceUrl": [tiny.edge("v-01")["passage_url"]],
            "proof": ["tiny-harbours-document-alpha"],
        },
    }
    assert said == [
        "Who says it: Leaked paper\nMode: Done\nParagraph: 2\n"
        "Underlying paper: [Letter of the tides]\nStart (EDTF): 2017-05-03\n"
        "Date: date of the event\nConfidence: high\nQuantity: 0\n"
        f"Permalink: {URL}?focus=v-01"
    ]


def test_what_was_only_planned_or_withdrawn_is_said(tiny: Dataset) -> None:
    found = by_id(tiny)
    assert found["tiny-harbours-claim-b-01"]["properties"]["status"] == ["Planned"]
    assert found["tiny-harbours-claim-v-07"]["properties"]["status"] == ["Done", "Retracted"]


def test_a_document_is_an_article(tiny: Dataset) -> None:
    alpha = by_id(tiny)["tiny-harbours-document-alpha"]
    assert alpha["schema"] == "Article"
    assert alpha["properties"]["sourceUrl"] == ["https://tide-post.example/harbour-talk"]
    assert alpha["properties"]["publishedAt"] == ["2020-08-18"]
    assert alpha["properties"]["publisher"] == ["The Tide Post"]
    assert "Reliability: C" in alpha["properties"]["summary"][0]


def test_a_place_is_an_address_on_the_map(tiny: Dataset) -> None:
    lodz = by_id(tiny)["tiny-harbours-node-lodz"]
    assert lodz["schema"] == "Address"
    assert lodz["properties"] == {
        "name": ["Łódź"], "country": ["pl"], "keywords": ["Place"], "full": ["Łódź, Poland"],
        "latitude": ["51.77"], "longitude": ["19.46"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2017", "", ("2017", "")),
        ("2017-05", "", ("2017-05", "")),
        ("2017-05-03", "", ("2017-05-03", "")),
        ("2016~", "", ("2016", "")),
        ("2020-02", "2020-02-29", ("2020-02", "2020-02-29")),
        ("2016", "2019", ("2016", "2019")),
        ("2004-06/2006-08", "", ("2004-06", "2006-08")),
        ("1992", "..", ("1992", "")),
        ("1992/..", "", ("1992", "")),
        ("../1999", "", ("", "1999")),
        ("..", "1999", ("", "1999")),
        ("201X", "", ("2010", "2019")),
        ("19XX", "2001", ("1900", "2001")),
        ("2001-21", "", ("2001-03", "2001-05")),
        ("2004-06-XX", "", ("2004-06", "")),
        ("", "", ("", "")),
        ("XXXX", "", ("", "")),
    ],
)
def test_dates_are_years_months_or_days(start: str, end: str, expected: tuple[str, str]) -> None:
    assert prefixes(start, end) == expected


def test_ids_are_of_the_form_it_takes_and_never_meet() -> None:
    names = ["a_b", "a-b", "a.b", "a.5fb", "a-", "a", "a.2d", "A", "é", "000_3071"]
    found = [entity_id("set", "node", name) for name in names]
    assert len({*found}) == len(names)
    assert found[:3] == ["set-node-a.5fb", "set-node-a-b", "set-node-a.2eb"]


def test_text_is_composed_and_without_control_characters(tiny: Dataset) -> None:
    """The bundle's ñ is two characters, as printed; FollowTheMoney would compose it anyway."""
    assert "n\u0303" in tiny.nodes["el-nino-fund"].name + tiny.nodes["el-nino-fund"].aliases[1]
    name = by_id(tiny)["tiny-harbours-node-el-nino-fund"]["properties"]["name"]
    assert name == ["Fundación El Ni\u00f1o"]


def test_columns_of_a_list_do_not_break_it(tiny: Dataset) -> None:
    link = by_id(listed(tiny))[f"tiny-harbours-claim-{tiny.edges['id'].iloc[1]}"]
    assert "Cited source: =log of 1999" in link["properties"]["description"][0]
    assert "status" not in link["properties"]


def test_it_holds_what_the_selection_keeps(tiny: Dataset) -> None:
    selection, _ = parse("relation=met", tiny)
    found = [entity["id"].removeprefix("tiny-harbours-") for entity in entities(tiny, selection)]
    assert found == [
        "node-none", "node-sum-and-sons", "document-alpha", "document-beta",
        "claim-v-04", "claim-v-05",
    ]  # fmt: skip


REASON = "followthemoney is not installed (it builds on ICU): pip install -e '.[ftm]'"


@pytest.mark.parametrize("which", ["tiny", "shipped"])
def test_its_own_library_reads_every_value(request: pytest.FixtureRequest, which: str) -> None:
    """Nothing is dropped or changed when each value is cleaned for its type."""
    model = pytest.importorskip("followthemoney", reason=REASON).model
    found = entities(request.getfixturevalue(which))
    known = {entity["id"]: entity["schema"] for entity in found}
    assert len(known) == len(found)
    for entity in found:
        proxy = model.get_proxy(entity, cleaned=False)
        assert proxy.schema.name == entity["schema"]
        assert proxy.id == entity["id"]
        read = {name: sorted(proxy.get(name)) for name in entity["properties"]}
        assert read == {name: sorted(values) for name, values in entity["properties"].items()}
        model.get(entity["schema"]).validate(entity)
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert model.get(known[value]).is_a(prop.range)
