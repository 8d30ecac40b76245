"""`python -m gi_desktop` is the same as the command `gi-desktop`."""

import sys

from gi_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
