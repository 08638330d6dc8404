"""Fifth stage: blocks become themes: headings, nesting, merged slides, the title page."""
