"""What columns are taken for, in lists of many kinds, and the reason that is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from lists import opened, real

from dashboard.imports import CannotImportError, open_list
from dashboard.imports.roles import key, numbered

if TYPE_CHECKING:
    from pathlib import Path


class Case(NamedTuple):
    """A list, the roles it must be given, and its first tie."""

    text: str
    roles: dict[str, str]
    tie: tuple[str, str]


CASES = {
    "directors": Case(
        "company,director,role,appointed\nAcme,Ann,CEO,2001-02-03\nAcme,Bob,CFO,2002-02-03\n",
        {"source": "director", "target": "company", "start": "appointed"}, ("Ann", "Acme")),
    "trade": Case(
        "year,exporter,importer,value\n1999,Germany,France,12.5\n2000,France,Peru,13.5\n",
        {"source": "exporter", "target": "importer", "year": "year"}, ("Germany", "France")),
    "triples": Case(
        "subject,predicate,object\nAnn,knows,Bob\nBob,knows,Cy\nCy,paid,Ann\n",
        {"source": "subject", "target": "object", "relation": "predicate"}, ("Ann", "Bob")),
    "Chinese": Case(
        "甲方,乙方,关系,年份,来源\n柳州市政府,广西商会,合作,2017年,https://a.example\n"
        "广西商会,华为,签约,2018年,https://b.example\n",
        {"source": "甲方", "target": "乙方", "relation": "关系", "year": "年份", "cited": "来源"},
        ("柳州市政府", "广西商会")),
    "German": Case(
        "Von;Nach;Datum;Quelle\nAnn;Bob;01.02.2017;Brief\nBob;Cy;13.02.2017;Akte\n",
        {"source": "Von", "target": "Nach", "start": "Datum", "cited": "Quelle"}, ("Ann", "Bob")),
    "Spanish": Case(
        "origen,destino,año\nAnn,Bob,1999\nBob,Cy,2000\n",
        {"source": "origen", "target": "destino", "year": "año"}, ("Ann", "Bob")),
    "a source that is a citation": Case(
        "Person 1,Person 2,Relationship,Source\nAnn,Bob,sister of,The Times\nBob,Cy,sister of,\n",
        {"source": "Person 1", "target": "Person 2", "relation": "Relationship", "cited": "Source"},
        ("Ann", "Bob")),
    "delegations": Case(
        "Organisation,Delegation,Country,Year,Article URL\nA,Visit 1,Greece,2017,https://a.example\n"
        "B,Visit 2,Russia,2016,https://b.example\nA,Visit 3,Italy,2015,https://c.example\n",
        {"source": "Organisation", "target": "Delegation", "year": "Year", "cited": "Article URL"},
        ("A", "Visit 1")),
    "ends with columns of their own": Case(
        "Entity A Name;Entity A Country;Entity B Name;Entity B Country\nAnn;Germany;Bob;France\n"
        "Bob;France;Cy;Peru\n",
        {"source": "Entity A Name", "target": "Entity B Name", "source_country": "Entity A Country",
         "target_country": "Entity B Country"}, ("Ann", "Bob")),
    "names beside ids": Case(
        "from_name,to_name,from_id,to_id\nAnn,Bob,001,002\nBob,Ann,002,003\n",
        {"source": "from_id", "target": "to_id", "source_name": "from_name",
         "target_name": "to_name"}, ("Ann", "Bob")),
    "an index first": Case(
        ",source,target,weight\n0,Ann,Bob,1\n1,Bob,Cy,2\n2,Cy,Ann,3\n",
        {"source": "source", "target": "target"}, ("Ann", "Bob")),
    "messages in time": Case(
        "1 2 1082008561\n3 4 1082155839\n5 2 1082414391\n5 1 1082414392\n",
        {"source": "column 1", "target": "column 2", "start": "column 3"}, ("1", "2")),
    "hashtags": Case(
        "#maga,#trump,5\n#trump,#vote,6\n#vote,#maga,7\n",
        {"source": "column 1", "target": "column 2"}, ("#maga", "#trump")),
    "actors": Case(
        "Tom Hanks\tForrest Gump\nTom Hanks\tCast Away\nRobin Wright\tForrest Gump\n",
        {"source": "column 1", "target": "column 2"}, ("Tom Hanks", "Forrest Gump")),
    "camel case": Case(
        "sourceId,targetId,edgeType\na,b,x y\nb,c,x y\nc,a,z\n",
        {"source": "sourceId", "target": "targetId", "relation": "edgeType"}, ("a", "b")),
    "payments, whose codes are no years": Case(
        "step,type,amount,nameOrig,nameDest\n1,PAYMENT,9839.64,C1231,M1979\n"
        "1,TRANSFER,181.0,C1305,C5532\n2,TRANSFER,181.0,C1231,C5532\n",
        {"source": "nameOrig", "target": "nameDest", "relation": "type"}, ("C1231", "M1979")),
    "a link that is no address": Case(
        "node_id_start,node_id_end,rel_type,link,start_date,end_date,sourceID\n"
        "10,14,officer_of,director of,10-APR-2006,18-FEB-2014,Panama Papers\n"
        "14,15,officer_of,director of,12-APR-2006,,Panama Papers\n",
        {"source": "node_id_start", "target": "node_id_end", "relation": "rel_type",
         "start": "start_date", "end": "end_date", "cited": "sourceID"}, ("10", "14")),
    "retweets": Case(
        "user,retweeted_user,created_at\nann,bob,Wed Aug 27 13:08:45 +0000 2008\n"
        "bob,cy,Thu Aug 28 13:08:45 +0000 2008\n",
        {"source": "user", "target": "retweeted_user", "start": "created_at"}, ("ann", "bob")),
    "careers": Case(
        "Name,Organisation,Position,From,To,Source\nAnn,UFWD,Director,2010,2015,https://a.example\n"
        "Bob,CCPIT,Chair,2012,,https://b.example\n",
        {"source": "Name", "target": "Organisation", "start": "From", "end": "To",
         "cited": "Source"}, ("Ann", "UFWD")),
    "sister cities": Case(
        "country1,city1,country2,city2,since\nChina,Liuzhou,Germany,Passau,1999\n"
        "Germany,Bremen,China,Dalian,1985\nChina,Nanjing,Germany,Leipzig,1988\n",
        {"source": "city1", "target": "city2", "start": "since", "source_country": "country1",
         "target_country": "country2"}, ("Liuzhou", "Passau")),
    "dyads": Case(
        "ccode1,ccode2,year,dyadigos\n2,200,1816,3\n200,255,1816,4\n2,255,1817,0\n",
        {"source": "ccode1", "target": "ccode2", "year": "year"}, ("2", "200")),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_columns_are_taken_for_what_they_are(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    found = opened(tmp_path, case.text)
    assert found.report.mapping.columns == case.roles
    assert found.ties()[0] == case.tie


@pytest.mark.parametrize("name", CASES)
def test_a_guess_is_said_with_its_reason_and_can_be_corrected(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    found = opened(tmp_path, case.text)
    ends = case.roles["source"], case.roles["target"]
    assert f'Edges go from "{ends[0]}" to "{ends[1]}": ' in found.said
    other = opened(tmp_path, case.text, source=ends[1], target=ends[0])
    assert other.ties()[0] == case.tie[::-1]
    assert "as was said (--source, --target)" in other.said


@pytest.mark.parametrize(
    "name",
    ["openflights/airports.dat", "openflights/countries.dat", "us_flights/airports.csv",
     "cow_contiguity/states_with_regions.csv"],
)  # fmt: skip
def test_a_table_of_things_is_no_edge_list(name: str) -> None:
    with pytest.raises(CannotImportError, match="nothing shows which two columns are the ends"):
        open_list(real(name))


@pytest.mark.parametrize(("word", "directed"), [("Undirected", False), ("Directed", True)])
def test_a_type_that_gephi_writes_is_a_direction(tmp_path: Path, word: str, directed: bool) -> None:
    text = f"Source,Target,Type,Id\n1,2,{word},0\n2,3,{word},1\n"
    found = opened(tmp_path, text)
    assert found.dataset.about.directed is directed
    assert found.column("relation_label") == ["is tied to"] * 2


def test_columns_can_be_said_by_number(tmp_path: Path) -> None:
    found = opened(tmp_path, CASES["directors"].text, source="1", target="3")
    assert found.ties()[0] == ("Acme", "CEO")


def test_a_column_that_was_said_not_to_be_is_the_list_s_own(tmp_path: Path) -> None:
    found = opened(tmp_path, CASES["triples"].text, relation="")
    assert found.column("relation_label") == ["is tied to"] * 3
    assert found.column("x.predicate") == ["knows", "knows", "paid"]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("state1ab", "state2ab", ("stateab", False)),
        ("Entity A", "Entity B", ("entity ", False)),
        ("src_id", "dst_id", ("_id", True)),
        ("Origin Country", "Destination Country", (" country", True)),
        ("sourceId", "targetId", ("id", True)),
        ("i", "j", ("", False)),
        ("lat", "lon", None), ("data", "date", None), ("area", "arena", None), ("a", "a", None),
    ],
)  # fmt: skip
def test_headings_that_differ_in_their_side(
    first: str, second: str, found: tuple[str, bool] | None
) -> None:
    assert numbered(first, second) == found


@pytest.mark.parametrize(
    ("heading", "compared"),
    [(":START_ID(Person)", "startid"), ("Source URLs", "sourceurls"), ("since:int", "since"),
     ("id:ID(P)", "id"), ("Año", "ano"), ("来源", "来源"), ("(2017)", "2017")],
)  # fmt: skip
def test_headings_are_compared_without_case_and_marks(heading: str, compared: str) -> None:
    assert key(heading) == compared
