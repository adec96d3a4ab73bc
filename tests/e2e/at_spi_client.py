#!/usr/bin/python3
"""A screen reader of the test's own, in the system's Python: one JSON request a line, one JSON answer a line.

Requests: {"do": "tree"}, {"do": "names", "role"}, {"do": "press", "name", "role"?}, {"do": "write", "name", "text"},
{"do": "state", "name", "role"?}. Knows nothing of the program but what the accessibility bus tells.
"""

import contextlib
import json
import sys
import time

import pyatspi
from gi.repository import GLib

FAULTS = (GLib.Error, LookupError, NotImplementedError, AttributeError, RuntimeError)
"""What the bus answers about things that are no longer there."""
PATIENCE = 15.0


def application():
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for one in pyatspi.Registry.getDesktop(0):
            if one and one.name == "Caldesk":
                return one
        time.sleep(0.1)
    sys.exit("the program is not on the accessibility bus")


def walk(thing):
    yield thing
    for child in thing:
        if child is not None:
            yield from walk(child)


def showing(thing):
    return thing.getState().contains(pyatspi.STATE_SHOWING)


def fits_request(thing, request):
    if not thing.name.startswith(request["name"]) or request.get("role") not in (None, thing.getRoleName()):
        return False
    return request["do"] != "write" or thing.getState().contains(pyatspi.STATE_EDITABLE)


def found(request):
    """The first thing in sight that fits; waits for it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(*FAULTS):  # the tree may change while it is walked
            for thing in walk(application()):
                if fits_request(thing, request) and showing(thing):
                    return thing
        time.sleep(0.1)
    raise LookupError(f"nothing in sight is called {request['name']!r}")


def actions(thing):
    try:
        asked = thing.queryAction()
    except NotImplementedError:
        return []
    return [asked.getName(number) for number in range(asked.nActions)]


def press(thing, name=None):
    names = actions(thing)
    wanted = name or next(one for one in ("Press", "Toggle", *names) if one in names)
    return thing.queryAction().doAction(names.index(wanted))


def answer(request):
    what = request["do"]
    if what == "tree":
        lines = []
        for thing in walk(application()):
            if showing(thing):
                lines.append([thing.getRoleName(), thing.name, actions(thing)])
        return lines
    if what == "names":
        return [one.name for one in walk(application()) if one.getRoleName() == request["role"] and showing(one)]
    thing = found(request)
    if what == "press":
        return bool(press(thing, request.get("action")))
    if what == "write":
        return bool(thing.queryEditableText().setTextContents(request["text"]))
    if what == "state":
        states = thing.getState().getStates()
        return [pyatspi.stateToString(state) for state in states]
    raise LookupError(what)


for line in sys.stdin:
    try:
        said = {"answer": answer(json.loads(line))}
    except FAULTS as error:
        said = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
