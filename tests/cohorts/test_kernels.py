"""Forked kernels: alone with what they change, gone with their owner, and the same to papermill as any other."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import papermill
import pytest
from nbformat import v4

from starlift.cohorts.kernels import nursery as nursery_module
from starlift.cohorts.kernels.engine import COLD, WARM, WarmEngine
from starlift.cohorts.kernels.nursery import Nursery, NurseryError

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not nursery_module.can_fork(), reason="kernels are started, and not forked, on this system"),
]


def ran(sources: tuple[str, ...], engine: str, options: dict[str, Any], environ: dict[str, str]) -> list[str]:
    """What the cells of a notebook print, one text a cell; in the process of the pool."""
    os.environ.update(environ)
    cells = [v4.new_code_cell(source) for source in sources]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "language_info": {"name": "python"}}
    given = {"cwd": "/", "execution_timeout": 30, "shutdown_kernel": "immediate", **options}
    try:
        done = papermill.execute_notebook(
            v4.new_notebook(cells=cells, metadata=metadata), None, engine_name=engine, kernel_name="python3",
            progress_bar=False, request_save_on_cell_execute=False, **given,
        )  # fmt: skip
    except Exception as error:  # noqa: BLE001
        raise RuntimeError(str(error)) from None  # what papermill raises does not travel between processes
    return ["".join(output.get("text", "") for output in cell.outputs) for cell in done.cells]


def zygote() -> int:
    """The process id of the zygote of this process."""
    return WarmEngine.nursery()._process.pid


def counted() -> tuple[int, int]:
    """Open files and threads of this process."""
    gc.collect()
    return len(list(Path("/proc/self/fd").iterdir())), len(list(Path("/proc/self/task").iterdir()))


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    """One process in which notebooks are run, as in a cohort."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as found:
        yield found


@pytest.fixture
def run(pool: ProcessPoolExecutor) -> Callable[..., list[str]]:
    """Runs cells and gives back what each prints."""

    def call(*sources: str, engine: str = WARM, environ: dict[str, str] | None = None, **options: Any) -> list[str]:
        return pool.submit(ran, sources, engine, options, environ or {}).result()

    return call


def test_a_kernel_begins_with_everything_loaded_and_nothing_of_another(run: Callable[..., list[str]]) -> None:
    loaded = "import sys; print({'pandas', 'ipywidgets', 'starlift.panels'} <= set(sys.modules))"
    assert run(loaded, "mine = 1; import starlift.panels as p; p.left = 1")[0] == "True\n"
    assert run("import starlift.panels as p; print('mine' in globals(), hasattr(p, 'left'))") == ["False False\n"]


def test_each_kernel_has_its_own_chance_environment_folder_and_session(
    run: Callable[..., list[str]], tmp_path: Path
) -> None:
    tell = "import os, random, numpy; print(random.random(), numpy.random.rand(), os.getpid() == os.getsid(0))"
    told = {run(tell)[0] for _ in range(3)}
    assert len(told) == 3
    assert all(line.endswith("True\n") for line in told)
    where = "import os; print(os.environ.get('STARLIFT_TRY'), os.getcwd(), os.environ.get('JE_ARROW_MALLOC_CONF'))"
    assert run(where, cwd=tmp_path, environ={"STARLIFT_TRY": "first"}) == [f"first {tmp_path} None\n"]
    assert run(where, environ={"STARLIFT_TRY": "then"}) == ["then / None\n"]


@pytest.mark.parametrize("end", ["import os; os._exit(7)", "import ctypes; ctypes.string_at(0)"])
def test_a_kernel_that_dies_takes_no_other_along(
    run: Callable[..., list[str]], pool: ProcessPoolExecutor, end: str
) -> None:
    before = pool.submit(zygote).result()
    with pytest.raises(RuntimeError, match="Kernel died"):
        run(end)
    assert run("print(1)") == ["1\n"]
    assert pool.submit(zygote).result() == before


def test_after_the_zygotes_end_there_is_a_new_one(run: Callable[..., list[str]], pool: ProcessPoolExecutor) -> None:
    before = pool.submit(zygote).result()
    os.kill(before, signal.SIGKILL)
    while is_there(before):
        time.sleep(0.01)
    assert run("print(2)") == ["2\n"]
    assert pool.submit(zygote).result() != before


def test_many_notebooks_leave_no_files_and_threads_open(
    run: Callable[..., list[str]], pool: ProcessPoolExecutor
) -> None:
    run("print(0)")
    before = pool.submit(counted).result()
    for number in range(4):
        assert run(f"print({number})") == [f"{number}\n"]
    assert pool.submit(counted).result() == before


def test_the_cells_together_have_a_limit(run: Callable[..., list[str]]) -> None:
    start = time.monotonic()
    with pytest.raises(RuntimeError, match="timed out"):
        run("import time; time.sleep(1)", "time.sleep(20)", notebook_timeout=3)
    assert time.monotonic() - start < 15


def test_widgets_and_outputs_come_through(run: Callable[..., list[str]]) -> None:
    shown = """
        import ipywidgets
        out = ipywidgets.Output()
        with out:
            print("inside")
        print(ipywidgets.IntSlider().comm is not None, len(out.outputs))
    """
    for _ in range(5):
        assert run(textwrap.dedent(shown))[0].startswith("True ")


def test_a_zygote_with_threads_refuses_to_fork(tmp_path: Path) -> None:
    code = """
        import socket, sys, threading
        from starlift.cohorts.kernels.zygote import Zygote
        threading.Thread(target=threading.Event().wait, daemon=True).start()
        one, other = socket.socketpair()
        try:
            Zygote(one, 0)._done({"do": "start", "argv": [], "env": {}, "cwd": "/"}, other)
        except RuntimeError as error:
            print(error)
    """
    told = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert told.stdout == "has more than one thread and cannot fork safely\n"


def test_whoever_kills_the_owner_leaves_no_process_behind() -> None:
    code = """
        import os, time
        from starlift.cohorts.kernels.nursery import Nursery
        nursery = Nursery(os.environ)
        kernel = nursery.start(
            ["python", "-m", "ipykernel_launcher", "-f", str(nursery.folder / "c.json")], dict(os.environ), "/")
        print(nursery._process.pid, kernel.pid, flush=True)
        time.sleep(60)
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        pids = [int(pid) for pid in owner.stdout.readline().split()]
        assert pids
        assert all(map(is_there, pids))
        owner.kill()
    end = time.monotonic() + 20
    while any(map(is_there, pids)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(is_there, pids))


def is_there(pid: int) -> bool:
    """Whether a process lives; one that has ended and is not yet buried does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def test_what_starts_no_zygote_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(NurseryError, match="did not start"):
        Nursery(os.environ)


def test_a_zygote_needs_neither_its_owners_folder_nor_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    nursery = Nursery({**os.environ, "STARLIFT_CONTENT": "/nowhere"})
    try:
        monkeypatch.undo()
        (tmp_path / "gone").rmdir()
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", str(nursery.folder / "c.json")]
        kernel = nursery.start(argv, {**os.environ, "STARLIFT_CONTENT": "/elsewhere"}, "/")
        assert Path(f"/proc/{kernel.pid}").exists()
    finally:
        nursery.close()


def test_both_engines_show_the_same(run: Callable[..., list[str]]) -> None:
    sources = ("import matplotlib; print(matplotlib.get_backend())", "x = [1, 2]; print(x, __name__)")
    assert run(*sources, engine=WARM) == run(*sources, engine=COLD)
