"""Fitting of the weighed decisions to documents whose outline is known; see docs/fitting.md."""
