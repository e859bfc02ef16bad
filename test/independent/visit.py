"""A visit to the server at the port given, by people who know only docs/wire-live.md. Everything that page promises and
that can be seen from outside is asserted on the way. Prints what was seen as JSON: the entries of each visitor by room.

Where it prints "restart", somebody kills the server and starts it again on the same data and port, and types a line.
"""

import json
import sys

from live import Closed, Connection, Visitor


def main(port):
    pia = Visitor(port, "Pia")
    ole = Visitor(port, "Ole")
    pia.connect(history=1000)
    ole.connect(history=1000, kind="person")
    assert pia.rooms["lobby"]["topic"] == ""
    assert sorted(member["name"] for member in ole.rooms["lobby"]["members"]) == ["Ole", "Pia"]

    first = pia.say("hello from Python 🐍")
    for number in range(1, 8):
        pia.post(f"line {number} of Pia")
        ole.post(f"line {number} of Ole", room="lobby")
    pia.settle()
    ole.settle()
    answer = ole.say("I answer you\nin two lines", answers=first[1])
    wait_for(pia, "lobby", answer[1])
    assert newest(pia, "lobby")["answers"] == first[1]

    refusals(pia)
    another_room(pia, ole)
    between_two(pia, ole)
    the_past(pia)
    looking(pia)
    small_things(pia, ole)
    another_name(pia, ole)
    something_done(pia, ole)
    coming_back(pia, ole)
    taking_over(pia)
    strangers(port)
    restart(pia, ole)

    last = ole.say("and here is the end")
    wait_for(pia, "lobby", last[1])
    goodbye(ole)
    pia.until(lambda message: message.get("event") == "left" and message["room"] == "lobby")
    print(json.dumps({"Pia": pia.entries}))


def refusals(pia):
    """What is refused has a code, and is not kept by anyone."""
    for text, room, code in [
        (" ", "lobby", "empty_text"),
        ("x" * 4001, "lobby", "text_too_long"),
        ("hi", "nowhere", "not_here"),
    ]:
        id = pia.post(text, room=room)
        pia.settle()
        assert pia.refused[id]["code"] == code, pia.refused[id]
        assert pia.refused[id]["message"].strip() != ""
    id = pia.post("hi", to="Nobody_Here")
    pia.settle()
    assert pia.refused[id]["code"] == "not_here"
    id = pia.post("hi", to="Pia")
    pia.settle()
    assert pia.refused[id]["code"] == "not_possible", pia.refused[id]
    pia.tell(type="join", room="no such/room")
    assert pia.until(lambda message: message["type"] == "refused")["code"] == "bad_room"


def another_room(pia, ole):
    pia.tell(type="join", room="#Garden".lower())
    pia.until(lambda message: message["type"] == "live" and message["room"] == "garden")
    pia.tell(type="topic", room="garden", text="roses & tea")
    pia.until(lambda message: message.get("event") == "topic")
    said = pia.say("who is in the garden?", room="garden")
    listed = ole.ask({"type": "rooms"})["rooms"]
    assert {"room": "garden", "topic": "roses & tea", "members": 1} in listed, listed
    ole.tell(type="join", room="garden")
    room = ole.until(lambda message: message["type"] == "room")
    assert room["topic"] == "roses & tea" and room.get("with") is None
    ole.until(lambda message: message["type"] == "live")
    assert ole.entries["garden"][-2]["seq"] >= said[1] or newest(ole, "garden")["seq"] >= said[1]
    ole.say("me", room="garden")
    ole.tell(type="leave", room="garden")
    pia.until(lambda message: message.get("event") == "left" and message["room"] == "garden")


def between_two(pia, ole):
    """Kept, and shown to the two alone; both are told of the room by which they go on."""
    id = pia.post("a word with you", to="ole")
    pia.settle()
    room, seq = pia.accepted[id]
    assert room.startswith("@") and pia.rooms[room]["with"] == "Ole"
    wait_for(ole, room, seq)
    assert ole.rooms[room]["with"] == "Pia"
    place = ole.say("of course", room=room)
    wait_for(pia, room, place[1])
    assert all(each["room"] != room for each in pia.ask({"type": "rooms"})["rooms"])


def the_past(pia):
    """Pages, put together, are what was seen from the beginning."""
    pages, before = [], {}
    while True:
        page = pia.ask({"type": "page", "room": "lobby", "limit": 4, **before})
        assert len(page["entries"]) <= 4
        pages = page["entries"] + pages
        if not page["more"]:
            break
        before = {"before": page["entries"][0]["seq"]}
    assert [bare(entry) for entry in pages] == [bare(entry) for entry in pia.entries["lobby"]]
    forwards, after = [], 0
    while True:
        page = pia.ask({"type": "page", "after": after, "limit": 7})
        forwards += page["entries"]
        assert page["more"] == (after > 0)
        if not page["later"]:
            break
        after = page["entries"][-1]["seq"]
    assert forwards == pages
    middle = len(pages) // 2
    page = pia.ask({"type": "page", "around": pages[middle]["seq"], "limit": 6})
    assert page["entries"] == pages[middle - 3 : middle + 3]
    assert page["more"] and page["later"]


def looking(pia):
    found = pia.ask({"type": "search", "text": "LINE pia", "limit": 3})
    assert [entry["text"] for entry in found["entries"]] == [f"line {number} of Pia" for number in (5, 6, 7)]
    assert found["more"]
    rest = pia.ask({"type": "search", "text": "LINE pia", "before": found["entries"][0]["seq"]})
    assert [entry["text"] for entry in rest["entries"]] == [f"line {number} of Pia" for number in (1, 2, 3, 4)]
    assert not rest["more"]
    garden = pia.ask({"type": "search", "text": "gard", "room": "garden"})
    assert [entry["text"] for entry in garden["entries"]] == ["who is in the garden?"]


def small_things(pia, ole):
    pong = pia.ask({"type": "ping"})
    assert pong["type"] == "pong" and pong["time"].endswith("Z")
    ole.tell(type="typing")
    pia.until(lambda message: message["type"] == "typing")
    assert pia.typists[-1] == ("lobby", "Ole")
    ole.tell(type="read", room="lobby", seq=newest(ole, "lobby")["seq"])
    # Keys that nobody knows are passed over.
    assert ole.ask({"type": "ping", "colour": "green"})["type"] == "pong"


def another_name(pia, ole):
    """Told in every room, answered after it, and refused with a code where it cannot be had."""
    answer = ole.ask({"type": "rename", "name": "Ola"})
    assert (answer["type"], answer["name"]) == ("renamed", "Ola"), answer
    entry = newest(ole, "lobby")
    assert (entry["event"], entry["name"], entry["to"]) == ("renamed", "Ole", "Ola"), entry
    wait_for(pia, "lobby", entry["seq"])
    refused = ole.ask({"type": "rename", "name": "PIA"})
    assert (refused["type"], refused["code"]) == ("refused", "name_taken"), refused
    assert ole.ask({"type": "rename", "name": "Ole"})["name"] == "Ole"
    place = pia.say("welcome back, Ole")
    wait_for(ole, "lobby", place[1])


def something_done(pia, ole):
    place = pia.say("waves", action=True)
    wait_for(ole, "lobby", place[1])
    assert newest(ole, "lobby")["action"] is True and newest(ole, "lobby")["text"] == "waves"


def coming_back(pia, ole):
    """The connection is lost with posts under way; nobody notices, nothing is lost and nothing doubled."""
    session = pia.session
    for number in range(1, 4):
        pia.post(f"under way {number}")
    pia.connection.drop()
    place = ole.say("where is Pia?")
    pia.connect()
    pia.settle()
    assert pia.session == session
    assert sorted(pia.rooms)[1:] == ["garden", "lobby"], pia.rooms
    wait_for(pia, "lobby", place[1])
    ole.ask({"type": "ping"})
    gone = [entry for entry in ole.entries["lobby"] if entry["seq"] > place[1] and entry["event"] != "message"]
    assert gone == [], "somebody was seen to leave who kept their place"
    ole.connection.drop()
    ole.connect()
    assert ole.rooms["lobby"]["read"] > 0


def taking_over(pia):
    old = pia.connection
    pia.connect()
    try:
        while True:
            old.receive()
    except Closed as closed:
        assert closed.code == 4008, closed.code


def strangers(port):
    """Each refusal of a seat has its close code, and says why before it."""
    for hello, code, why in [
        ({"type": "hello", "version": 1, "name": "Pia"}, 4002, "name_taken"),
        ({"type": "hello", "version": 1, "name": "Host"}, 4002, "name_reserved"),
        ({"type": "hello", "version": 1, "name": "a b\u0007"}, 4002, "bad_name"),
        ({"type": "hello", "version": 99, "name": "Zoe"}, 4001, "version"),
        ({"type": "post", "text": "no hello"}, 4000, "protocol"),
        ({"type": "dance"}, 4000, "protocol"),
    ]:
        connection = Connection(port)
        connection.send(hello)
        closing = connection.receive()
        assert (closing["type"], closing["code"]) == ("closing", why), closing
        try:
            connection.receive()
            raise AssertionError("not closed")
        except Closed as closed:
            assert closed.code == code, closed.code


def restart(pia, ole):
    """The server is gone, and comes back: by the same name, into the same rooms, with what was missed."""
    pia.post("before the cut")
    print("restart", flush=True)
    sys.stdin.readline()
    for visitor in (pia, ole):
        try:
            while True:
                visitor.read()
        except Closed as closed:
            assert closed.code == 1006, closed.code
        visitor.connect()
        visitor.settle()
    private = [room for room in pia.rooms if room.startswith("@")]
    assert [pia.rooms[room]["with"] for room in private] == ["Ole"], pia.rooms
    assert {"garden", "lobby"} < set(pia.rooms)
    place = ole.say("still between us", room=private[0])
    wait_for(pia, private[0], place[1])


def goodbye(ole):
    ole.tell(type="leave")
    try:
        while True:
            ole.read()
    except Closed as closed:
        assert closed.code == 1000, closed.code


def wait_for(visitor, room, seq):
    while not visitor.entries.get(room) or newest(visitor, room)["seq"] < seq:
        visitor.read()


def newest(visitor, room):
    return visitor.entries[room][-1]


def bare(entry):
    """An entry without the type that it has outside of a page."""
    return {key: value for key, value in entry.items() if key != "type"}


if __name__ == "__main__":
    main(int(sys.argv[1]))
