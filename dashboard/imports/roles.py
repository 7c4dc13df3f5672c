"""What headings mean: which words name the two ends, a relation, dates, countries and sources.

Words are compared without case, accents, spaces and punctuation. Several languages are known:
English, Chinese, French, German, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Japanese.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dashboard.model import searchable


class Pair(NamedTuple):
    """Words for the first end, words for the second, and what ties the two."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    label: str
    strength: float = 1.0


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PAIRS = (
    Pair(_words("source src startid sourceid srcid quelle fuente fonte bron zrodlo источник 源 来源 來源 源节点 起点 起始 出発 出発地 start"),
         _words("target tgt dst endid targetid dstid ziel objetivo destino cible doel cel цель 目标 目標 目标节点 终点 終點 到着 到着地 destination dest end"), "is tied to"),
    Pair(_words("from fromid fromnode fromnodeid von de da od от van"),
         _words("to toid tonode tonodeid nach zu a à para do до naar an"), "is tied to"),
    Pair(_words("origin orig origen origine herkunft ursprung origincountry o departure departureairport"),
         _words("destination dest destino ziel bestimmung destinationcountry d arrival arrivalairport"), "leads to"),
    Pair(_words("funder funders fundingagency fundingagencies fundedby financier grantmaker foundation funding financingagency"),
         _words("recipient recipients recipientcountry grantee beneficiary receivingagency receivingagencies recipientname recipientorganisation"), "funds", 1.05),
    Pair(_words("donor donors donorname donorcountry donante donateur spender финансирует"),
         _words("recipient recipients recipientname recipientcountry receptor beneficiaire empfanger получатель"), "gives to", 1.0),
    Pair(_words("sender sendername absender remitente expediteur отправитель 发送者 寄件人"),
         _words("receiver recipient addressee empfanger destinatario destinataire получатель 接收者 收件人"), "sends to"),
    Pair(_words("exporter exporteriso export"), _words("importer importeriso import"), "exports to"),
    Pair(_words("reporter reportercountry reportername"), _words("partner partnercountry partnername"), "reports trade with"),
    Pair(_words("lender creditor creditorcountry"), _words("borrower debtor debtorcountry"), "lends to"),
    Pair(_words("buyer purchaser customer client"), _words("supplier seller vendor contractor"), "buys from"),
    Pair(_words("supplier seller vendor"), _words("buyer purchaser customer client"), "sells to", 0.98),
    Pair(_words("owner shareholder investor holder"), _words("owned company investee asset subsidiary entity issuer"), "owns"),
    Pair(_words("parent parentid mother superior parentcompany"), _words("child childid daughter subordinate subsidiary"), "is parent of"),
    Pair(_words("subject head subj"), _words("object tail obj"), "is tied to"),
    Pair(_words("citing citingpaper fromnodeciting"), _words("cited citedpaper"), "cites"),
    Pair(_words("follower user userid"), _words("followee followed friend friendid item itemid"), "follows", 0.9),
    Pair(_words("caller callingparty"), _words("callee called calledparty"), "calls"),
    Pair(_words("ego egoid"), _words("alter alterid"), "is tied to"),
    Pair(_words("employee person name officer director member author player actor"),
         _words("employer organisation organization company org board group club team paper movie event affiliation"), "belongs to", 0.75),
    Pair(_words("甲方 公司 主体"), _words("乙方 客户 客体"), "is tied to"),
    Pair(_words("winner aggressor attacker initiator actor1 sidea"), _words("loser victim defender targetstate actor2 sideb"), "acts on", 0.9),
    Pair(_words("nominator rater ranker voter"), _words("nominee ratee rated candidate votee"), "nominates"),
)  # fmt: skip
"""Headings that are a pair of ends. Order and strength decide between two that both stand there."""

RELATION = frozenset(_words(
    "relation relationship relationtype relationshiptype reltype rel type edgetype linktype tietype "
    "predicate tie link interaction interactiontype verb label edgelabel property connection "
    "beziehung beziehungstyp relacion tiporelacion relazione relacao 关系 關係 关系类型 関係 отношение связь"
))  # fmt: skip
START = frozenset(_words(
    "start startdate startyear begin begindate beginyear since fromdate datefrom dateofstart from "
    "beginn debut inicio inizio 开始 开始日期 开始时间 date day datum fecha data дата 日期 时间 time timestamp "
    "eventdate transactiondate dateofevent when syear styear fromyear validfrom startdatum"
))  # fmt: skip
END = frozenset(_words(
    "end enddate endyear until todate dateto finish finishdate ende fin fine fim 结束 结束日期 结束时间 "
    "toyear validto eyear enddatum completion"
))  # fmt: skip
YEAR = frozenset(_words(
    "year jahr annee año ano anno rok jaar год 年 年份 yr commitmentyear transactionyear eventyear "
    "fiscalyear season"
))  # fmt: skip
CITED = frozenset(_words(
    "sourceurl sourceurls sourcelink sourcelinks sources url urls link links reference references "
    "citation citations cite ref refs quellen quellenangabe nachweis evidence sourcedocument doi "
    "webpage href beleg 出处 资料来源 链接 参考 ссылка источникданных fuentes lien liens sourceofinformation "
    "sourcereference sourcetitle newsurl"
))  # fmt: skip
COUNTRY = frozenset(_words(
    "country countries countrycode countryname iso iso2 iso3 isocode iso31661 nation land staat pays "
    "pais paese kraj страна 国家 國家 国 state statenme stateabb ccode cowcode ctry countryiso iso2code "
    "iso3code statename isoa2 isoa3"
))  # fmt: skip
LAT = frozenset(
    _words("lat latitude latitud breite breitengrad lati y ycoord 纬度 緯度 широта latdeg")
)
LON = frozenset(
    _words(
        "lon lng long longitude longitud lange langengrad longi x xcoord 经度 經度 долгота londeg"
    )
)
NODE_ID = frozenset(
    _words("id nodeid node key code iata abbreviation abb stateabb vertex ident nr no")
)
NODE_NAME = frozenset(
    _words(
        "name label title nodename fullname longname displayname nom nombre bezeichnung nome 名称 名字 姓名 "
        "имя название statenme statename countryname airport airportname stationname"
    )
)
PLACE = frozenset(
    _words("city town place municipality location stadt ville ciudad citta 城市 地点 город ort")
)
KIND = frozenset(_words("kind nodekind nodetype"))

_TWO = re.compile(
    r"^(.*?)[ _.\-]*\(?(1|2|a|b|i|j|x|y|o|d|one|two|first|second|src|dst|dest|orig|"
    r"source|target|from|to|origin|destination|ii)\)?$"
)
_SIDES = {"1": "2", "a": "b", "i": "j", "x": "y", "o": "d", "one": "two", "first": "second",
          "src": "dst", "orig": "dest", "source": "target", "from": "to",
          "origin": "destination"}  # fmt: skip
_DIRECTED = frozenset({"src", "orig", "source", "from", "origin", "o"})


_TYPED = re.compile(r"(?<=.):(int|long|float|double|boolean|string|date|datetime|id|label)(\[\])?$",
                    re.IGNORECASE)  # fmt: skip
"""What Neo4j adds to a heading: `since:int`, `id:ID(Person)`."""


@lru_cache(maxsize=4096)
def key(heading: str) -> str:
    """A heading as it is compared: `:START_ID(Person)` is `startid`, `Source URLs` `sourceurls`."""
    bare = re.sub(r"\([^)]*\)", "", heading) or heading
    bare = _TYPED.sub("", bare)
    return re.sub(r"[\W_]+", "", searchable(bare))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    pairs = {word for pair in PAIRS for word in (*pair.first, *pair.second)}
    return frozenset(pairs | RELATION | START | END | YEAR | CITED | COUNTRY | LAT | LON | NODE_ID
                     | NODE_NAME | PLACE) - {"a", "o", "d", "x", "y", "de", "da", "do", "an", "à"}  # fmt: skip


def is_known_header(cell: str) -> bool:
    """Whether a cell is a word that headings are made of, so that its row is a header."""
    return key(cell) in _known()


def numbered(first: str, second: str) -> tuple[str, bool] | None:
    """What two headings have in common that differ only in their side, and if that has a direction.

    `state1ab` and `state2ab`, `Entity A` and `Entity B`, `src_id` and `dst_id`, `lat_i`, `lat_j`.
    """
    a, b = searchable(first).strip(), searchable(second).strip()
    if a == b:
        return None
    prefix = 0
    while prefix < min(len(a), len(b)) and a[prefix] == b[prefix]:
        prefix += 1
    suffix = 0
    while suffix < min(len(a), len(b)) - prefix and a[-1 - suffix] == b[-1 - suffix]:
        suffix += 1
    one, two = a[prefix : len(a) - suffix], b[prefix : len(b) - suffix]
    # what differs may share letters: `source` and `destination`, `from` and `to`
    for side, other in _SIDES.items():
        if one == side and two == other and _bounded(a, prefix, len(side)):
            return a[:prefix] + a[len(a) - suffix :], side in _DIRECTED
    for side, other in _SIDES.items():
        if len(side) > 2 and a.count(side) == 1 and a.replace(side, other) == b:
            return a.replace(side, ""), side in _DIRECTED
    return None


def _bounded(text: str, at: int, length: int) -> bool:
    """Whether the side is a word of its own; digits always are, letters need something around."""
    if text[at : at + length].isdigit():
        return True
    before, after = text[:at][-1:], text[at + length :][:1]
    return not (before.isalpha() or after.isalpha())
