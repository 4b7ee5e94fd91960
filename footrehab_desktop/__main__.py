"""``python -m footrehab_desktop`` is the ``footrehab`` command."""

import sys

from footrehab_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
