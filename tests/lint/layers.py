#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A wrong-way include must not compile.

For every layer the flags of one of its files are taken from compile_commands.json; a one-line file that includes a header of a
layer it must not see has to fail, one that includes a header of its own has to pass.
"""
import json
import os
import shlex
import subprocess
import sys
import tempfile

source, build = sys.argv[1:3]
order = ["record", "knowledge", "reason", "dose", "plan", "store", "exchange", "proof", "session", "draw", "report", "widgets", "app"]
sees = {
    "record": [],
    "knowledge": ["record"],
    "reason": ["record", "knowledge"],
    "dose": ["record", "knowledge"],
    "plan": ["record", "knowledge"],
    "store": ["record"],
    "exchange": ["record", "knowledge", "reason", "plan"],
    "proof": ["record", "knowledge", "reason", "plan", "exchange"],
    "session": ["record", "knowledge", "plan", "store"],
    "draw": ["record", "knowledge"],
    "report": ["record", "knowledge", "plan", "draw"],
    "widgets": ["record", "knowledge", "reason", "dose", "plan", "store", "session", "draw"],
    "app": [layer for layer in order[:-1] if layer != "proof"],
}
toolkit = {"gtk/gtk.h": {"widgets", "app"}, "cairo.h": {"draw", "report", "widgets", "app"}}

commands = json.load(open(os.path.join(build, "compile_commands.json"), encoding="utf-8"))


def flags_of(layer):
    for entry in commands:
        path = os.path.realpath(os.path.join(entry["directory"], entry["file"]))
        if path.startswith(os.path.join(os.path.realpath(source), "src", layer) + os.sep):
            words = shlex.split(entry["command"])
            if os.path.basename(words[0]) == "ccache":
                words = words[1:]
            return words[0], [w for w in words[1:] if w.startswith(("-I", "-D", "-std"))]
    return None


def compiles(compiler, flags, include):
    with tempfile.NamedTemporaryFile("w", suffix=".c") as snippet:
        snippet.write(f'#include "{include}"\nint nothing;\n')
        snippet.flush()
        return subprocess.run([compiler, *flags, "-w", "-fsyntax-only", snippet.name], cwd=build,
                              capture_output=True, check=False).returncode == 0


def header_of(layer):
    names = sorted(n for n in os.listdir(os.path.join(source, "src", layer)) if n.endswith(".h") and "private" not in n)
    return names[0] if names else None


points = []
for layer in order:
    found = flags_of(layer)
    if found is None:
        points.append((False, f"{layer}: no compiled file"))
        continue
    own = header_of(layer)
    points.append((own is None or compiles(*found, own), f"{layer} compiles its own header"))
    for other in order:
        if other == layer or other in sees[layer] or (header := header_of(other)) is None:
            continue
        points.append((not compiles(*found, header), f"{layer} cannot include {other} ({header})"))
    for header, allowed in toolkit.items():
        if layer not in allowed:
            points.append((not compiles(*found, header), f"{layer} cannot include {header}"))

print(f"1..{len(points)}")
for number, (good, name) in enumerate(points, 1):
    print(f"{'ok' if good else 'not ok'} {number} - {name}")
sys.exit(0 if all(good for good, _ in points) else 1)
