"""``python -m footrehab_desktop`` is the ``footrehab`` command."""

from footrehab_desktop.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
