"""`python -m kit` starts here, in whatever Python the reader has."""

import sys

from workshop.launch.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
