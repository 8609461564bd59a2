#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings the .ts files up to date with the sources; with --check only says whether they are, and complete.

lupdate finds tr() of classes by itself. Free functions that wrap QCoreApplication::translate("Context", …) under the
name tr are shown to it with their context spelled out. The English file holds plural forms alone and is filled in
here: "%n file(s)" is "%n file" and "%n files"."""
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parent.parent
HERE = ROOT / "translations"
LUPDATE = "/usr/lib/qt6/bin/lupdate"
FOLDERS = ("core", "ui", "app/gui")
WRAPPER = re.compile(r'QCoreApplication::translate\("(\w+)", text')
PLURAL_CALL = re.compile(r'(?<![\w:.>])tr\(("(?:[^"\\]|\\.)*%n(?:[^"\\]|\\.)*"),\s*')
PLAIN_CALL = re.compile(r'(?<![\w:.>])tr\((?=\s*")')


def spelled_out(text):
    found = WRAPPER.search(text)
    if not found:
        return text
    call = f'QCoreApplication::translate("{found.group(1)}", '
    # The count is a plain number here: lupdate does not see a plural whose count is a template's instance.
    text = PLURAL_CALL.sub(lambda match: f"{call}{match.group(1)}, nullptr, 1) + (0, ", text)
    return PLAIN_CALL.sub(call, text)


def copy_sources(target):
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".cpp", ".h"):
                copy = target / path.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(spelled_out(path.read_text()))


def run_lupdate(sources, ts, *options):
    subprocess.run([LUPDATE, *options, "-silent", "-no-obsolete", "-locations", "none", str(sources), "-ts", str(ts)],
                   check=True)


def fill_english(ts):
    tree = xml.parse(ts)
    for message in tree.iter("message"):
        source = message.findtext("source")
        translation = message.find("translation")
        forms = translation.findall("numerusform")
        for form, ending in zip(forms, ("", "s")):
            form.text = source.replace("(s)", ending)
        translation.attrib.pop("type", None)
    write(tree, ts)


def write(tree, ts):
    text = xml.tostring(tree.getroot(), encoding="unicode", short_empty_elements=False)
    ts.write_text('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + text + "\n")


def update(folder):
    with tempfile.TemporaryDirectory() as name:
        sources = pathlib.Path(name)
        copy_sources(sources)
        run_lupdate(sources, folder / "holdfast_en.ts", "-pluralonly", "-target-language", "en")
        fill_english(folder / "holdfast_en.ts")
        run_lupdate(sources, folder / "holdfast_zh_CN.ts", "-target-language", "zh_CN")
        write(xml.parse(folder / "holdfast_zh_CN.ts"), folder / "holdfast_zh_CN.ts")


def problems():
    """What is not as it should be, without changing anything."""
    found = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for ts in HERE.glob("*.ts"):
            (folder / ts.name).write_text(ts.read_text())
        update(folder)
        for ts in sorted(folder.glob("*.ts")):
            if ts.read_text() != (HERE / ts.name).read_text():
                found.append(f"{ts.name} is out of date: run translations/update.py")
            for message in xml.parse(ts).iter("message"):
                translation = message.find("translation")
                texts = [form.text for form in translation.findall("numerusform")] or [translation.text]
                if translation.get("type") or not all(texts):
                    found.append(f"{ts.name}: not translated: {message.findtext('source')}")
                elif sorted(re.findall(r"%\d", message.findtext("source"))) != sorted(re.findall(r"%\d", texts[0])):
                    found.append(f"{ts.name}: other placeholders: {message.findtext('source')}")
    return found


def main():
    if "--check" not in sys.argv:
        update(HERE)
        return 0
    found = problems()
    print("\n".join(found) or "all texts are translated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
