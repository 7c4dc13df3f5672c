"""What a data set is made of: its types, its vocabulary and FIELDS, the one registry of columns.

An *edge* is one claim by one document. Claims that agree or contradict stay parallel edges. A
*tie* is the bundle of all claims between two nodes. A *document* is the text a claim stands in;
a *paper* is what that document says it quotes. Ends of an edge are `source` and `target`.
"""

from dashboard.model.about import (
    THIS_SCREEN,
    About,
    Scene,
    Start,
    Story,
)
from dashboard.model.choices import (
    BASES,
    CONFIDENCES,
    KINDS,
    LAYERS,
    MODALITIES,
    PLACE_BASES,
    PRECISIONS,
    STATUSES,
    Choice,
    Field,
    Profile,
    Type,
    labels,
)
from dashboard.model.dataset import (
    Dataset,
)
from dashboard.model.fields import (
    EDGE_FIELDS,
    FIELDS,
    LIST_FIELDS,
    OWN,
    SOURCING,
    facets_of,
    fields,
)
from dashboard.model.records import (
    Document,
    Node,
    Paper,
    Place,
    Problem,
    Relation,
)
from dashboard.model.words import (
    searchable,
)

__all__ = [
    "BASES",
    "CONFIDENCES",
    "EDGE_FIELDS",
    "FIELDS",
    "KINDS",
    "LAYERS",
    "LIST_FIELDS",
    "MODALITIES",
    "OWN",
    "PLACE_BASES",
    "PRECISIONS",
    "SOURCING",
    "STATUSES",
    "THIS_SCREEN",
    "About",
    "Choice",
    "Dataset",
    "Document",
    "Field",
    "Node",
    "Paper",
    "Place",
    "Problem",
    "Profile",
    "Relation",
    "Scene",
    "Start",
    "Story",
    "Type",
    "facets_of",
    "fields",
    "labels",
    "searchable",
]
