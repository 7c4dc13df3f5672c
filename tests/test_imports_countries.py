"""Countries: which system of codes a column is in, and that no value is guessed alone."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pycountry
import pytest
from lists import opened, real

from dashboard import geo
from dashboard.imports import CannotImportError
from dashboard.imports.countries import CODES, SYSTEMS, read_countries

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("values", "heading", "system", "codes"),
    [
        (["Germany", "Viet Nam", "Korea, Dem. Rep.", "Côte d'Ivoire", "cote divoire"], "country",
         "name", ["DE", "VN", "KP", "CI", "CI"]),
        (["Deutschland", "Frankreich", "中国", "Россия", "Polska"], "Land",
         "name", ["DE", "FR", "CN", "RU", "PL"]),
        (["DE", "NA", "gr", "UK"], "country", "iso2", ["DE", "NA", "GR", "GB"]),
        (["DEU", "AUS", "AUT", "CHN"], "iso3", "iso3", ["DE", "AU", "AT", "CN"]),
        (["USA", "AUS", "AUL", "GMY", "UKG"], "state", "cow-letters",
         ["US", "AT", "AU", "DE", "GB"]),
        (["2", "305", "900", "255"], "ccode1", "cow-number", ["US", "AT", "AU", "DE"]),
        (["840", "040", "36", "276"], "country_iso", "iso-number", ["US", "AT", "AU", "DE"]),
        (["GER", "SUI", "NED", "AUS"], "country", "ioc", ["DE", "CH", "NL", "AU"]),
        (["GDR", "BAV", "YAR", "USA"], "stateabb", "cow-letters", ["DE", "DE", "YE", "US"]),
    ],
)  # fmt: skip
def test_the_system_is_that_of_the_whole_column(
    values: list[str], heading: str, system: str, codes: list[str]
) -> None:
    found = read_countries(values, heading)
    assert found is not None
    assert found.system == system
    assert [found.codes[value] for value in values] == codes
    assert found.unknown == ()


@pytest.mark.parametrize(
    ("values", "heading"),
    [
        (["CA", "NY", "AL", "TX", "OH", "MA", "DE"], "state"),
        (["AER", "KZN", "DME", "ASF", "NAN", "CEK"], "iata"),
        (["1", "2", "3", "4"], "conttype"), (["2", "20", "31"], "year"),
        (["Ann", "Bob", "Chad"], "person"), (["en", "de", "fr"], "language"), ([], "country"),
    ],
)  # fmt: skip
def test_what_is_no_country(values: list[str], heading: str) -> None:
    assert read_countries(values, heading) is None


def test_a_doubt_between_systems_is_said() -> None:
    found = read_countries(["USA", "AUS", "MEX"], "country")
    assert found is not None
    assert found.system == "iso3"
    assert 'there "AUS" is AT and not AU (--country-codes cow-letters)' in found.said
    said = read_countries(["USA", "AUS", "MEX"], "country", "cow-letters")
    assert said is not None
    assert said.codes["AUS"] == "AT"


def test_a_state_that_is_no_country_of_today_is_known_and_has_none() -> None:
    found = read_countries(["USA", "YUG", "CZE", "AUH", "UKG", "FRN"], "stateabb")
    assert found is not None
    assert (found.codes["YUG"], found.codes["AUH"]) == ("", "")
    assert found.unknown == ()


def test_the_curator_has_the_last_word() -> None:
    found = read_countries(["Germany", "France", "Ruritania"], "country", given={"Ruritania": "CZ"})
    assert found is not None
    assert found.codes["Ruritania"] == "CZ"


def test_every_code_of_the_file_is_of_a_country_on_the_map() -> None:
    rows = [*csv.DictReader(CODES.read_text(encoding="utf-8").splitlines())]
    assert {row["system"] for row in rows} <= {*SYSTEMS}
    assert {row["iso2"] for row in rows} - {""} <= {*geo.country_names()}
    keys = [(row["system"], row["code"]) for row in rows]
    assert len(keys) == len({*keys})
    assert {c.alpha_2 for c in pycountry.countries} <= {*geo.country_names()}


def test_letters_and_numbers_of_a_state_agree() -> None:
    rows = [*csv.DictReader(CODES.read_text(encoding="utf-8").splitlines())]
    by = {s: {r["name"]: r["iso2"] for r in rows if r["system"] == s}
          for s in ("cow-letters", "cow-number")}  # fmt: skip
    assert by["cow-letters"] == by["cow-number"]
    assert len(by["cow-number"]) == 217


def test_the_states_of_the_correlates_of_war() -> None:
    """Every state of the project's own list is known, under its letters and its number."""
    [path] = real("cow_contiguity/states_with_regions.csv")
    rows = [*csv.DictReader(path.read_text(encoding="utf-8").splitlines())]
    letters = read_countries(dict.fromkeys(r["StateAbb"] for r in rows), "StateAbb")
    numbers = read_countries(dict.fromkeys(r["CCode"] for r in rows), "CCode")
    assert letters is not None
    assert numbers is not None
    assert letters.unknown == numbers.unknown == ()
    for row in rows:
        assert letters.codes[row["StateAbb"]] == numbers.codes[row["CCode"]], row["StateNme"]


def test_ends_that_are_countries_stand_in_them(tmp_path: Path) -> None:
    text = "exporter,importer\nGermany,France\nFrance,Ruritania\nPeru,Germany\nChina,Peru\n"
    found = opened(tmp_path, text)
    assert found.node("Germany").country == "DE"
    place = found.dataset.place_of(found.node("Germany").id)
    assert place is not None
    assert (place.precision, place.country) == ("country", "DE")
    [listed] = found.report.unmatched
    assert (listed.what, listed.value, listed.rows, listed.first) == (
        "country", "Ruritania", 1, "list.csv:3",
    )  # fmt: skip
    assert '`"Ruritania": XX` under countries in data/mapping.yaml' in listed.remedy
    mended = opened(tmp_path, text, countries={"Ruritania": "CZ"})
    assert mended.node("Ruritania").country == "CZ"
    assert mended.report.unmatched == []


def test_a_cell_with_several_ends_says_nothing_of_the_country_of_each(tmp_path: Path) -> None:
    text = "donors,recipients,recipients_iso3\nAnn,Chad| Mali,TCD\nAnn,Kenya,KEN\nBob,Ghana,GHA\n"
    nodes = opened(tmp_path, text).dataset.nodes.values()
    assert {n.name: n.country for n in nodes} == {
        "Ann": "", "Bob": "", "Chad": "TD", "Mali": "ML", "Kenya": "KE", "Ghana": "GH",
    }  # fmt: skip


def test_codes_are_countries_by_the_names_beside_them(tmp_path: Path) -> None:
    text = "orig,dest,orig_name,dest_name\nAF1,DE1,Afghanistan,Germany\nDE1,FR1,Germany,France\n"
    found = opened(tmp_path, text)
    assert [n.country for n in found.dataset.nodes.values()] == ["AF", "DE", "FR"]


SISTERS = "city1,country1,city2,country2\nLiuzhou,China,Toledo,Spain\nLiuzhou,China,Toledo,Spain\n"


def test_a_town_is_found_by_name_and_country(tmp_path: Path) -> None:
    found = opened(tmp_path, SISTERS.replace("Toledo,Spain\nL", "Trier,Germany\nL"))
    place = found.dataset.place_of(found.node("Liuzhou").id)
    assert place is not None
    assert (place.name, place.country, place.precision) == ("Liuzhou", "CN", "city")
    other = opened(tmp_path, "city1,country1,city2,country2\nLiuzhou,Peru,Trier,Germany\n")
    assert other.dataset.place_of(other.node("Liuzhou").id) is None
    assert [u.value for u in other.report.unmatched] == ["Liuzhou, PE", "Trier, DE"]


def test_a_curator_says_where_a_town_is(tmp_path: Path) -> None:
    text = SISTERS.replace("Liuzhou", "Ürümqi")
    found = opened(tmp_path, text, places={"Toledo, ES": "39.86, -4.02"})
    place = found.dataset.place_of(found.node("Toledo").id)
    assert place is not None
    assert (place.lat, place.lon, place.country) == (39.86, -4.02, "ES")
    [listed] = found.report.unmatched
    assert (listed.what, listed.value) == ("place", "Ürümqi, CN")
    assert listed.remedy == 'Add `"Ürümqi, CN": "LAT, LON"` under places in data/mapping.yaml.'
    with pytest.raises(CannotImportError, match=r'"Toledo": "39\.86, -4\.02" is no place'):
        opened(tmp_path, text, places={"Toledo": "39.86, -4.02"})


def test_a_country_alone_places_nothing(tmp_path: Path) -> None:
    nodes = "id,name,country\na,Ann,France\nb,Bob,Spain\n"
    found = opened(tmp_path, "source,target\na,b\n", nodes)
    assert found.node("Ann").country == "FR"
    assert found.dataset.place_of("a") is None
