"""reportpipe: from a published PDF to a YAML file of themes and bullets, and from that to Word, Markdown and JSON.

Use from Python:

    from reportpipe.pipeline import read, write

    report = read("deck.pdf").report
    write(report, "deck.docx")
"""

__version__ = "0.1.0"
