"""Versions: Python and the packages, and whether they belong together."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from starlift.doctor.finding import Finding, State

KIT = "starlift"
SHOWN = 4
"""So many packages are named; the rest is counted."""


@dataclass(frozen=True)
class Package:
    """An installed package: its version, what it requires (as in its metadata), and the Python it asks for."""

    version: str
    requires: tuple[str, ...] = ()
    python: str = ""


Installed = Mapping[str, Package]
"""Canonical name -> package."""


@dataclass(frozen=True)
class Versions:
    """What is installed.

    Attributes:
        python: Version of the Python that runs, such as ``3.11.7``.
        installed: Everything that this Python can import.
        pins: Canonical name -> the version that was tested together; empty where that list is not at hand.
    """

    python: str
    installed: Installed
    pins: Mapping[str, str]


def look(root: Path) -> Versions:
    """The versions on this machine; `root` may hold the list of those tested together, ``constraints.txt``."""
    installed: dict[str, Package] = {}
    for found in metadata.distributions():
        name = canonicalize_name(_field(found.metadata, "Name"))
        package = Package(found.version, tuple(found.requires or ()), _field(found.metadata, "Requires-Python"))
        installed.setdefault(name, package)  # the first on the path is the one that is imported
    return Versions(platform.python_version(), installed, read_pins(root / "constraints.txt"))


def _field(told: metadata.PackageMetadata, name: str) -> str:
    """A field, "" where there is none; once importlib_metadata is imported, asking for such a one is an error."""
    return told[name] or "" if name in told else ""


def read_pins(path: Path) -> dict[str, str]:
    """Canonical name -> version, of the lines ``name==version``; empty without such a file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.split("#")[0].strip().split("==") for line in lines)
    return {canonicalize_name(pair[0]): pair[1] for pair in pairs if len(pair) == 2}


def python(versions: Versions) -> Finding:
    """Whether this Python is one that the kit is made for."""
    kit = versions.installed.get(KIT, Package("?"))
    wanted = kit.python or ">=3.11"
    said = f"Python {versions.python}; the kit wants {wanted}"
    if Requirement(f"python{wanted}").specifier.contains(versions.python, prereleases=True):
        return Finding("Python", State.GREEN, said)
    return Finding("Python", State.RED, said, "install a newer Python, delete .venv and install the kit again")


def packages(versions: Versions) -> Finding:
    """Whether everything that the kit needs is there, in versions that fit each other."""
    wrong = list(misfits(versions.installed))
    if wrong:
        do = "install the kit again in a fresh environment, today, with a network"
        return Finding("Packages", State.RED, _listed(wrong), do)
    needed = sorted(closure(versions.installed))
    said = f"{len(needed)} packages fit each other"
    other = [
        f"{name} {versions.installed[name].version} (tested: {versions.pins[name]})"
        for name in needed
        if name in versions.pins and not _same(versions.installed[name].version, versions.pins[name])
    ]
    if other:
        do = "pip install -c constraints.txt -e . brings the tested ones; or try one notebook to its end"
        return Finding("Packages", State.YELLOW, f"{said}, but not as tested together: {_listed(other)}", do)
    return Finding("Packages", State.GREEN, f"{said}{', as tested together' if versions.pins else ''}")


def optional(versions: Versions, *, offline_ok: bool) -> Finding:
    """Which optional parts are missing; they cannot be added in a room without a network."""
    parts = {
        "app": "starlift open",
        "facilitator": "comparing raters, score sheets in XLSX, tables in Parquet",
        "fit": "feedback fit and evaluate",
        "test": "tests, and the doctor's try in a browser",
    }
    kit = versions.installed.get(KIT, Package("?"))
    missing = [part for part in parts if any(_unmet(kit, versions.installed, part))]
    told = "; ".join(f"{part} ({parts[part]})" for part in missing)
    if not missing:
        return Finding("Optional parts", State.GREEN, "all are installed")
    if offline_ok:
        return Finding("Optional parts", State.GREEN, f"not installed and not wanted: {told}")
    do = f"install what you mean to use while you have a network, pip install -c constraints.txt -e '.[{missing[0]}]'"
    return Finding("Optional parts", State.YELLOW, f"not installed: {told}", f"{do}; else say --offline-ok")


def closure(installed: Installed) -> set[str]:
    """Canonical names of everything installed that the kit needs, directly or through others; itself left out."""
    found: set[str] = set()
    waiting = [KIT]
    while waiting:
        package = installed.get(waiting.pop())
        for need in _needs(package) if package else ():
            name = canonicalize_name(need.name)
            if name in installed and name not in found:
                found.add(name)
                waiting.append(name)
    return found


def misfits(installed: Installed) -> Iterator[str]:
    """What is missing or too old or too new, each as half a sentence."""
    if KIT not in installed:
        yield f"{KIT} itself is not installed here"
    for name in (KIT, *sorted(closure(installed))):
        if name in installed:
            yield from _unmet(installed[name], installed, by=name)


def _unmet(package: Package, installed: Installed, extra: str = "", by: str = KIT) -> Iterator[str]:
    for need in _needs(package, extra):
        there = installed.get(canonicalize_name(need.name))
        if there is None:
            yield f"{need.name} is missing, {by} needs it"
        elif not need.specifier.contains(there.version, prereleases=True):
            yield f"{need.name} {there.version} is there, {by} needs {need.specifier}"


def _needs(package: Package, extra: str = "") -> Iterator[Requirement]:
    """What a package requires on this machine; with `extra` only what that part adds."""
    for line in package.requires:
        try:
            need = Requirement(line)
        except InvalidRequirement:
            continue  # another package's mistake
        always, added = (need.marker is None or need.marker.evaluate({"extra": part}) for part in ("", extra))
        if always != bool(extra) and added:
            yield need


def _same(one: str, other: str) -> bool:
    try:
        return Version(one) == Version(other)
    except InvalidVersion:
        return one == other


def _listed(items: list[str]) -> str:
    rest = len(items) - SHOWN
    return "; ".join(items[:SHOWN]) + (f"; and {rest} more" if rest > 0 else "")
