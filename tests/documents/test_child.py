"""The rendering process: limited, without secrets, and there again after it was killed."""

import hashlib
import json
import os
import subprocess
import sys
import textwrap
import threading
from collections import OrderedDict
from pathlib import Path

import pytest

from registry.documents import child, protocol
from registry.documents.errors import DocumentInvalid, RenderFailed, RenderTooSlow
from registry.documents.protocol import RenderingLimits
from tests.documents.example import example

pytestmark = pytest.mark.slow  # a process of its own, or the whole typesetting


def runaway() -> dict:
    """Data that pass the hygiene and still take minutes: very many rows in a table that may not be broken."""
    goal = {
        "text": "ord " * 20,
        "indicator": "ord " * 10,
        "baseline": "x",
        "target": "x",
        "due_on": "2027-01-01",
    }
    return example(goals=[goal] * 900)


def test_gives_the_same_bytes_as_in_this_process(decided):
    assert child.render_in_child("agreement", example()) == decided


def test_the_web_process_never_loads_the_engine():
    program = """
    import sys
    from registry.documents import child
    from tests.documents.example import example
    assert child.render_in_child("agreement", example()).startswith(b"%PDF")
    assert "weasyprint" not in sys.modules
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_the_rendering_process_has_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hemlig")
    renderer = child._Renderer()
    renderer.start()
    try:
        assert "hemlig" not in Path(f"/proc/{renderer._process.pid}/environ").read_text(encoding="utf-8")
    finally:
        renderer.stop()


@pytest.mark.parametrize(
    "limits", [RenderingLimits(cpu=1, wall=600), RenderingLimits(cpu=600, wall=1)], ids=["cpu", "wall"]
)
def test_a_runaway_is_killed_in_time(limits):
    child.render_in_child("agreement", example())
    with pytest.raises(RenderTooSlow, match="för lång tid"):
        child.render_in_child("agreement", runaway(), limits=limits)
    assert child.render_in_child("agreement", example()).startswith(b"%PDF")


def test_memory_is_limited():
    # Where memory runs out decides what the interpreter makes of it: no one sentence is certain.
    with pytest.raises(RenderFailed, match="Dokumentet kunde inte skapas"):
        child.render_in_child("agreement", example(), limits=RenderingLimits(memory=150 << 20))


def test_ten_megabytes_are_refused_at_once_and_named():
    with pytest.raises(RenderFailed, match=r"fältet goals\.1\.text är för lång"):
        child.render_in_child("agreement", example(goals=[{"text": "x" * 10_000_000}]))


def test_a_word_of_many_pages_is_refused():
    with pytest.raises(RenderFailed, match="Fältet background har ett ord"):
        child.render_in_child("agreement", example(background="ord" * 6_000))


def test_too_many_values_are_refused():
    with pytest.raises(RenderFailed, match="för många"):
        child.render_in_child("agreement", example(activities=["x"] * 6_000))


@pytest.mark.parametrize(
    "text",
    ["ett a" + "\u0301" * 1_900, "\u202eabc\x00", "<script>", "ord" * 600 + " 😀" * 600],
    ids=["marks", "bidi", "html", "words"],
)
def test_hostile_text_becomes_a_document(text):
    assert child.render_in_child("agreement", example(background=text)).startswith(b"%PDF")


def test_two_hundred_thousand_accents_neither_hang_nor_crash():
    with pytest.raises(RenderFailed) as refused:
        child.render_in_child("agreement", example(background="a" + "\u0301" * 200_000))
    assert refused.type is RenderFailed, "it was begun, and took too long"


def test_a_fault_in_the_data_is_an_error_not_a_hang(caplog):
    with pytest.raises(RenderFailed, match="Felet är loggat"):
        child.render_in_child("agreement", example(starts_on="hemlig text"))
    assert "ValueError at rendering.py" in caplog.text
    assert "hemlig text" not in caplog.text


def test_an_invalid_document_names_what_failed():
    answer = protocol.NONCONFORMING + json.dumps(["en bild saknar textalternativ", "titeln saknas"]).encode()
    with pytest.raises(DocumentInvalid, match="kontrollen: en bild saknar textalternativ; titeln saknas"):
        child._document(answer, 1, RenderingLimits())


def test_a_killed_rendering_process_is_started_again(decided):
    child.warm()
    child._renderer._process.kill()
    child._renderer._process.wait()
    assert child.render_in_child("agreement", example()) == decided


def test_several_at_once_are_kept_apart():
    titles = [f"Exempel {number}" for number in range(4)]
    made = {}

    def make(title):
        made[title] = child.render_in_child("agreement", example(title=title))

    threads = [threading.Thread(target=make, args=(title,)) for title in titles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {hashlib.sha256(document).digest() for document in made.values()} == {
        hashlib.sha256(child.render_in_child("agreement", example(title=title))).digest() for title in titles
    }


def test_works_in_a_forked_copy_of_the_process():
    child.warm()
    pid = os.fork()
    if pid == 0:
        try:
            started = child.render_in_child("agreement", example()).startswith(b"%PDF")
            child._renderer.stop()
        except BaseException:
            started = False
        os._exit(0 if started else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def test_a_draft_that_took_too_long_is_refused_at_once_until_it_is_changed(monkeypatch):
    tried = []

    def too_slow(_template, data):
        tried.append(data)
        raise RenderTooSlow("för lång tid")

    monkeypatch.setattr(child, "render_in_child", too_slow)
    monkeypatch.setattr(child, "_hopeless", OrderedDict())
    for title in ("a", "a", "b", "a"):
        with pytest.raises(RenderTooSlow, match="för lång tid"):
            child.draw_draft("agreement", {"title": title, "frozen_at": str(len(tried))})
    assert [one["title"] for one in tried] == ["a", "b"]
    monkeypatch.setattr(child, "_MOST_HOPELESS", 1)
    for title in ("c", "a"):
        with pytest.raises(RenderTooSlow):
            child.draw_draft("agreement", {"title": title, "frozen_at": str(len(tried))})
    assert [one["title"] for one in tried] == ["a", "b", "c", "a"]
    assert len(child._hopeless) == 1
