"""Table file: one table written piece by piece as CSV and Parquet; both take their places whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from csv import QUOTE_NONNUMERIC
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pandas as pd

from starlift.collected.cells import harmless


class TableFile:
    """``NAME.csv`` and ``NAME.parquet`` in a folder, readable to their owner alone.

    Leaving the block without an error puts them in their places; with one, nothing has changed.

    Args:
        folder: A folder that is there.
        name: Name of the table.
        parquet: Whether to write Parquet too, which needs pyarrow.
    """

    def __init__(self, folder: Path, name: str, *, parquet: bool) -> None:
        endings = (".csv", ".parquet") if parquet else (".csv",)
        self._targets = {ending: folder / f"{name}{ending}" for ending in endings}
        self._drafts: dict[str, Path] = {}
        self._stack = ExitStack()
        self._parquet: Any = None
        self._is_empty = True

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that it writes."""
        return tuple(self._targets.values())

    def __enter__(self) -> Self:
        try:
            for ending, target in self._targets.items():
                for rest in target.parent.glob(f".{target.name}-*.part"):
                    rest.unlink()  # what an earlier crash left
                descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-", suffix=".part")
                os.close(descriptor)
                self._drafts[ending] = Path(name)
            path = self._drafts[".csv"]
            self._csv = self._stack.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
        except BaseException:
            self._clear()
            raise
        return self

    def add(self, frame: pd.DataFrame) -> None:
        """Write the lines of `frame`; every frame must have the same columns."""
        texts = [name for name, kind in frame.dtypes.items() if pd.api.types.is_string_dtype(kind)]
        cells = frame.assign(**{str(name): frame[name].map(harmless) for name in texts})
        cells.to_csv(self._csv, index=False, header=self._is_empty, lineterminator="\n", quoting=QUOTE_NONNUMERIC)
        self._is_empty = False
        if ".parquet" in self._drafts:
            self._add_parquet(frame)

    def _add_parquet(self, frame: pd.DataFrame) -> None:
        import pyarrow as pa  # noqa: PLC0415 - an extra, and only this needs it
        from pyarrow import parquet  # noqa: PLC0415

        table = pa.Table.from_pandas(frame, schema=self._parquet.schema if self._parquet else None)
        if self._parquet is None:
            self._parquet = self._stack.enter_context(parquet.ParquetWriter(self._drafts[".parquet"], table.schema))
        self._parquet.write_table(table)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._stack.close()
            if kind is None:
                for ending, target in self._targets.items():
                    self._drafts[ending].replace(target)
        finally:
            self._clear()

    def _clear(self) -> None:
        self._stack.close()
        for draft in self._drafts.values():
            draft.unlink(missing_ok=True)
