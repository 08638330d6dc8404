"""First stage: what is painted on a page and seen, its rules and cells, and the frame that it is read in."""
