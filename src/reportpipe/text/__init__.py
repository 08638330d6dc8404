"""Characters and strings: normalise, join lines, enumerators, continuation titles, dates, languages.

Nothing here knows of pages or positions: every function takes strings and gives strings or small named tuples.
"""
