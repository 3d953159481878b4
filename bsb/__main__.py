"""``python -m bsb`` is ``bsb``."""

import sys

from bsb.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
