"""A data set of one's own to begin with: plain files, and what copies them."""
