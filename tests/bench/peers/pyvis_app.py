"""A network of pyvis, made anew for each filter and shown in a frame.

`python pyvis_app.py list.csv 8060`
"""

import sys

import pandas as pd
import waitress
from dash import Dash, Input, Output, dcc, html
from pyvis.network import Network

claims = pd.read_csv(sys.argv[1], keep_default_na=False, na_values={"year": [""]})
countries = sorted({*claims["source_country"], *claims["target_country"]} - {""})
dated = claims["year"].notna().any()
first, last = (int(claims["year"].min()), int(claims["year"].max())) if dated else (0, 1)

app = Dash(__name__)
app.layout = html.Div([
    html.H1("Network"),
    dcc.Dropdown(countries, None if dated else countries[0], id="country"),
    dcc.RangeSlider(first, last, 1, value=[last - 1, last], id="years",
                    marks={first: str(first), last: str(last)}),
    html.P(id="said"),
    html.Iframe(id="graph", style={"width": "100%", "height": "620px"}),
])  # fmt: skip


def kept(country: str | None, years: list[int]) -> pd.DataFrame:
    shown = claims
    if country:
        shown = shown[(shown["source_country"] == country) | (shown["target_country"] == country)]
    if dated and list(years) != [first, last]:
        shown = shown[shown["year"].between(years[0], years[1])]
    return shown


@app.callback(
    Output("graph", "srcDoc"),
    Output("said", "children"),
    Input("country", "value"),
    Input("years", "value"),
)
def draw(country: str | None, years: list[int]) -> tuple[str, str]:
    shown = kept(country, years)
    network = Network(height="600px", cdn_resources="in_line")
    network.add_nodes(sorted({*shown["source"], *shown["target"]}))
    network.add_edges(list(zip(shown["source"], shown["target"], strict=True)))
    return network.generate_html(), f"{len(shown):,} of {len(claims):,} claims"


if __name__ == "__main__":
    waitress.serve(app.server, host="127.0.0.1", port=int(sys.argv[2]), threads=8)
