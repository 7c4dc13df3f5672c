"""What a data set says of itself: the Frictionless descriptor `data/datapackage.json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

from dashboard.load.tables import cell_error, not_utf8
from dashboard.model import About, Field, Problem, Profile

if TYPE_CHECKING:
    from pathlib import Path

_UNTITLED = About(name="untitled", title="Untitled data set")
_LISTS = ("licenses", "resources")


def read_about(path: Path, problems: list[Problem]) -> About:
    """Title, notice, licences and list titles; the file may be missing."""
    name = f"data/{path.name}"
    try:
        package = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return _UNTITLED
    except UnicodeDecodeError as error:
        problems.append(not_utf8(name, error))
        return _UNTITLED
    except json.JSONDecodeError as error:
        message = f"is not JSON: {error.msg}."
        problems.append(Problem(name, error.lineno, "", "", message, "Mend that line."))
        return _UNTITLED
    if wrong := _misshapen(package, name):
        problems.append(wrong)
        return _UNTITLED
    problems.extend(_profile_error(package, name))
    about = _about(package)
    problems.extend(_no_addresses(about, name))
    return about


def _profile_error(package: dict[str, Any], name: str) -> list[Problem]:
    """What the data set claims to be, and whether its edges have a direction."""
    own = package.get("sourceline") or {}
    found = []
    if own.get("profile", "curated") not in get_args(Profile):
        profiles = ", ".join(get_args(Profile))
        found.append(Problem(name, 0, "sourceline profile", str(own["profile"]),
                             "is not a profile.", f"Use one of: {profiles}."))  # fmt: skip
    if not isinstance(own.get("views") or {}, dict):
        found.append(Problem(name, 0, "sourceline views", "", "is not a JSON object.",
                             'Write it as {"network": "Who is tied to whom"}.'))  # fmt: skip
    if not isinstance(own.get("directed", True), bool):
        found.append(Problem(name, 0, "sourceline directed", str(own["directed"]),
                             "is neither true nor false.", "Write true or false."))  # fmt: skip
    return found


def _no_addresses(about: About, name: str) -> list[Problem]:
    """What becomes a link must be an address."""
    links = {
        "homepage": about.homepage,
        "licenses path": about.licence_url,
        "sourceline correctionsUrl": about.corrections_url,
    }
    errors = {
        key: cell_error(Field(key, "url", key, ""), links[key]) for key in links if links[key]
    }
    return [Problem(name, 0, key, links[key], *error) for key, error in errors.items() if error]


def _misshapen(package: Any, name: str) -> Problem | None:
    """What keeps the descriptor from being read; what it leaves out does not."""
    if not isinstance(package, dict):
        return Problem(name, 0, "", "", "is not a JSON object.", 'Begin it with {"name": …}.')
    for key in (*_LISTS, "sourceline"):
        value = package.get(key) or []
        items = value if isinstance(value, list) and key in _LISTS else [value or {}]
        if not all(isinstance(item, dict) for item in items):
            kind = "list of objects" if key in _LISTS else "object"
            return Problem(name, 0, key, "", f"is not a JSON {kind}.", "See Data Package v2.")
    return None


def _about(package: dict[str, Any]) -> About:
    licence = (package.get("licenses") or [{}])[0]
    own = package.get("sourceline") or {}
    return About(
        name=package.get("name", _UNTITLED.name),
        title=package.get("title", _UNTITLED.title),
        description=package.get("description", ""),
        licence=licence.get("title") or licence.get("name", ""),
        licence_url=licence.get("path", ""),
        homepage=package.get("homepage", ""),
        notice=own.get("notice", ""),
        code_licence=own.get("codeLicence", ""),
        corrections=own.get("corrections", ""),
        corrections_url=own.get("correctionsUrl", ""),
        profile="list" if own.get("profile") == "list" else "curated",
        directed=own.get("directed", True) is not False,
        view_titles={str(k): str(v) for k, v in _object(own.get("views")).items()},
        list_titles={
            str(r["name"]): str(r.get("title", r["name"]))
            for r in package.get("resources") or []
            if "name" in r
        },
    )


def _object(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}
