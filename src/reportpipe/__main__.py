"""`python -m reportpipe` is the command `reportpipe`."""

import sys

try:
    from reportpipe.cli import main
except KeyboardInterrupt:  # while it is looked for; from `main` on, that answers
    sys.stderr.write("interrupted\n")
    sys.exit(130)  # reportpipe.cli.INTERRUPTED

main()
