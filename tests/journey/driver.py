# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window as a person does: the accessibility tree is read, keys and clicks go through the X server.

Run by a journey test inside tools/headless. Nothing here knows clinical facts."""
import os
import re
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

SLOW = float(os.environ.get("PDL_TEST_SLOW", "1"))  # the machine may be busy: every patience grows with it
# Below the throw-away home; a program in a sandbox sees a part of that only.
STORES = os.path.join(os.environ["HOME"], os.environ.get("PDL_TEST_STORES", ""))


def xdo(*words):
    return subprocess.run(["xdotool", *map(str, words)], check=True, capture_output=True, text=True).stdout


def wait(ask, seconds=20, what="something"):
    """Asks until the answer is true; objects of the tree may vanish while they are walked."""
    end = time.monotonic() + seconds * SLOW
    while True:
        try:
            answer = ask()
            if answer:
                return answer
        except GLib.GError:
            pass
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.05)


def children(node):
    return [c for c in (node.get_child_at_index(i) for i in range(node.get_child_count())) if c]


def walk(node, last_first=False):
    """Every object below @node; with @last_first the newest siblings come first, which finds a toast before it is gone."""
    stack = [node]
    while stack:
        here = stack.pop()
        try:
            here.clear_cache()
            below = children(here)
        except GLib.GError:
            continue
        yield here
        stack.extend(below if last_first else reversed(below))


def names(node):
    found = []
    for here in walk(node):
        try:
            name = here.get_name()
        except GLib.GError:
            continue
        if name:
            found.append(name)
    return found


class Program:
    """The program, started by the words of @command on the store named @store, and its window. The display is its own."""

    def __init__(self, command, store):
        self.keys = 0
        self.app = None
        self.focus = None
        self.listener = Atspi.EventListener.new(self.focus_moved)
        self.listener.register("object:state-changed:focused")
        self.process = subprocess.Popen([*command, "--store", os.path.join(STORES, store)])
        self.app = wait(lambda: next((a for a in children(Atspi.get_desktop(0)) if a.get_name() == "pedicle"), None), 30, "the program")
        self.frame = None
        try:
            self.xid = wait(self.window, 30, "the window")
        except AssertionError as error:
            raise AssertionError(f"{error}; the tree says {self.frame and names(self.frame)[:8]}") from error
        xdo("windowsize", "--sync", self.xid, 1440, 900, "windowmove", self.xid, 0, 0, "windowfocus", "--sync", self.xid)

    def window(self):
        """The program's window in the tree and on the display, found by its title: in a sandbox the process has another number than
        outside. Both anew at every try: the title changes when the case of the last session opens."""
        self.frame = next((c for c in children(self.app) if c.get_role() == Atspi.Role.FRAME), None)
        if self.frame is None:
            return None
        self.frame.clear_cache()
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{re.escape(self.frame.get_name())}$"], check=False,
                               capture_output=True, text=True)
        return (found.stdout.split() or [None])[-1]

    def press(self, *keys):
        """Each key or chord counts as one press."""
        for key in keys:
            xdo("key", "--clearmodifiers", key)
            self.keys += 1
            time.sleep(0.04 * SLOW)

    def type(self, text):
        xdo("type", "--delay", 40, text)
        self.keys += len(text)
        time.sleep(0.05 * SLOW)

    def find(self, match, role=None, last_first=False):
        """First object whose name fulfils @match; None."""
        for here in walk(self.frame, last_first):
            try:
                if (role is None or here.get_role() == role) and match(here.get_name() or ""):
                    return here
            except GLib.GError:
                continue
        return None

    def until(self, match, what, role=None, seconds=20, last_first=False):
        return wait(lambda: self.find(match, role, last_first), seconds, what)

    def focus_moved(self, event, *_):
        try:
            if event.source.get_application() == self.app and (event.detail1 or event.source == self.focus):
                self.focus = event.source if event.detail1 else None
        except GLib.GError:
            self.focus = None

    def focused(self):
        """The name of the object in hand, as it was told when the keyboard came there or has become since. GTK 4.18 tells nothing of
        an object that has only just appeared: then the tree is asked."""
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            if self.focus is None:
                self.focus = next((n for n in walk(self.frame) if n.get_state_set().contains(Atspi.StateType.FOCUSED)), None)
            if self.focus is None:
                return ""
            self.focus.clear_cache()
            return self.focus.get_name() or ""
        except GLib.GError:
            self.focus = None
            return ""

    def until_focus(self, start, seconds=10):
        """The object in hand has a name that starts with @start."""
        return wait(lambda: self.focused().startswith(start), seconds, f"the keyboard at “{start}”")

    def click(self, node, button=1, modifiers=()):
        """In the middle of @node."""
        window, box = self.frame.get_extents(Atspi.CoordType.WINDOW), node.get_extents(Atspi.CoordType.WINDOW)
        geometry = dict(line.split("=") for line in xdo("getwindowgeometry", "--shell", self.xid).split())
        edge = -2 * window.x if window.x < 0 else (int(geometry["WIDTH"]) - window.width) // 2
        xdo("mousemove", "--window", self.xid, box.x + box.width // 2 + edge, box.y + box.height // 2 + edge)
        time.sleep(0.05)
        for modifier in modifiers:
            xdo("keydown", modifier)
        xdo("click", button)
        for modifier in modifiers:
            xdo("keyup", modifier)
        time.sleep(0.05 * SLOW)

    def picture(self, path):
        subprocess.run(["import", "-window", self.xid, path], check=False)

    def end(self):
        self.process.terminate()
        self.process.wait(20)


class Tap:
    """Points of a test, in order."""

    def __init__(self):
        self.n = 0
        self.bad = 0

    def ok(self, good, text):
        self.n += 1
        self.bad += not good
        print(f"{'ok' if good else 'not ok'} {self.n} - {text}", flush=True)

    def note(self, text):
        print(f"# {text}", flush=True)

    def done(self):
        print(f"1..{self.n}", flush=True)
        sys.exit(1 if self.bad else 0)
