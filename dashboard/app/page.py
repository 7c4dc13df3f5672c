"""The HTML around the app: both themes as custom properties, and the outlines of the kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.app.markup import html_of
from dashboard.theme import DARK, LIGHT, PATTERNS, SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.app.elements import Element


def index(icon: str, land: str, dialogs: Iterable[Element]) -> str:
    """Dash's index template with the theme in it.

    The theme is set before the first paint, from what the reader chose or the system prefers. The
    dialogs stand here and not in the layout, because they never change, and Dash asks each
    component of the layout at every step of an answer whether it has.

    Args:
        icon: the address of the page's icon.
        land: the address of the land under the map, for the scripts.
        dialogs: what opens over the page.
    """
    over = "\n".join(html_of(dialog) for dialog in dialogs).replace("{", "&#123;")
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
{{%metas%}}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{%title%}}</title>
<link rel="icon" type="image/svg+xml" href="{icon}">
<meta name="description" content="Curated, sourced networks: every line leads back to its source.">
{{%css%}}
<style>{_css()}</style>
<script>
(function () {{
  var chosen = null;
  try {{ chosen = localStorage.getItem('sourceline-theme'); }} catch (e) {{ /* private window */ }}
  var dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = chosen || (dark ? 'dark' : 'light');
  window.sourceline = {{ landAddress: '{land}' }};
}})();
</script>
</head>
<body>
{{%app_entry%}}
{over}
<noscript>Sourceline needs JavaScript; <a href="/edges.csv">edges.csv</a> does not.</noscript>
<div>{{%config%}}{{%scripts%}}{{%renderer%}}</div>
</body>
</html>"""


def _css() -> str:
    rules = [f":root{{{LIGHT.css()}}}", f":root[data-theme=dark]{{{DARK.css()}}}"]
    for kind, points in SHAPES.items():
        corners = ",".join(f"{50 + 50 * x:.1f}% {50 + 50 * y:.1f}%" for x, y in points)
        rules.append(f".mark-{kind}{{clip-path:polygon({corners});background:var(--kind-{kind})}}")
    rules += [f".line-{mode}{{border-top-style:{line}}}" for mode, line in PATTERNS.items()]
    return "\n".join(rules)
