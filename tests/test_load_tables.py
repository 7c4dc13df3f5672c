"""Each thing that can be wrong in the tables of `data/`: where it is, what it is, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from conftest import Copy

    from dashboard.model import Problem

VISITS, BODIES, NODES = "data/visits.csv", "data/bodies.csv", "data/nodes.csv"
PLACES, RELATIONS, COVERAGE = "data/places.csv", "data/relations.csv", "data/coverage.csv"


class Case(NamedTuple):
    """One mutation, and the problem that follows: in the line where `mark` stands afterwards."""

    file: str
    old: str
    new: str
    mark: str
    column: str
    value: str
    message: str
    remedy: str


CASES = {
    # single cells
    "blank required": Case(VISITS, "v-03,liuzhou-group,thanked", "v-03,,thanked", "v-03,,",
        "source", "", "is blank.", "Give it: Node at this end."),
    "not in vocabulary": Case(VISITS, ",article,done,,alpha,3", ",article,dnoe,,alpha,3", "dnoe",
        "modality", "dnoe", "is not in the vocabulary.", 'Did you mean "done"?'),
    "far from vocabulary": Case(PLACES, "19.46,city", "19.46,hut", "hut", "precision", "hut",
        "is not in the vocabulary.", "Use one of: city, region, country."),
    "flag": Case(VISITS, ",low,yes,", ",low,true,", ",true,", "contested", "true",
        'is not "yes" or blank.', 'Write "yes", or leave it blank.'),
    "integer": Case(VISITS, "alpha,6,", "alpha,six,", "six", "paragraph", "six",
        "is not a whole number.", "Write digits only."),
    "digit of another kind": Case(VISITS, "alpha,6,", "alpha,²,", "²", "paragraph", "²",
        "is not a whole number.", "Write digits only."),
    "number": Case(PLACES, "51.77", "51°46", "51°46", "lat", "51°46", "is not a number.",
        "Write it with a point, as in -33.87."),
    "id": Case(VISITS, "v-06,", "v 06,", "v 06", "id", "v 06", "is not an id.",
        "Use letters, digits, - _ and . without spaces."),
    "date": Case(VISITS, "2017-05-03,,event", "3 May 2017,,event", "3 May", "start", "3 May 2017",
        "is not a date in EDTF.", "Write 2017, 2017-09, 2017-09-14 or 2016~."),
    "date with the word before": Case(VISITS, "2017-05-03,,event", "before 2017,,event", "before",
        "start", "before 2017", "is not a date in EDTF.",
        "Write 2017, 2017-09, 2017-09-14 or 2016~."),
    "interval the wrong way round": Case(VISITS, "2017-05/2017-06", "2017-06/2017-05", "2017-06/",
        "start", "2017-06/2017-05", "is not possible: 2017-05 lies before 2017-06.",
        "Put the earlier date first."),
    # rows and their dates
    "end before start": Case(VISITS, "met each year.,2016,2019", "met each year.,2019,2016",
        "2019,2016", "end", "2016", "is not possible: 2016 lies before 2019.",
        "Correct one of them."),
    "date without basis": Case(VISITS, "2017-05-03,,event", "2017-05-03,,", "2017-05-03",
        "date_basis", "", "is blank.", "Say how the date is known."),
    "basis without date": Case(VISITS, "2017-05-03,,event", ",,event", "v-01", "date_basis",
        "event", "stands without a date.", "Give the date, or leave the basis blank."),
    # references
    "unknown node": Case(VISITS, "wang-x,took", "wang-y,took", "wang-y", "source", "wang-y",
        "is not in data/nodes.csv.", 'Did you mean "wang-x"?'),
    "unknown target": Case(BODIES, "located_in,lodz,", "located_in,q,", "located_in,q", "target",
        "q", "is not in data/nodes.csv.", "Add it there, or correct it."),
    "unknown relation": Case(VISITS, "thanked,lodz", "thankd,lodz", "thankd", "relation", "thankd",
        "is not in data/relations.csv.", 'Did you mean "thanked"?'),
    "unknown document": Case(VISITS, "beta,2", "bety,2", "bety", "document", "bety",
        "has no record in seeds/.", 'Did you mean "beta"?'),
    "unknown voice": Case(BODIES, "commentator,opinion,ana-diaz", "commentator,opinion,ana-dias",
        "ana-dias", "voice", "ana-dias", "is not in data/nodes.csv.", 'Did you mean "ana-diaz"?'),
    "unknown paper": Case(BODIES, "harbour-minutes", "harbor-minutes", "harbor-minutes", "paper",
        "harbor-minutes", "is not cited by seeds/gamma.yaml.", 'Did you mean "harbour-minutes"?'),
    "paper of another document": Case(BODIES, "harbour-minutes", "dock-notice", "until 1999,dock",
        "paper", "dock-notice", "is not cited by seeds/gamma.yaml.", "Add it under its `cites`."),
    "unknown place": Case(NODES, "windhoek-na,text", "windhuk-na,text", "windhuk-na", "place",
        "windhuk-na", "is not in data/places.csv.", 'Did you mean "windhoek-na"?'),
    "unknown document in coverage": Case(COVERAGE, "beta,2,v-05", "bta,2,v-05", "bta,2", "document",
        "bta", "has no record in seeds/.", 'Did you mean "beta"?'),
    # what must be said
    "leaked paper unnamed": Case(BODIES, "until 1999,harbour-minutes", "until 1999,", "b-04",
        "paper", "", "is blank in a claim of a leaked paper.",
        "Name the paper the document cites, or choose another claim_status."),
    "voice missing": Case(BODIES, "self_description,expressed,el-nino-fund",
        "self_description,expressed,", "b-05", "voice", "",
        "is blank in a claim of status self_description.", "Name the node whose statement it is."),
    "doubt without reason": Case(BODIES, ",high,,core,,\n", ",low,,core,,\n", ",low,,core,,\n",
        "confidence", "low", "needs its reason.", "Write it in `note`."),
    "retracted without reason": Case(BODIES, "article,planned", "retracted,planned", "retracted",
        "claim_status", "retracted", "needs its reason.", "Write it in `note`."),
    "inferred without reason": Case(VISITS, "2017-05-03,,event", "2017-05-03,,inferred", "v-01",
        "date_basis", "inferred", "needs its reason.", "Write it in `note`."),
    "contested without reason": Case(VISITS, "tide-letter,high,,", "tide-letter,high,yes,", "v-01",
        "contested", "yes", "needs its reason.", "Write it in `note`."),
    # locators
    "paragraph beyond the text": Case(VISITS, "alpha,6,", "alpha,9,", "alpha,9", "paragraph", "9",
        "is not one of the 8 paragraphs of alpha.", "Count non-blank lines from 1."),
    "paragraph 0": Case(VISITS, "alpha,6,", "alpha,0,", "alpha,0", "paragraph", "0",
        "is not one of the 8 paragraphs of alpha.", "Count non-blank lines from 1."),
    # ids
    "id twice in a file": Case(VISITS, "v-03,", "v-01,", "v-01,liuzhou", "id", "v-01",
        "stands already in line 2.", "Give this row an id of its own; ids are never reused."),
    "id in two files": Case(VISITS, "v-03,", "b-01,", "b-01", "id", "b-01",
        "stands already in data/bodies.csv:2.", "Give this row an id of its own."),
    "id of a node": Case(VISITS, "v-03,", "wang-x,", "wang-x,liuzhou", "id", "wang-x",
        "is the id of a node too.", "Give this row an id of its own: links name either."),
    "node twice": Case(NODES, "lodz,Łódź", "none,Łódź", "none,Łódź", "id", "none",
        "stands already in line 4.", "Give this row an id of its own; ids are never reused."),
    "place twice": Case(PLACES, "namibia-na", "windhoek-na", "windhoek-na,Namibia", "id",
        "windhoek-na", "stands already in line 4.",
        "Give this row an id of its own; ids are never reused."),
    # places and countries
    "place without basis": Case(NODES, "liuzhou-cn,text", "liuzhou-cn,", "柳州", "place_basis", "",
        "is blank.", "Say how the place is known."),
    "country is not the place's": Case(NODES, "liuzhou-cn,text,CN", "liuzhou-cn,text,TW", "TW",
        "country", "TW", 'is not the country of its place, "CN".',
        "A place is a name and a country."),
    "country of a node unknown": Case(NODES, "person,,,CN", "person,,,XX", "XX", "country", "XX",
        "is not a country code.", "Use ISO 3166-1 alpha-2, such as GR."),
    "latitude out of range": Case(PLACES, "51.77,19.46", "151.77,19.46", "151.77", "lat", "151.77",
        "is outside -90 to 90 degrees.", "Are latitude and longitude swapped?"),
    "longitude out of range": Case(PLACES, "109.42", "-181", "-181", "lon", "-181",
        "is outside -180 to 180 degrees.", "Are latitude and longitude swapped?"),
    # the form of the file
    "a cell too few": Case(PLACES, "PL,51.77,", "PL,", "lodz-pl", "", "",
        "has 7 cells where the header has 8.", 'Quote cells that hold a comma, "like, this".'),
    "a comma that is not quoted": Case(VISITS, '"May 3, 2017"', "May 3, 2017", "v-01", "", "",
        "has 22 cells where the header has 21.", 'Quote cells that hold a comma, "like, this".'),
    "misspelt column": Case(RELATIONS, "inverse,", "invers,", "invers", "", "invers",
        "is not a column of it.", 'Did you mean "inverse"?'),
    "unknown column": Case(PLACES, "basis,note", "basis,zzz", "zzz", "", "zzz",
        "is not a column of it.",
        "The columns are: id, name, country, lat, lon, precision, basis, note."),
    "column twice": Case(PLACES, "basis,note", "basis,basis", "basis,basis", "basis", "",
        "stands twice in the header.", "Take one of them out."),
    "column missing": Case(RELATIONS, "definition\n", "\n", "family", "definition", "",
        "is missing from the header.", "Add it."),
}  # fmt: skip


def matching(problems: list[Problem], case: Case) -> list[Problem]:
    found = (case.file, case.column, case.value, case.message)
    return [p for p in problems if (p.file, p.column, p.value, p.message) == found]


@pytest.mark.parametrize("name", CASES)
def test_a_problem_says_file_line_column_value_and_remedy(copy: Copy, name: str) -> None:
    case = CASES[name]
    if copy.text(case.file).count(case.old) > 1:  # the first of several will do
        text = copy.text(case.file).replace(case.old, case.new, 1)
        copy.write(case.file, text)
    else:
        copy.put(case.file, case.old, case.new)
    [problem] = matching(copy.problems(), case)
    assert problem.line == copy.line_of(case.file, case.mark)
    assert problem.remedy == case.remedy


ALONE = [
    name for name in CASES
    if name not in {"node twice", "place twice", "country of a place unknown", "a cell too few",
                    "misspelt column", "column missing", "unknown document"}
]  # fmt: skip


@pytest.mark.parametrize("name", ALONE)
def test_one_mistake_is_one_problem(copy: Copy, name: str) -> None:
    case = CASES[name]
    copy.write(case.file, copy.text(case.file).replace(case.old, case.new, 1))
    assert [p.message for p in copy.problems()] == [case.message]


def test_the_country_of_a_place(copy: Copy) -> None:
    copy.write(PLACES, copy.text(PLACES).replace("Windhoek,NA", "Windhoek,SWA"))
    said = [(p.file, p.line, p.column, p.value, p.message) for p in copy.problems()]
    assert (PLACES, 4, "country", "SWA", "is not a country code.") in said
    assert (NODES, 4, "country", "NA", 'is not the country of its place, "SWA".') in said


def test_a_blank_id_is_blank_and_not_a_double(copy: Copy) -> None:
    copy.put(VISITS, "v-03,", ",")
    copy.put(BODIES, "b-01,", ",")
    assert [(p.file, p.column, p.message) for p in copy.problems()] == [
        (BODIES, "id", "is blank."),
        (VISITS, "id", "is blank."),
    ]


@pytest.mark.parametrize("tail", ["", "x" * 200_000])
def test_a_quote_that_is_not_closed_swallows_nothing_silently(copy: Copy, tail: str) -> None:
    """The rest of the file would become one cell; in the last column nothing else would tell."""
    row = "{},none,met,none,Once.,,,,article,done,,beta,1,None,,,high,,core,,{}\n"
    rows = row.format("v-08", '"a note') + row.format("v-09", tail)
    copy.write(VISITS, copy.text(VISITS) + rows)
    [problem] = copy.problems()
    assert (problem.file, problem.line) == (VISITS, copy.line_of(VISITS, "v-08"))
    assert problem.message.startswith("cannot be read as CSV")
    assert "quote" in problem.remedy


def test_lines_are_physical_lines_of_the_file(copy: Copy) -> None:
    """v-02's note holds a line break, so v-03 stands in line 5, and blank lines count."""
    copy.put(VISITS, "v-03,liuzhou-group,thanked", "\n,,,,,,,,,,,,,,,,,,,,\nv-03,nobody,thanked")
    [problem] = copy.problems()
    assert (problem.line, problem.value) == (7, "nobody")


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_lines_count_the_same_with_other_line_ends(copy: Copy, ending: str) -> None:
    copy.put(VISITS, "v-03,liuzhou-group", "v-03,nobody")
    copy.write(VISITS, "\ufeff" + copy.text(VISITS).replace("\n", ending))
    [problem] = copy.problems()
    assert (problem.line, problem.value) == (5, "nobody")


def test_a_file_that_is_not_utf_8_says_the_byte_and_its_line(copy: Copy) -> None:
    copy.write(
        NODES, copy.text(NODES).replace("Łódź", "L").encode("utf-8").replace(b"Tides", b"T\xefdes")
    )
    [problem] = [p for p in copy.problems() if p.file == NODES]
    assert problem.line == copy_line(copy, b"T\xefdes")
    assert problem.message == "is not UTF-8: byte 0xef."
    assert problem.remedy == "Save it as UTF-8."


def copy_line(copy: Copy, words: bytes) -> int:
    return (copy.root / NODES).read_bytes().partition(words)[0].count(b"\n") + 1


@pytest.mark.parametrize("file", [NODES, PLACES, RELATIONS])
def test_a_table_that_is_missing_or_unreadable_is_said_once(copy: Copy, file: str) -> None:
    """Not every row that refers to it as well."""
    content = (copy.root / file).read_bytes()
    (copy.root / file).unlink()
    [problem] = copy.problems()
    assert str(problem) == f"{file} is missing. Add it, with its header row."
    copy.write(file, "")
    assert [str(p) for p in copy.problems()] == [f"{file}:1 is empty. Add the header row."]
    copy.write(file, b"\xff" + content)
    assert [(p.file, p.line) for p in copy.problems()] == [(file, 1)]
    copy.write(file, b"idd" + content[2:])
    assert [(p.file, p.line) for p in copy.problems()] == [(file, 1), (file, 1)]


def test_no_edge_list_at_all(copy: Copy) -> None:
    for file in (VISITS, BODIES):
        (copy.root / file).unlink()
    said = [str(p) for p in copy.problems()]
    assert said[0] == "data/ holds no edge list. Add a CSV file with the edges."


def test_all_problems_are_reported_at_once_by_file_and_line(copy: Copy) -> None:
    copy.put(VISITS, ",low,yes,", ",low,true,")
    copy.put(VISITS, "wang-x,took", "wang-y,took")
    copy.put(NODES, "windhoek-na,text", "windhoek-na,rumour")
    copy.put(RELATIONS, "visits,The source received", ",The source received")
    copy.put("seeds/gamma.yaml", "kind: translation", "kind: rumour")
    copy.put("data/datapackage.json", '"homepage"', '"homepage')
    said = [(p.file, p.line, p.column) for p in copy.problems()]
    assert said == [
        ("data/datapackage.json", 6, ""),
        (NODES, 4, "place_basis"),
        (RELATIONS, 2, "family"),
        (VISITS, 3, "contested"),
        (VISITS, 8, "source"),
        ("seeds/gamma.yaml", 5, "kind"),
    ]
    assert said == sorted(said, key=lambda where: where[:2])


def test_problems_come_in_the_same_order_every_time(copy: Copy) -> None:
    copy.put(PLACES, "basis,note", "basis,id,id,name,name,basis")
    once = [str(p) for p in copy.problems()]
    assert [p.split(" ")[1] for p in once] == ["id", "name", "basis"]
