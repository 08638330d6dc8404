"""Proves that nothing was lost and nothing invented: the report against the PDF, and renditions against the report.

Does not know how pages are read: what is to be proved is not asked how it came to be.
"""
