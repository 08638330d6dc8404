"""Third stage: what parts of a page are: furniture, contents, notes, tables, figures, columns; their reading order."""
