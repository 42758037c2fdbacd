"""A folder as a website of this machine, to try it: any host that gives out files does the same."""

import contextlib
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


class Quiet(SimpleHTTPRequestHandler):
    """Python's own handler without a line for each file."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *words):
        pass


@contextlib.contextmanager
def serve(folder):
    """Serve a folder on a free port while the block runs; yields the address.

    Examples
    --------
    >>> import tempfile, urllib.request
    >>> with serve(tempfile.mkdtemp()) as address:
    ...     urllib.request.urlopen(address).status
    200
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
