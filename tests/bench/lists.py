"""The lists that are measured, each in the forms that its programs read; made once and kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from tests.bench.processes import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.model import Dataset

SIZES = (300, 2_000, 20_000, 100_000, 1_000_000)
ROUTES = "routes"
"""A real list: the routes of the world's airlines (OpenFlights, ODbL), 67,663 rows, no years."""
REAL = ROOT.parent / "shared" / "realdata" / "openflights"
REAL_FILES = (REAL / "routes.dat", REAL / "airports.dat")
LARGEST = 1_000_000
"""Claims that are drawn at random; a longer list repeats these under other ids."""
COUNTED = ["source_country", "target_country", "earliest", "latest", "dated", "layer"]


@dataclass(frozen=True)
class Listed:
    """A list.

    Attributes:
        name: of the list, `synthetic-2000` or `routes`.
        packed: as Sourceline opens it.
        table: as anybody has it, a CSV file with a row for each claim.
        sources: the files it was published as.
    """

    name: str
    packed: Path
    table: Path
    sources: tuple[Path, ...]

    @cached_property
    def claims(self) -> int:
        """How many claims it has."""
        return len(self.rows)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """What a filter of years and countries looks at, with the `year` that is in the table."""
        rows = pd.read_parquet(self.packed, columns=COUNTED)
        year = pd.read_csv(self.table, usecols=["year"], keep_default_na=False, na_values=[""])
        return rows.assign(year=year["year"])

    @cached_property
    def countries(self) -> list[str]:
        """The countries of either end, the most frequent first."""
        both = pd.concat([self.rows["source_country"], self.rows["target_country"]]).astype(str)
        return [name for name in both.value_counts().index if name]

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The first and last year of the table; `None` if it has none."""
        year = self.rows["year"]
        return (int(year.min()), int(year.max())) if year.notna().any() else None


def prepared(name: str, folder: Path) -> Listed:
    """A list, made if it is not there yet.

    Args:
        name: a number of claims, or `routes`.
        folder: where lists are kept.

    Raises:
        FileNotFoundError: the real list is not at hand.
    """
    stem = f"synthetic-{int(name)}" if name.isdigit() else name
    packed, table = folder / f"{stem}.parquet", folder / f"{stem}.csv"
    if not (packed.exists() and table.exists()):
        folder.mkdir(parents=True, exist_ok=True)
        if name.isdigit() and int(name) > LARGEST:
            _repeated(int(name), folder, packed)
        else:
            _write(synthetic_or_real(name), packed, table)
    sources = (table,) if name.isdigit() else REAL_FILES
    return Listed(stem, packed, table, sources)


def synthetic_or_real(name: str) -> Dataset:
    """The data set of a name."""
    if name.isdigit():
        from tests.bench.synthetic import synthetic  # noqa: PLC0415 - quick --help

        return synthetic(int(name))
    from dashboard.imports import open_list  # noqa: PLC0415

    if not REAL.is_dir():
        raise FileNotFoundError(f"{REAL.name} is not beside this checkout, in shared/realdata")
    return open_list(REAL_FILES)[0]


def _write(dataset: Dataset, packed: Path, table: Path) -> None:
    from dashboard.store.pack import pack  # noqa: PLC0415

    edges = dataset.edges
    ends = [f"{end}_{what}" for end in ("source", "target") for what in ("kind", "country")]
    plain = edges[["source", "target", *ends, "relation_label", "document_title"]].rename(
        columns={"relation_label": "relation", "document_title": "report"}
    )
    plain["year"] = edges["start"].str.extract(r"^(\d{4})", expand=False).fillna("")
    plain.to_csv(table, index=False)
    pack(dataset, packed)


def _repeated(claims: int, folder: Path, path: Path) -> None:
    import polars as pl  # noqa: PLC0415 - an extra

    from dashboard.store.opening import nodes_beside  # noqa: PLC0415

    part = prepared(str(LARGEST), folder).packed
    told: dict[str, Any] = json.loads(pl.read_parquet_metadata(part)["sourceline"])
    times = claims // LARGEST
    copies = [
        pl.scan_parquet(part).with_columns(
            pl.col("row") + LARGEST * n, pl.col("id").str.replace("e", f"e{n}-", literal=True)
        )
        for n in range(times)
    ]
    told["claims"] = LARGEST * times
    pl.concat(copies).sink_parquet(path, compression="snappy", row_group_size=122_880,
                                   metadata={"sourceline": json.dumps(told)})  # fmt: skip
    nodes_beside(path).write_bytes(nodes_beside(part).read_bytes())
