"""Many documents: found, those that are up to date skipped, the others converted apart from each other, published whole.

`run.py` is the conductor; docs/batch.md lists the promises, each with the test that keeps it.
"""
