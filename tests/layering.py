#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves that includes point one way only, and that the engine knows no windows."""
import pathlib
import re
import sys

ALLOWED = {
    "base": set(),
    "apk": {"base"},
    "phone": {"base", "apk"},
    "emulator": {"base", "apk"},
    "archive": {"base"},
    "store": {"base"},
    "catalog": {"base"},
    "policy": {"base"},
    "jobs": {"base", "apk", "phone", "archive", "store", "catalog", "policy"},
    "engine": {"base", "apk", "phone", "archive", "store", "catalog", "policy", "jobs", "emulator"},
}
WINDOWS = re.compile(
    r"Q(Widget|Application|GuiApplication|Window|Icon|Pixmap|Image|Color|Palette|Font|Painter|Action|Dialog|"
    r"MessageBox|AbstractItemView|Style)\b|Qt(Gui|Widgets)/")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)


def problems(root):
    found, files = [], 0
    for path in sorted((root / "core").rglob("*")):
        if path.suffix not in (".h", ".cpp"):
            continue
        files += 1
        folder = path.relative_to(root / "core").parts[0]
        for name in INCLUDE.findall(path.read_text()):
            place = f"{path.relative_to(root)}: includes {name}"
            if WINDOWS.match(name) or name.startswith(("ui/", "app/")):
                found.append(place)
            elif name.startswith("core/"):
                other = name.split("/")[1]
                if other != folder and other not in ALLOWED[folder]:
                    found.append(place)
    # The faces see the engine's own headers and the values of base; the rest comes to them through those.
    for path in sorted((root / "ui").rglob("*")):
        if path.suffix in (".h", ".cpp"):
            files += 1
            found += [f"{path.relative_to(root)}: includes {name}" for name in INCLUDE.findall(path.read_text())
                      if name.startswith("app/") or (name.startswith("core/") and name.split("/")[1] not in ("engine", "base"))]
            if path.name.endswith("presenter.h") and re.search(r"\bQWidget\b", path.read_text()):
                found.append(f"{path.relative_to(root)}: a presenter that knows widgets")
    libraries = (root / "core/CMakeLists.txt").read_text()
    found += [f"core/CMakeLists.txt links {name}" for name in ("Qt6::Gui", "Qt6::Widgets") if name in libraries]
    return found, files


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    found, files = problems(root)
    print("\n".join(found))
    print(f"{files} files, {len(found)} arrows in the wrong direction")
    return 1 if found or files < 50 else 0


if __name__ == "__main__":
    sys.exit(main())
