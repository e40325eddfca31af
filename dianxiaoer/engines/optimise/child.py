"""A solver in its own process: bounded in time and memory, reporting progress, stoppable, survived when killed."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.optimise.problems import Cancelled, SolverDied, SolverMissing, SolverOutOfTime

Arrays = Mapping[str, NDArray[Any]]
#: Called with one line of progress from the child.
Progress = Callable[[str], None]
#: Asked a few times a second: True means stop.
Stop = Callable[[], bool]

_LOOK_EVERY_SECONDS = 0.02
MISSING_LIBRARY = 3


def run_child(
    module: str,
    arrays: Arrays,
    *,
    seconds: float,
    memory_mib: int = 4096,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> dict[str, NDArray[Any]]:
    """Answer arrays of `python -m module`, which reads arrays from its input and writes arrays to its output.

    Raises SolverOutOfTime after `seconds`, Cancelled when `stop()` is true, SolverDied when the process is killed or
    runs out of its `memory_mib`, SolverMissing. The caller's own process is never harmed.
    """
    command = [sys.executable, "-m", module, str(memory_mib)]
    path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
    # The command is our own module run by our own interpreter: no outside word reaches it.
    child = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    )
    talk = _Conversation(child, pack(arrays), progress)
    try:
        _wait(child, seconds, stop)
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
        talk.join()
    return _answer(child.returncode, talk)


def _wait(child: subprocess.Popen[bytes], seconds: float, stop: Stop | None) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            child.wait(_LOOK_EVERY_SECONDS)
            return
        except subprocess.TimeoutExpired:
            if stop is not None and stop():
                raise Cancelled("已按要求停止求解") from None
            if time.monotonic() > until:
                raise SolverOutOfTime(f"求解器在 {seconds:.0f} 秒内没有给出答案:请放宽时间上限或减小规模") from None


def _answer(code: int, talk: _Conversation) -> dict[str, NDArray[Any]]:
    if code == MISSING_LIBRARY:
        raise SolverMissing(talk.last_line)
    if code != 0:
        cause = f"被信号 {-code} 终止" if code < 0 else f"退出码 {code}"
        raise SolverDied(f"求解器进程{cause}:{talk.last_line or '可能内存不足,请减小规模或提高内存上限'}")
    return unpack(talk.answer)


class _Conversation:
    """The three pipes of a child, each served by its own thread so that none can block another."""

    def __init__(self, child: subprocess.Popen[bytes], question: bytes, progress: Progress | None) -> None:
        self.answer = b""
        self.last_line = ""
        self._progress = progress
        jobs = [(self._ask, child.stdin, question), (self._read, child.stdout), (self._listen, child.stderr)]
        self._threads = [threading.Thread(target=job, args=rest, daemon=True) for job, *rest in jobs]  # type: ignore[arg-type]
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()

    def _ask(self, pipe: IO[bytes], question: bytes) -> None:
        try:
            with pipe:
                pipe.write(question)
        except BrokenPipeError:
            return  # the child died early; its exit code tells the story

    def _read(self, pipe: IO[bytes]) -> None:
        with pipe:
            self.answer = pipe.read()

    def _listen(self, pipe: IO[bytes]) -> None:
        with pipe:
            for line in pipe:
                self.last_line = line.decode(errors="replace").strip()
                if self._progress is not None:
                    self._progress(self.last_line)


def pack(arrays: Arrays) -> bytes:
    """Arrays as the bytes of an .npz file."""
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def unpack(data: bytes) -> dict[str, NDArray[Any]]:
    """Arrays from the bytes `pack` made."""
    with np.load(io.BytesIO(data), allow_pickle=False) as found:
        return {name: found[name] for name in found.files}


def serve(answer: Callable[[dict[str, NDArray[Any]]], Arrays]) -> None:
    """Main of a child module: limit memory, read the question, write the answer."""
    import resource

    limit = int(sys.argv[1]) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    output = os.dup(1)
    os.dup2(2, 1)  # a solver that prints must not spoil the answer
    try:
        found = answer(unpack(sys.stdin.buffer.read()))
    except ModuleNotFoundError as error:
        print(error.name, file=sys.stderr)
        raise SystemExit(MISSING_LIBRARY) from error
    with os.fdopen(output, "wb") as pipe:
        pipe.write(pack(found))
