"""Ids of the components that callbacks and scripts speak to, each in this one place."""

URL = "url"
PAGE = "page"
THEME = "theme"
TABS = "tabs"
SENTENCE = "sentence"
NOTICES = "notices"
EMPTY = "nothing-found"
DOWNLOADS = "downloads"
CLEAR = "clear"
FACETS = "facets"
SEARCH = "search"
FIRST = "first-year"
LAST = "last-year"
UNDATED = "undated-choices"
LEGEND = "legend"
DRAWING = "drawing"
DRAWN = "drawn"
HAVE = "have-scene"
GROUPED = "grouped"
STYLES = "styles"
UNPLACED = "unplaced"
CHART = "timeline-chart"
CHRONICLE = "chronicle"
BESIDE = "beside-timeline"
TABLE = "table"
EVIDENCE = "evidence"
STORY = "story"
SCENE_DRAFT = "scene-draft"
CANVAS = "canvas"
OUTLINE = "outline"
CHART_WORDS = "chart-words"
SPOKEN = "spoken"

# What the server is asked: the query and the theme.
ASKED = "asked"

# Stores that carry HTML for the components above, from id to text.
FILLED = "shown-html"
OUTLINED = "html-outline"

# Stores that carry what the chart and the table show, and these themselves until they are in place.
CHARTED = "chart-props"
ROWS = "table-props"
PARTS = "parts"

# The query whose drawing is to be listed; a script sets it while the list is open.
LISTED = "listed"
