#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawing by mouse: a click starts a case and selects, a drag marks a range, Shift extends, buttons and pictures set values,
the axial view switches sectors; then the program ends and finds everything again."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402
from driver import Program, Tap, wait, walk, xdo  # noqa: E402

tap = Tap()
program = Program(sys.argv[1:], "mouse.db")


def level(name):
    return program.until(lambda n: n == name or n.startswith(name + ","), f"vertebra {name}", Atspi.Role.LIST_ITEM)


def spoken(name, part):
    return wait(lambda: part in level(name).get_name() and level(name).get_name(), 15, f"{name} saying “{part}”")


def selected():
    return [n.get_name().split(",")[0] for n in walk(program.frame)
            if n.get_role() == Atspi.Role.LIST_ITEM and n.get_state_set().contains(Atspi.StateType.SELECTED) and n.get_name() and n.get_name()[0] in "CTLS"]


def body(node):
    """A vertebra spans both views and its processes hang below the body: aim at the body of the lateral view."""
    window, box = program.frame.get_extents(Atspi.CoordType.WINDOW), node.get_extents(Atspi.CoordType.WINDOW)
    geometry = dict(line.split("=") for line in xdo("getwindowgeometry", "--shell", program.xid).split())
    edge = -2 * window.x if window.x < 0 else (int(geometry["WIDTH"]) - window.width) // 2
    return box.x + min(18, box.width // 6) + edge, box.y + box.height * 3 // 10 + edge


def press(node):
    x, y = body(node)
    xdo("mousemove", "--window", program.xid, x, y, "click", 1)


try:
    program.until(lambda n: n.startswith("Sample case "), "the start page")
    press(level("T8"))
    program.until(lambda n: n.startswith("Bone lesion"), "the rows of the level")
    tap.ok(wait(lambda: selected() == ["T8"], 10, "T8 selected"), "a click on the drawing starts a case and selects the vertebra")

    x0, y0 = body(level("T6"))
    x1, y1 = body(level("T9"))
    xdo("mousemove", "--window", program.xid, x0, y0, "mousedown", 1)
    for step in range(1, 11):
        xdo("mousemove", "--window", program.xid, x0 + (x1 - x0) * step // 10, y0 + (y1 - y0) * step // 10)
    xdo("mouseup", 1)
    tap.ok(wait(lambda: selected() == ["T6", "T7", "T8", "T9"], 10, "the dragged range"), "a drag marks a range")

    press(level("T8"))
    wait(lambda: selected() == ["T8"], 10, "T8 alone")
    xdo("keydown", "shift")
    press(level("T10"))
    xdo("keyup", "shift")
    tap.ok(wait(lambda: selected() == ["T8", "T9", "T10"], 10, "the extended range"), "Shift extends to the vertebra clicked")

    press(level("T8"))
    wait(lambda: selected() == ["T8"], 10, "T8 alone")
    program.click(program.until(lambda n: n == "Bone lesion: Lytic", "the button of the value"))
    tap.ok(spoken("T8", "Lytic"), "a button of the row sets the value, the drawing says it")

    xdo("key", "ctrl+g")
    program.until_focus("Go to level")
    program.type("t8")
    program.press("Return")
    program.until_focus("T8")
    program.press("Return")
    program.until_focus("Vertebral body")
    program.press("space")
    tap.ok(spoken("T8", "Vertebral body"), "in the axial view a sector is switched")
    program.click(program.until(lambda n: "Bilsky" in n and " 2: " in n, "the picture of grade 2"))
    tap.ok(spoken("T8", "ESCC 2"), "a picture sets the grade")
    program.press("Escape")

    program.until(lambda n: n.startswith("Saved"), "the saved state")
    program.end()
    program = Program(sys.argv[1:], "mouse.db")
    again = spoken("T8", "ESCC 2")
    tap.note(again)
    tap.ok("Lytic" in again and "Vertebral body" in again, "after a restart the case is open again with everything")

    press(level("T8"))
    wait(lambda: selected() == ["T8"], 10, "T8 alone")
    xdo("key", "Delete")
    # The toast stays for ten seconds only: looked for first, at the end of the tree, where it is.
    program.click(program.until(lambda n: n.split(" ")[-1] == "Undo", "the toast with Undo", last_first=True))
    tap.ok(spoken("T8", "ESCC 2"), "Delete clears, the toast takes it back")
except AssertionError as error:
    tap.ok(False, str(error))
    tap.note(f"keyboard at: {program.focused()}; selected: {selected()}")
finally:
    if os.environ.get("PDL_TEST_PICTURE"):
        program.picture(os.environ["PDL_TEST_PICTURE"])
    program.end()
tap.done()
