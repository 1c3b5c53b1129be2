"""Pseudonyms: names that nobody can trace back without a key, which is kept apart from what is passed on."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from starlift.errors import JournalError, Problem, shown_path
from starlift.privatefile import write_private

SMALLEST_GROUP = 5
"""Learners of which a group has at least so many may be told of without names. A common rule of statistical offices:
https://ec.europa.eu/eurostat/cros/content/handbook-statistical-disclosure-control_en."""
_KEY_BYTES = 32
_DIGITS = 10


class Pseudonyms:
    """Pseudonyms by HMAC-SHA256: the same person of the same cohort has the same one as long as the key is the same.

    Args:
        key: Secret bytes; without them nobody can try names until one fits.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, cohort: str, participant: str) -> str:
        """The pseudonym of a participant."""
        who = f"{len(cohort)} {cohort} {participant}".encode("utf-8", "surrogatepass")
        return "anon-" + hmac.new(self._key, who, hashlib.sha256).hexdigest()[:_DIGITS]


def key_in(path: Path, apart_from: Path) -> bytes:
    """The key in a file, which is made, readable to its owner alone, when it is not there.

    Raises:
        JournalError: When the file lies in the folder `apart_from`, which is to be passed on; holds no key; or cannot
            be read or written.
    """
    name = shown_path(path)
    real = Path(os.path.realpath(path))
    if real.is_relative_to(os.path.realpath(apart_from)):
        what = f"lies in {shown_path(apart_from)}, and whoever gets that folder could name everybody"
        raise JournalError(Problem(name, 0, "key", what, "keep the key elsewhere"))
    try:
        if not real.exists():
            write_private(real, secrets.token_hex(_KEY_BYTES).encode() + b"\n")
        key = bytes.fromhex(real.read_text(encoding="ascii"))
        if len(key) != _KEY_BYTES:
            raise ValueError
    except OSError as error:
        what = f"cannot be used: {error.strerror}"
        raise JournalError(Problem(name, 0, "key", what, "name another file with --key")) from None
    except ValueError:
        raise JournalError(Problem(name, 0, "key", "holds no key of Starlift", "name another file")) from None
    return key
