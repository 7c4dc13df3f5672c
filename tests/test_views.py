"""The views as data: what is drawn, charted and listed for the claims that are kept."""

from __future__ import annotations

import json
from base64 import b64decode
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go
import pytest
from asked import answer, store_of

from dashboard import geo
from dashboard.model import fields
from dashboard.selection import Selection, keep, parse
from dashboard.theme import DARK, LIGHT, PATTERNS, SHAPES
from dashboard.views import drawing, table, timeline
from dashboard.views.words import counted, hover_words, tie_words, when, who

if TYPE_CHECKING:
    from conftest import Copy

    from dashboard.model import Dataset
    from dashboard.store import Years
    from dashboard.theme import Theme

Element = dict[str, Any]


@pytest.fixture(scope="module")
def drawn(tiny: Dataset) -> dict[str, Element]:
    """The elements of the tiny data by id; ids that stand twice would be lost here."""
    elements = drawing.elements(store_of(tiny))
    found = {element["data"]["id"]: element["data"] for element in elements}
    assert len(found) == len(elements), "every element has an id of its own"
    return found


def edges_of(drawn: dict[str, Element]) -> dict[str, Element]:
    return {i: data for i, data in drawn.items() if "source" in data}


# ---------------------------------------------------------------------------------- drawing


def test_each_claim_is_one_element_between_its_nodes(
    drawn: dict[str, Element], tiny: Dataset
) -> None:
    edges = edges_of(drawn)
    assert sorted(edges) == sorted(tiny.edges["id"])
    for edge, data in edges.items():
        assert (data["source"], data["target"]) == (
            tiny.edge(edge)["source"], tiny.edge(edge)["target"],
        )  # fmt: skip
        assert data["source"] in drawn
        assert data["target"] in drawn


def test_elements_can_be_sent_as_json(tiny: Dataset) -> None:
    elements = drawing.elements(store_of(tiny))
    assert json.loads(json.dumps(elements, allow_nan=False)) == elements


def test_bundled_elements_have_ids_of_their_own(shipped: Dataset) -> None:
    ids = [element["data"]["id"] for element in drawing.elements(store_of(shipped))]
    assert len(ids) == len(set(ids))
    assert set(ids) >= {*shipped.edges["id"], *shipped.nodes}


@pytest.mark.parametrize("which", ["tiny", "shipped"])
def test_claims_of_one_tie_bow_apart_and_evenly_to_both_sides(
    request: pytest.FixtureRequest, which: str
) -> None:
    """A bow is measured from source to target: on the way back the same is the other side."""
    dataset: Dataset = request.getfixturevalue(which)
    bows: defaultdict[str, list[float]] = defaultdict(list)
    for element in drawing.elements(store_of(dataset)):
        data = element["data"]
        if "source" in data and data["source"] != data["target"]:
            first, second = sorted((data["source"], data["target"]))
            side = 1 if data["source"] == first else -1
            bows[f"{first}|{second}"].append(side * data["bow"])
    for tie, sides in bows.items():
        sides.sort()
        assert len(set(sides)) == len(sides) == len(dataset.ties[tie])
        assert sides == [-side for side in reversed(sides)], f"{tie} is even"
        assert all(b - a == 1 for a, b in pairwise(sides))
    assert max(map(len, bows.values())) >= 4


def test_loops_of_one_node_have_bows_of_their_own(copy: Copy) -> None:
    row = "b-09,none,rebuilt,none,Again.,,,,article,done,,alpha,8,None has,,,high,,core,,\n"
    copy.write("data/bodies.csv", copy.text("data/bodies.csv") + row)
    edges = [e["data"] for e in drawing.elements(store_of(copy.load())) if "source" in e["data"]]
    assert sorted(e["bow"] for e in edges if e["source"] == e["target"]) == [-0.5, 0.5]


def test_context_and_mode_are_told_by_more_than_colour(drawn: dict[str, Element]) -> None:
    edges = edges_of(drawn)
    assert {i for i, data in edges.items() if data.get("context")} == {"b-07", "b-08"}
    assert {i: edges[i]["pattern"] for i in ("v-01", "b-01", "b-05", "b-06")} == {
        "v-01": "solid", "b-01": "dashed", "b-05": "dotted", "b-06": "solid",
    }  # fmt: skip


def test_a_node_stands_where_its_place_is_projected(
    drawn: dict[str, Element], tiny: Dataset
) -> None:
    centre = drawing.meridian(store_of(tiny))
    for node in tiny.nodes.values():
        place = tiny.place_of(node.id)
        if place is None:
            assert "map" not in drawn[node.id], "without a place it is not on the map"
            assert "fan" not in drawn[node.id]
        else:
            x, y = geo.project(place.lon, place.lat, centre)
            assert drawn[node.id]["map"] == [round(x, 2), round(y, 2)]


def test_a_place_on_the_equator_is_placed(drawn: dict[str, Element]) -> None:
    x, y = drawn["el-nino-fund"]["map"]
    assert y == 0
    assert x < -100


def test_no_node_without_a_place_is_in_the_gulf_of_guinea(
    drawn: dict[str, Element], tiny: Dataset
) -> None:
    gulf = list(geo.project(0, 0, drawing.meridian(store_of(tiny))))
    assert [data["id"] for data in drawn.values() if data.get("map") == gulf] == []
    assert {"ana-diaz", "minus-group", "spring-round", "wang-x"} == {
        node for node in tiny.nodes if "map" not in drawn[node]
    }


def test_nodes_of_one_place_fan_out_with_the_place_in_the_middle(
    drawn: dict[str, Element],
) -> None:
    fans = {node: tuple(drawn[node]["fan"]) for node in ("lodz", "lodz-office", "blue-chamber")}
    assert fans["lodz"] == (0, 0)
    assert len(set(fans.values())) == 3
    assert drawn["place:lodz-pl"]["label"] == "Łódź"
    assert "Namibia" in drawn["place:namibia-na"]["label"]
    assert drawn["place:namibia-na"]["border"] == "dashed"


def test_a_selection_moves_nothing(tiny: Dataset) -> None:
    assert drawing.elements(store_of(tiny)) == drawing.elements(store_of(tiny))
    shown = drawing.shown(store_of(tiny), Selection(country=("EC",)))
    assert shown == {"edges": ["b-05"], "nodes": ["el-nino-fund", "minus-group"]}


def test_what_is_unplaced_is_listed_with_the_reason(tiny: Dataset) -> None:
    kept = answer(tiny, Selection(context="1"))
    found = {
        row.edge: row.reason for row in drawing.unplaced(store_of(tiny), Selection(context="1"))
    }
    assert found == {
        "b-04": "no place is given for -Minus Group",
        "b-05": "no place is given for -Minus Group",
        "b-07": "no place is given for Ana Díaz or -Minus Group",
        "v-06": 'no place is given for Wang X or Round, "spring"\nof 2017',
    }
    assert len(found) == kept.unplaced


def test_a_redacted_name_is_drawn_as_such(drawn: dict[str, Element]) -> None:
    assert [i for i, data in drawn.items() if data.get("redacted")] == ["wang-x"]


def test_styles_know_every_kind_and_pattern() -> None:
    for theme in (LIGHT, DARK):
        selectors = [style["selector"] for style in drawing.stylesheet(theme)]
        assert {f"node[kind = '{kind}']" for kind in SHAPES} <= set(selectors)
        patterns = set(PATTERNS.values()) - {"solid"}
        assert {f"edge[pattern = '{pattern}']" for pattern in patterns} <= set(selectors)


# --------------------------------------------------------------------------------- timeline


def charted(around: Years, selection: Selection, theme: Theme) -> go.Figure:
    """The chart with its numbers unpacked; Plotly refuses a property that is not one."""

    def unpacked(part: Any) -> Any:
        if isinstance(part, list):
            return [unpacked(one) for one in part]
        if not isinstance(part, dict):
            return part
        if part.keys() == {"dtype", "bdata"}:
            return np.frombuffer(b64decode(part["bdata"]), "<" + part["dtype"])
        return {name: unpacked(value) for name, value in part.items()}

    return go.Figure(unpacked(timeline.figure(around, selection, theme)))


def bars(dataset: Dataset, selection: Selection) -> dict[int, int]:
    chart = charted(answer(dataset, selection).around, selection, LIGHT)
    totals: defaultdict[int, int] = defaultdict(int)
    for trace in chart.data:
        for year, count in zip(trace.x, trace.y, strict=True):
            totals[year] += count
    return dict(totals)


@pytest.mark.parametrize("query", ["", "country=NA", "undated=0&context=1", "document=alpha",
                                   "from=2016&to=2017", "modality=planned"])  # fmt: skip
@pytest.mark.parametrize("which", ["tiny", "shipped"])
def test_a_bar_is_as_high_as_the_claims_one_would_see_with_that_year(
    request: pytest.FixtureRequest, which: str, query: str
) -> None:
    dataset: Dataset = request.getfixturevalue(which)
    selection, said = parse(query.replace("alpha", next(iter(dataset.documents))), dataset)
    assert said == []
    dated = selection.having("undated", "0")
    for year, count in bars(dataset, selection).items():
        that = dated.having("first", str(year)).having("last", str(year))
        assert count == len(keep(dataset.edges, that)), year


def test_the_years_run_from_the_first_that_is_named_to_the_last(tiny: Dataset) -> None:
    years = sorted(bars(tiny, Selection()))
    assert years == list(range(1992, 2020)), "open ends name no year"
    assert bars(tiny, Selection(country=("EC",))) == {}


def test_years_outside_the_filter_are_pale(tiny: Dataset) -> None:
    selection = Selection(first="2016-12-31", last="2017")
    chart = charted(answer(tiny, selection).around, selection, DARK)
    for trace in chart.data:
        bright = [y for y, o in zip(trace.x, trace.marker.opacity, strict=True) if o == 1]
        assert bright == [2016, 2017]


def test_each_mode_has_bars_of_its_own_pattern(tiny: Dataset) -> None:
    chart = charted(answer(tiny, Selection(context="1")).around, Selection(), LIGHT)
    shapes = [trace.marker.pattern.shape for trace in chart.data]
    assert len(set(shapes)) == len(shapes) == 3
    dotted = {trace.name: sum(trace.y) for trace in chart.data}
    assert dotted["voiced, alleged, opinion"] == 1, "b-07 of 2020; b-05 and b-08 are undated"


def test_the_chart_asks_nothing_of_the_net(tiny: Dataset) -> None:
    chart = charted(answer(tiny, Selection()).around, Selection(), LIGHT)
    assert "sendDataToCloud" in chart.layout.modebar.remove
    assert "http" not in chart.to_json()


def test_the_chart_travels_as_numbers_without_a_template(tiny: Dataset) -> None:
    sent = timeline.figure(answer(tiny, Selection()).around, Selection(), LIGHT)
    for trace in sent["data"]:
        for numbers in (trace["x"], trace["y"], trace["marker"]["opacity"]):
            assert numbers.keys() == {"dtype", "bdata"}
    assert "template" not in sent["layout"]


def test_the_chronicle_is_every_dated_claim_once(tiny: Dataset) -> None:
    years, _ = timeline.chronicle(store_of(tiny), Selection(context="1"))
    told = [(year, row["id"]) for year, rows in years for row in rows]
    assert [edge for _, edge in told] == [
        "b-04", "b-02", "b-03", "v-04", "v-05", "v-06", "v-01", "v-02", "v-07", "b-07",
    ]  # fmt: skip
    assert [year for year, _ in told] == [0, 1992, 2004, 2016, 2016, 2017, 2017, 2018, 2019, 2020]


# ------------------------------------------------------------------------------------ table


def test_a_row_of_the_table_is_a_kept_claim_with_labels(tiny: Dataset) -> None:
    rows = table.rows(store_of(tiny), Selection())
    assert [row["id"] for row in rows] == list(keep(tiny.edges, Selection())["id"])
    first = next(row for row in rows if row["id"] == "v-01")
    assert (first["claim_status"], first["modality"]) == ("Leaked paper", "Done")
    assert (first["source_name"], first["relation_label"]) == ("Urząd Miasta Łódź", "hosted")
    assert first["paragraph"] == 2
    assert json.loads(json.dumps(rows, allow_nan=False)) == rows


def test_the_columns_of_the_table_are_those_of_fields(tiny: Dataset) -> None:
    columns = table.columns(tiny)
    shown = fields("edges", shown="table")
    assert [c["field"] for c in columns] == [f.name for f in shown]
    assert [c["headerTooltip"] for c in columns] == [f.meaning for f in shown]
    assert all(c["headerName"] for c in columns)


# ------------------------------------------------------------------------------------ words


def test_claims_in_words(tiny: Dataset) -> None:
    assert tie_words(tiny.edge("v-04")) == "None met =Sum & Sons"
    assert tie_words(tiny.edge("b-01")).startswith("Planned: Urząd Miasta Łódź signed an")
    assert who(tiny.edge("b-07")) == "Commentator: Ana Díaz"
    assert who(tiny.edge("v-01")) == "Leaked paper"
    assert hover_words(tiny.edge("v-04")) == (
        "None met =Sum & Sons\n2016 to 2019 · The article · done"
    )


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("", "", "undated"),
        ("2017", "", "2017"),
        ("", "2017", "2017"),
        ("2017", "2017", "2017"),
        ("2016", "2017", "2016 to 2017"),
        ("1992", "..", "1992 and on"),
        ("..", "1999", "1999 or earlier"),
        ("2016~", "", "2016~"),
    ],
)
def test_when_a_claim_was(start: str, end: str, words: str) -> None:
    assert when({"start": start, "end": end}) == words


def test_numbers_with_their_noun() -> None:
    assert [counted(n, "claim") for n in (0, 1, 2, 1200)] == [
        "0 claims", "1 claim", "2 claims", "1,200 claims",
    ]  # fmt: skip
    assert counted(2, "country", "countries") == "2 countries"


def test_bars_of_a_list_without_modes_are_of_one_pattern(tiny: Dataset) -> None:
    silent = replace(tiny, edges=tiny.edges.assign(modality=""))
    chart = charted(answer(silent, Selection(context="1")).around, Selection(), LIGHT)
    [trace] = chart.data
    assert trace.name == "claims"
    whole = charted(answer(tiny, Selection(context="1")).around, Selection(), LIGHT)
    summed = [sum(counts) for counts in zip(*(t.y for t in whole.data), strict=True)]
    assert list(trace.y) == summed
