#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole case by keyboard alone, from an empty store to a determined reading with its basis, counting the keys.

The case: woman of 61, renal cell carcinoma, T8 lytic with over half of the height lost, both pedicles, epidural grade 2, new
kyphosis, mechanical pain 7 of 10, walks with aid, leg weakness for 3 days, ECOG 1, lung metastases under control, over 6 months
expected, no earlier radiation, fit for surgery."""
import datetime
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from driver import Atspi, Program, Tap, children, names, wait, walk  # noqa: E402

AIM = 120

tap = Tap()
program = Program(sys.argv[1:], "journey.db")
try:
    program.until(lambda n: n.startswith("Sample case "), "the start page")
    tap.ok(True, "the start page stands")

    # Patient
    program.press("ctrl+n")
    program.until_focus("Family name")
    program.type("Test")
    program.press("Return")
    program.until_focus("Birth date")
    today = datetime.date.today()
    program.type(f"{today.year - 61}-01-02")
    program.press("Return")
    program.until_focus("Sex")
    program.press("f")
    # Cancer: the list narrows while typing, Enter takes the first
    program.until_focus("Primary tumour")
    program.type("renal")
    program.press("Return")
    program.until_focus("Tissue confirms")
    program.press("y")
    # Pain
    program.press("ctrl+3")
    program.until_focus("Back or neck pain")
    program.press("y")
    program.type("7")
    program.press("Return")
    program.until_focus("Pain character")
    program.press("m", "Return")
    # Neurology
    program.until_focus("Cord or cauda symptoms")
    program.press("w", "Return", "n")
    program.until_focus("Walking")
    program.press("w")
    program.until_focus("Neurological status")
    program.press("Down")
    program.until_focus("Course")
    program.press("r", "Down")
    program.until_focus("Spinal infection suspected")
    program.press("n")
    # Function and fitness
    program.until_focus("ECOG now")
    program.type("1")
    program.press("Return", "Return")
    program.until_focus("Fit for surgery")
    program.press("f")
    # Imaging
    program.until_focus("Adequate spine MRI")
    program.press("y", "y")
    # Spine
    program.press("ctrl+g")
    program.until_focus("Go to level")
    program.type("t8")
    program.press("Return")
    program.until_focus("T8")
    program.press("l", "3", "k", "p", "p", "p", "e", "2")
    spoken = program.until(lambda n: n.startswith("T8, ") and "ESCC 2" in n, "the spoken vertebra").get_name()
    tap.note(spoken)
    tap.ok("Lytic" in spoken and "50 %" in spoken and "SINS 14" in spoken, "the vertebra says what was recorded and its score")
    # Extent and prognosis
    program.press("ctrl+8")
    program.until_focus("Organ metastases")
    program.press("l", "Return", "Down", "Down", "Down")
    program.until_focus("Disease activity")
    program.press("1")
    program.until_focus("Expected survival")
    program.press("o")
    # Earlier radiotherapy
    program.press("ctrl+9")
    program.until_focus("Earlier RT")
    program.press("n")

    # What the pane says
    def reading():
        said = names(program.frame)
        return said if any("Determined" in n for n in said) and any("PLT-25" in n for n in said) else None

    said = wait(reading, 20, "a determined reading")
    tap.ok(any(n.startswith("T8") and "etermined" in n for n in said), "the reading of T8 is determined")
    tap.ok(any("24" in n and "48" in n for n in said), "its time limit is said")
    for n in said:
        if "PLT-25" in n or "etermined" in n:
            tap.note(n)
    options = [n for n in said if n.startswith("Option ")]
    tap.ok(len(options) >= 2, f"{len(options)} options are offered")
    tap.ok(options and all("not chosen" in n for n in options), "none of them is chosen beforehand")
    entered = program.keys
    tap.note(f"{entered} keys pressed")
    tap.ok(entered <= AIM, f"entered with {entered} keys, aim {AIM}")

    # Its basis, by key, and back
    program.press("ctrl+b")
    program.until(lambda n: "PLT-25" in n and "asis" in n, "the basis")
    tap.ok(True, "Ctrl+B opens the basis")
    program.press("Escape")

    # A view in a window of its own; a line of it that leads into the main window does not stay above what it opened
    def side_window():
        return next((c for c in children(program.app) if c.get_name() == "Prognosis" and c.get_state_set().contains(Atspi.StateType.SHOWING)), None)

    program.press("ctrl+t")
    side = wait(side_window, 10, "the prognosis")
    line = wait(lambda: next((n for n in walk(side) if (n.get_name() or "").endswith(", basis")), None), 10, "a line that leads to its basis")
    tap.note(f"“{line.get_name()}”")
    line.get_action_iface().do_action(0)
    wait(lambda: side_window() is None, 10, "the prognosis gone")
    program.until(lambda n: n.startswith("Model card") or "asis" in n, "the basis of a score")
    tap.ok(True, "Ctrl+T opens the prognosis, and its lines lead to their basis")
    program.press("Escape")

    # Saved, and undone
    program.until(lambda n: n.startswith("Saved"), "the saved state")
    tap.ok(True, "it says that it is saved")
    program.press("ctrl+z")
    wait(lambda: not any(n.startswith("T8") and ", determined" in n.lower() and "cannot" not in n for n in names(program.frame)), 10, "another reading after undo")
    tap.ok(True, "Undo takes the last answer back and the reading follows")
    program.press("ctrl+shift+z")
    wait(reading, 10, "the reading after redo")
    tap.ok(True, "Redo brings it again")

    # A second search begins anew
    program.press("ctrl+f")
    program.type("abc")
    program.press("ctrl+f")
    program.type("xyz")
    program.until(lambda n: "“xyz”" in n, "the search for what was typed last")
    tap.ok(True, "Ctrl+F again replaces what was searched")
except AssertionError as error:
    tap.ok(False, str(error))
    tap.note(f"keyboard at: {program.focused()}")
finally:
    if os.environ.get("PDL_TEST_PICTURE"):
        program.picture(os.environ["PDL_TEST_PICTURE"])
    program.end()
tap.done()
