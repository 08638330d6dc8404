"""The nouns. Nothing here knows how a PDF is read or a file is written."""
