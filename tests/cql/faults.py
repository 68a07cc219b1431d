#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""faults.py FROM TO: a copy of the knowledge with three faults, each in another kind of rule.

faults.py --check FILE: whether the differences that compare.mjs wrote name each of them. TAP.
"""
import json
import pathlib
import re
import shutil
import sys

# what is wrong, file, group, old line, new line, the difference that has to show (kind and what)
FAULTS = [
    ("the condition of a modifier", "local-treatment.ini", "modifier M2.1", "when = sins_band = 'indeterminate'", "when = sins_band = 'stable'", "modifier M2.1"),
    ("the time limit of a row", "local-treatment.ini", "row PLT-04", "urgency = immediate", "urgency = 24 h", "limit urgency"),
    ("an argument for an option", "statements.ini", "statement e2-supportive", "supports = supportive; no_local", "supports = supportive", "argument for no_local"),
]


def seed(source, target):
    shutil.copytree(source, target)
    for what, file, group, old, new, _ in FAULTS:
        path = target / file
        text = path.read_text()
        match = re.search(rf"^\[{re.escape(group)}\]\n(?:(?!\[).*\n)*?({re.escape(old)})$", text, re.M)
        if match is None:
            sys.exit(f"{what}: “{old}” is not in [{group}] of {file}")
        path.write_text(text[:match.start(1)] + new + text[match.end(1):])


def check(found):
    seen = {entry["key"] for entry in json.loads(found.read_text())} if found.exists() else set()
    print(f"1..{len(FAULTS) + 1}")
    for number, (what, *_, key) in enumerate(FAULTS, 1):
        print(f"{'ok' if key in seen else 'not ok'} {number} - {what} is found: {key}")
    # A wrong argument can be told in two places; anything else is a difference that nobody seeded.
    others = sorted(seen - {entry[-1] for entry in FAULTS} - {"argument for_unknown no_local"})
    print(f"{'ok' if not others else 'not ok'} {len(FAULTS) + 1} - nothing else differs {' '.join(others)}")
    sys.exit(0 if not others and all(entry[-1] in seen for entry in FAULTS) else 1)


if sys.argv[1] == "--check":
    check(pathlib.Path(sys.argv[2]))
seed(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
