"""The web, entered only at public addresses, and left in time: what `ingest/fetch.py` is built of."""
