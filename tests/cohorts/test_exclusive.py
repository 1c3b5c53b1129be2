"""One run at a time in a cohort's folder."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from starlift.cohorts.exclusive import exclusive
from starlift.errors import RosterError

HOLDER = """
    import sys, time
    from pathlib import Path
    from starlift.cohorts.exclusive import exclusive
    with exclusive(Path(sys.argv[1])):
        print("held", flush=True)
        time.sleep(60)
"""


def test_another_run_is_kept_out_and_told_by_whom(tmp_path: Path) -> None:
    words = [sys.executable, "-c", textwrap.dedent(HOLDER), str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        told = rf"another run is at work here \(process {holder.pid} since 20"
        with pytest.raises(RosterError, match=told), exclusive(tmp_path):
            pass
        holder.kill()
    with exclusive(tmp_path):
        pass  # a lock ends with its process, however that ends


def test_the_lock_is_given_back_after_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mine"), exclusive(tmp_path):
        raise ValueError("mine")
    with exclusive(tmp_path):
        pass
