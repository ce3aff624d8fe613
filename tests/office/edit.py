#!/usr/bin/python3
"""Edits a Word file in LibreOffice with its changes tracked, as a delegation would.

    edit.py IN.docx EDITS.json OUT.docx

EDITS is {"author": "Maria Silva", "edits": [...]}; an edit is one of
    {"replace": words, "with": words}    {"delete": words}
    {"after": words, "insert": words}    {"paragraph_after": words, "text": words}
    {"delete_paragraph": words}          {"split_before": words}
    {"join_next": words}                 {"italic": words}
    {"accept_all": true}                 {"reject_all": true}
Words are looked for in the text as it then is; what is not found ends the run with an error. No
comments: the bridge of LibreOffice 7.4 breaks where a file has one.
Needs LibreOffice and its Python bridge (Debian: libreoffice-writer-nogui, python3-uno). Starts
LibreOffice with a profile of its own, ends it after two minutes, and leaves nothing behind.
"""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="givenname" oor:op="fuse"><value>%s</value></prop></item>
</oor:items>"""


def prop(name, value):
    out = PropertyValue()
    out.Name, out.Value = name, value
    return out


def start(folder, author):
    """A LibreOffice of our own, and the process to be ended afterwards."""
    user = folder / "user"
    user.mkdir(parents=True)
    safe = author.replace("&", "&amp;").replace("<", "&lt;")
    (user / "registrymodifications.xcu").write_text(PROFILE % safe, encoding="utf-8")
    pipe = "chapeau%d" % os.getpid()
    process = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", "--nodefault",
         "-env:UserInstallation=" + folder.as_uri(), "--accept=pipe,name=%s;urp;" % pipe],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
            return process, context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context), context
        except Exception:
            time.sleep(0.25)
    process.kill()
    sys.exit("LibreOffice did not start")


def find(document, words):
    search = document.createSearchDescriptor()
    search.SearchString, search.SearchCaseSensitive = words, True
    found = document.findFirst(search)
    if found is None:
        sys.exit("not found: " + words)
    return found


def paragraph(text, found):
    """A cursor over the whole paragraph that holds a place."""
    cursor = text.createTextCursorByRange(found.getStart())
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    return cursor


def dispatch(context, document, command):
    helper = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    helper.executeDispatch(document.CurrentController.Frame, command, "", 0, ())


def edit(context, document, one):
    text = document.Text
    if "replace" in one:
        find(document, one["replace"]).setString(one["with"])
    elif "delete" in one:
        find(document, one["delete"]).setString("")
    elif "insert" in one:
        text.insertString(find(document, one["after"]).getEnd(), one["insert"], False)
    elif "paragraph_after" in one:
        cursor = paragraph(text, find(document, one["paragraph_after"]))
        cursor.collapseToEnd()
        text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        text.insertString(cursor, one["text"], False)
    elif "delete_paragraph" in one:
        cursor = paragraph(text, find(document, one["delete_paragraph"]))
        cursor.goRight(1, True)
        cursor.setString("")
    elif "split_before" in one:
        text.insertControlCharacter(find(document, one["split_before"]).getStart(), PARAGRAPH_BREAK, False)
    elif "join_next" in one:
        cursor = paragraph(text, find(document, one["join_next"]))
        cursor.collapseToEnd()
        cursor.goRight(1, True)
        cursor.setString(one.get("with", ""))
    elif "italic" in one:
        find(document, one["italic"]).CharPosture = uno.Enum("com.sun.star.awt.FontSlant", "ITALIC")
    elif "accept_all" in one:
        dispatch(context, document, ".uno:AcceptAllTrackedChanges")
    elif "reject_all" in one:
        dispatch(context, document, ".uno:RejectAllTrackedChanges")
    else:
        sys.exit("no such edit: %s" % one)


def late(*_):
    raise SystemExit("LibreOffice took too long")


def main(source, edits, target):
    signal.signal(signal.SIGALRM, late)
    signal.alarm(120)
    wish = json.loads(pathlib.Path(edits).read_text(encoding="utf-8"))
    folder = pathlib.Path(tempfile.mkdtemp())
    process, desktop, context = start(folder, wish.get("author", "Maria Silva"))
    try:
        url = pathlib.Path(source).resolve().as_uri()
        document = desktop.loadComponentFromURL(url, "_blank", 0, (prop("Hidden", True),))
        document.RecordChanges = not any("accept_all" in one or "reject_all" in one for one in wish["edits"])
        for one in wish["edits"]:
            edit(context, document, one)
        document.storeToURL(pathlib.Path(target).resolve().as_uri(),
                            (prop("FilterName", "MS Word 2007 XML"),))
    finally:
        signal.alarm(0)
        # The file is written by now, or the error is on its way.
        for last in (lambda: document.close(True), lambda: desktop.terminate()):
            try:
                last()
            except Exception:
                pass
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
        shutil.rmtree(folder, ignore_errors=True)
        lock = pathlib.Path(source).resolve()
        lock.with_name(".~lock.%s#" % lock.name).unlink(missing_ok=True)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
