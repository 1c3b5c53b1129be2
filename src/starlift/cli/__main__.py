"""`python -m starlift.cli` is `starlift`."""

from starlift.cli import main

main()
