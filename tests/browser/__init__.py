"""Tests in a browser; a package, so that a file may be called as one in `tests/` is."""
