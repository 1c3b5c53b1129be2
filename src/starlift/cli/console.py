"""Console: where the commands write, plain text without markup."""

from rich.console import Console

out = Console(markup=False, emoji=False, highlight=False)
err = Console(stderr=True, markup=False, emoji=False, highlight=False)
