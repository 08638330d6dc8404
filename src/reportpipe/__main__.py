"""`python -m reportpipe` is the command `reportpipe`."""

from reportpipe.cli import main

main()
