"""The usual tutorial: pandas filters, networkx lays out, Plotly draws, in one callback.

`python plotly_app.py list.csv 8060`
"""

import sys

import networkx as nx
import pandas as pd
import plotly.graph_objects as go
import waitress
from dash import Dash, Input, Output, dcc, html

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
    dcc.Graph(id="graph", style={"height": 600}),
])  # fmt: skip


def kept(country: str | None, years: list[int]) -> pd.DataFrame:
    shown = claims
    if country:
        shown = shown[(shown["source_country"] == country) | (shown["target_country"] == country)]
    if dated and list(years) != [first, last]:
        shown = shown[shown["year"].between(years[0], years[1])]
    return shown


@app.callback(
    Output("graph", "figure"),
    Output("said", "children"),
    Input("country", "value"),
    Input("years", "value"),
)
def draw(country: str | None, years: list[int]) -> tuple[go.Figure, str]:
    shown = kept(country, years)
    graph = nx.from_pandas_edgelist(shown, "source", "target")
    at = nx.spring_layout(graph, seed=1)
    line_x, line_y = [], []
    for a, b in graph.edges():
        line_x += [at[a][0], at[b][0], None]
        line_y += [at[a][1], at[b][1], None]
    lines = go.Scatter(x=line_x, y=line_y, mode="lines", hoverinfo="none",
                       line={"width": 0.5, "color": "#888"})  # fmt: skip
    nodes = go.Scatter(
        x=[at[node][0] for node in graph], y=[at[node][1] for node in graph],
        mode="markers", hoverinfo="text", text=[str(node) for node in graph],
        marker={"size": 10, "colorscale": "YlGnBu", "showscale": True,
                "color": [graph.degree(node) for node in graph]},
    )  # fmt: skip
    figure = go.Figure([lines, nodes])
    figure.update_layout(
        showlegend=False, hovermode="closest", margin={"b": 20, "l": 5, "r": 5, "t": 40},
        xaxis={"showgrid": False, "zeroline": False, "showticklabels": False},
        yaxis={"showgrid": False, "zeroline": False, "showticklabels": False},
    )  # fmt: skip
    return figure, f"{len(shown):,} of {len(claims):,} claims"


if __name__ == "__main__":
    waitress.serve(app.server, host="127.0.0.1", port=int(sys.argv[2]), threads=8)
