"""Keep one library in one folder: the catalog is the truth, vectors and words are derived from it."""
