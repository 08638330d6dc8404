"""Prints the oldest versions that pyproject.toml allows, as constraints for pip: NAME==LOWER BOUND, a line each."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path


def constraints(pyproject: Path) -> list[str]:
    """Of all dependencies, those of extras too. Ends the program where one names no lower bound."""
    project = tomllib.loads(pyproject.read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    pins = []
    for requirement in wanted:
        found = re.fullmatch(r"([\w.-]+)(?:\[[\w,-]+\])?>=([\w.]+)", requirement)
        if found is None:
            sys.exit(f"{requirement}: write it as NAME>=VERSION, so that the lower bound can be tried")
        pins.append(f"{found[1]}=={found[2]}")
    return sorted(pins)


if __name__ == "__main__":
    print("\n".join(constraints(Path(__file__).parents[1] / "pyproject.toml")))
