"""The live wire, written from docs/wire-live.md alone and with nothing but Python's own library.

`Connection` is a WebSocket (RFC 6455) as a client speaks it. `Visitor` is somebody in the room who keeps what they have
posted until it is accepted, and what they have seen, over as many connections as it takes.
"""

import base64
import hashlib
import json
import os
import socket
import struct


class Closed(Exception):
    """The connection has ended, with the WebSocket's code and, where one came, the message `closing`."""

    def __init__(self, code, closing=None):
        super().__init__(f"closed with {code}: {closing}")
        self.code = code
        self.closing = closing


class Connection:
    """One WebSocket. `receive` gives the messages; it answers pings by itself."""

    def __init__(self, port, timeout=10):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.buffer = b""
        self._shake_hands(port)

    def send(self, message):
        self._send_frame(0x1, json.dumps(message).encode())

    def receive(self):
        """The next message; raises Closed at the end."""
        while True:
            opcode, payload = self._read_frame()
            if opcode == 0x1:
                return json.loads(payload.decode())
            if opcode == 0x9:
                self._send_frame(0xA, payload)
            elif opcode == 0x8:
                code = struct.unpack("!H", payload[:2])[0] if len(payload) >= 2 else 1005
                self.drop()
                raise Closed(code)
            elif opcode != 0xA:
                raise AssertionError(f"a frame of a kind that was not promised: {opcode}")

    def drop(self):
        """Ends it without a word, as a network does."""
        self.socket.close()

    def _shake_hands(self, port):
        key = base64.b64encode(os.urandom(16)).decode()
        request = (
            "GET /live HTTP/1.1\r\n"
            f"Host: 127.0.0.1:{port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        self.socket.sendall(request.encode())
        while b"\r\n\r\n" not in self.buffer:
            self._read_more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        lines = head.decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:])
        expected = hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
        accept = next(line.split(": ", 1)[1] for line in lines if line.lower().startswith("sec-websocket-accept"))
        assert lines[0].startswith("HTTP/1.1 101 "), lines[0]
        assert accept == base64.b64encode(expected).decode(), accept
        assert "sec-websocket-extensions" not in headers, "compression was said to be off"

    def _send_frame(self, opcode, payload):
        length = len(payload)
        head = bytes([0x80 | opcode])
        if length < 126:
            head += bytes([0x80 | length])
        elif length < 65536:
            head += bytes([0x80 | 126]) + struct.pack("!H", length)
        else:
            head += bytes([0x80 | 127]) + struct.pack("!Q", length)
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))
        self.socket.sendall(head + mask + masked)

    def _read_frame(self):
        first, second = self._read(2)
        assert first & 0x80, "every message was said to be one frame"
        assert first & 0x70 == 0 and second & 0x80 == 0
        length = second & 0x7F
        if length == 126:
            length = struct.unpack("!H", self._read(2))[0]
        elif length == 127:
            length = struct.unpack("!Q", self._read(8))[0]
        return first & 0x0F, self._read(length)

    def _read(self, count):
        while len(self.buffer) < count:
            self._read_more()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def _read_more(self):
        try:
            chunk = self.socket.recv(65536)
        except ConnectionError:
            chunk = b""
        if not chunk:
            raise Closed(1006)
        self.buffer += chunk


class Visitor:
    """Somebody in the room. `entries` is all they have seen, by room, in the order in which it came."""

    def __init__(self, port, name):
        self.port = port
        self.name = name
        self.session = True
        self.since = None
        self.entries = {}
        self.rooms = {}
        self.unaccepted = {}
        self.accepted = {}
        self.refused = {}
        self.notices = []
        self.typists = []
        self.connection = None
        # Rooms whose history has not come, and whether all rooms of the welcome have been named.
        self._waiting = set()
        self._named = False
        self._newest = 0
        self._posted = 0
        self._asked = 0
        self._prefix = os.urandom(6).hex()

    def connect(self, **more):
        """Says hello and reads on until every room is live; posts again what was not accepted before."""
        self.connection = Connection(self.port)
        hello = {"type": "hello", "version": 1, "name": self.name, "session": self.session, **more}
        if self.since is not None:
            hello["since"] = self.since
        self.connection.send(hello)
        self.rooms = {}
        self._waiting = set()
        self._named = False
        welcome = self.until(lambda message: message["type"] == "welcome")
        assert welcome["version"] == 1
        self.name = welcome["name"]
        self.session = welcome["session"]
        # The answer to a ping comes behind the last of the welcome's rooms.
        self.ask({"type": "ping"})
        self._named = True
        while self._waiting:
            self.read()
        self._settled()
        for post in self.unaccepted.values():
            self.connection.send(post)
        return welcome

    def post(self, text, **where):
        """Posts, without waiting; gives the id."""
        self._posted += 1
        id = f"{self._prefix}-{self._posted}"
        self.unaccepted[id] = {"type": "post", "id": id, "text": text, **where}
        self.connection.send(self.unaccepted[id])
        return id

    def say(self, text, **where):
        """Posts and waits for the place: (room, seq)."""
        id = self.post(text, **where)
        self.settle()
        return self.accepted[id]

    def settle(self):
        """Until all that was posted is answered."""
        while self.unaccepted:
            self.read()

    def ask(self, question):
        """The answer to a question that has a `ref`."""
        self._asked += 1
        ref = f"question {self._asked}"
        self.connection.send({**question, "ref": ref})
        return self.until(lambda message: message.get("ref") == ref)

    def tell(self, **message):
        self.connection.send(message)

    def until(self, fits):
        while True:
            message = self.read()
            if fits(message):
                return message

    def read(self):
        """The next message, which has been taken in."""
        try:
            message = self.connection.receive()
        except Closed as closed:
            raise Closed(closed.code, getattr(self, "closing", None)) from None
        kind = message["type"]
        if kind == "room":
            self.rooms[message["room"]] = message
            self._waiting.add(message["room"])
        elif kind == "entry":
            self._take(message)
        elif kind == "live":
            self._waiting.discard(message["room"])
            self._newest = max(self._newest, message["seq"])
            self._settled()
        elif kind == "accepted":
            self.unaccepted.pop(message["id"], None)
            self.accepted[message["id"]] = (message["room"], message["seq"])
        elif kind == "refused" and "id" in message:
            self.unaccepted.pop(message["id"], None)
            self.refused[message["id"]] = message
        elif kind == "notice":
            self.notices.append(message["message"])
        elif kind == "typing":
            self.typists.append((message["room"], message["name"]))
        elif kind == "closing":
            self.closing = message
        return message

    def _take(self, entry):
        seen = self.entries.setdefault(entry["room"], [])
        assert not seen or seen[-1]["seq"] < entry["seq"], f"out of order, or twice: {entry}"
        seen.append(entry)
        self._newest = max(self._newest, entry["seq"])
        self._settled()

    def _settled(self):
        if self._named and not self._waiting:
            self.since = self._newest
