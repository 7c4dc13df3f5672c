"""Sourceline: a dashboard for curated, sourced networks.

Every line leads back to its source. `docs/decisions/` says why the program is built as it is.
"""

__version__ = "0.1.0"
