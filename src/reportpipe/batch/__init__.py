"""Many documents: found, skipped where they are up to date, converted apart from each other, published whole.

`run.py` is the conductor; docs/batch.md lists the promises, each with the test that keeps it.
"""
