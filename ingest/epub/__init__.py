"""An EPUB's archive and its package: which chapters it has, in which order, and what it says of itself."""
