#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A case that was changed elsewhere while it is open here, and a file of a case that is stored already: nothing is lost, nothing
doubled, and the person decides. By keyboard where there is one. PDL_CLI is the other program."""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from driver import STORES, Program, Tap, children, names, wait, walk, xdo  # noqa: E402

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

tap = Tap()
store = os.path.join(STORES, "versions.db")
sample = os.path.join(os.environ["PDL_SOURCE_DIR"], "data", "samples", "02-breast-l3-pain.json")
copy = os.path.join(STORES, "copy.json")


def cli(*words, text=None):
    return subprocess.run([os.environ["PDL_CLI"], *words, "--store", store], check=True, input=text, capture_output=True, text=True).stdout


def stored():
    return [json.loads(line) for line in cli("export").splitlines()]


def visit(case):
    return case["assessments"][-1]


def find_other():
    """The X window that is not the first one; xdotool fails when it finds none."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "edicle"], check=False, capture_output=True, text=True)
    return next((w for w in found.stdout.split() if w != program.xid), None)


def other_window(part):
    """A second window of the program that says @part, with the keyboard."""
    window = wait(lambda: next((c for c in children(program.app) if c != program.frame and any(part in n for n in names(c))), None), 20,
                  f"a window that says “{part}”")
    xdo("windowfocus", "--sync", wait(find_other, 10, "its X window"))
    return window


def gone(window_part):
    wait(lambda: not any(c != program.frame and any(window_part in n for n in names(c)) for c in children(program.app)), 20, "the window gone")


def picture(name):
    folder = os.environ.get("PDL_TEST_PICTURES")
    if folder:
        subprocess.run(["import", "-window", "root", os.path.join(folder, name)], check=False)


cli("import", sample)
line = cli("export").strip()
with open(copy, "w", encoding="utf-8") as file:
    file.write(line)
program = Program(sys.argv[1:], "versions.db")
try:
    program.until(lambda n: "Synthetic-Jansen" in n, "the stored case")
    elsewhere = json.loads(line)
    visit(elsewhere)["findings"]["ecog"] = 3
    cli("import", "-", "--replace", text=json.dumps(elsewhere))
    tap.ok(visit(stored()[0])["findings"]["ecog"] == 3, "the case is changed elsewhere")

    program.press("ctrl+g")
    program.until_focus("Go to level")
    program.type("t9")
    program.press("Return")
    program.until_focus("T9")
    program.press("l")
    compare = program.until(lambda n: n == "Compare", "the offer to compare", Atspi.Role.PUSH_BUTTON)
    tap.ok("T9" not in visit(stored()[0]).get("levels", {}), "the edit here is refused, nothing is overwritten")
    picture("1-bar.png")
    program.click(compare)
    window = other_window("Before both")
    said = names(window)
    picture("2-compare.png")
    for name in said:
        tap.note(name)
    tap.ok(any("T9" in n and "stored now" in n for n in said) and any("T9" in n and "yours" in n for n in said), "both versions of T9 are said")
    tap.ok(any("Changed in the store only" in n for n in said), "what only the store changed is told")
    xdo("key", "alt+y")
    wait(lambda: any("chosen; the rest" in n for n in names(window)), 10, "the choice told")
    picture("3-chosen.png")
    xdo("key", "alt+t")
    gone("Before both")
    wait(lambda: "T9" in visit(stored()[0]).get("levels", {}), 20, "the edit on the disk")
    tap.ok(visit(stored()[0])["findings"]["ecog"] == 3, "the store has both changes")
    tap.ok(program.until(lambda n: n.startswith("Saved"), "the saved state") is not None, "it says that it is saved")
    program.end()

    # The file it came from, opened again
    program = Program([*sys.argv[1:], copy], "versions.db")
    window = other_window("This case is stored already")
    picture("4-ask.png")
    tap.ok(len(stored()) == 1, "a file of a stored case asks before anything is done")
    xdo("key", "Escape")
    gone("This case is stored already")
    tap.ok(len(stored()) == 1 and visit(stored()[0])["findings"]["ecog"] == 3, "cancelled, nothing is changed")
    program.end()

    program = Program([*sys.argv[1:], copy], "versions.db")
    other_window("This case is stored already")
    xdo("key", "alt+b")
    wait(lambda: len(stored()) == 2, 20, "the second case")
    tap.ok(visit(stored()[0]) != visit(stored()[1]), "kept both")
    program.end()

    program = Program([*sys.argv[1:], copy], "versions.db")
    other_window("This case is stored already")
    xdo("key", "alt+o")
    window = other_window("In the file")
    picture("5-file.png")
    xdo("key", "alt+f")
    wait(lambda: any("chosen; the rest" in n for n in names(window)), 10, "the choice told")
    xdo("key", "alt+t")
    wait(lambda: not any("T9" in visit(case).get("levels", {}) for case in stored()), 20, "the file's version on the disk")
    tap.ok(len(stored()) == 2, "taken over by comparison, as one more change of the stored case")
    tap.ok(json.loads(cli("store", "check"))["findings"] == [], "the store is sound")
except AssertionError as error:
    tap.ok(False, str(error))
    for frame in children(program.app):
        tap.note(str([n.get_name() for n in walk(frame) if n.get_name()][:40]))
    picture("9-failed.png")
finally:
    program.end()
tap.done()
