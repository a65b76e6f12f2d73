"""A model server on Python's standard library alone: y = 2x + 1 over the Open Inference Protocol v2. Run it with --port N."""
import json
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODEL = {"name": "linear", "versions": ["1"], "platform": "own",
         "inputs": [{"name": "x", "datatype": "FP32", "shape": [-1]}],
         "outputs": [{"name": "y", "datatype": "FP32", "shape": [-1]}]}
DOCUMENTS = {"/v2": {"name": "own-model", "version": "1", "extensions": []},
             "/v2/health/live": {"live": True}, "/v2/health/ready": {"ready": True},
             "/v2/models/linear": MODEL, "/v2/models/linear/ready": {"name": "linear", "ready": True}}
INFER = "/v2/models/linear/infer"
LIMIT = 4 << 20
LARGEST = 3.4028235e38
RUNNING = set()  # Requests being answered; SIGTERM lets them end.
ThreadingHTTPServer.request_queue_size = 128


def infer(request):
    inputs = request.get("inputs") if isinstance(request, dict) else None
    if not isinstance(inputs, list) or len(inputs) != 1 or not isinstance(inputs[0], dict) or inputs[0].get("name") != "x":
        raise ValueError("this model takes one input, 'x'")
    x, data = inputs[0], inputs[0].get("data")
    if x.get("datatype") != "FP32":
        raise ValueError("input 'x' is FP32")
    if not isinstance(data, list) or x.get("shape") != [len(data)]:
        raise ValueError("input 'x' has shape [n] and n values in data")
    if not all(type(v) in (int, float) and abs(v) < LARGEST / 4 for v in data):
        raise ValueError("data holds finite FP32 numbers, and so must 2x + 1 be")
    answer = {"model_name": "linear", "model_version": "1", "outputs": [
        {"name": "y", "shape": [len(data)], "datatype": "FP32", "data": [2.0 * v + 1 for v in data]}]}
    return {**answer, "id": request["id"]} if isinstance(request.get("id"), str) else answer


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # Header and body leave in one packet.

    def answer(self, status, document):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def handle_any(self):
        RUNNING.add(self)
        try:
            self.handle_path()
        finally:
            RUNNING.discard(self)

    def handle_path(self):
        path = self.path.rstrip("/").replace("/versions/1", "")
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > LIMIT or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # The body is left unread.
            return self.answer(413 if length.isdigit() and int(length) > LIMIT else 411, {"error": f"send Content-Length, at most {LIMIT}"})
        body = self.rfile.read(int(length))
        if path not in DOCUMENTS and path != INFER:
            return self.answer(404, {"error": f"'{self.path}' is not known; the model is 'linear', version 1"})
        if self.command != ("POST" if path == INFER else "GET"):
            return self.answer(405, {"error": f"{self.command} is not supported here"})
        try:
            return self.answer(200, infer(json.loads(body)) if path == INFER else DOCUMENTS[path])
        except (ValueError, RecursionError) as e:  # Also malformed JSON and UTF-8.
            return self.answer(400, {"error": str(e)})

    do_GET = do_POST = do_PUT = do_DELETE = handle_any

    def log_message(self, *args):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1])), Handler)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever(poll_interval=0.1)
    while RUNNING:
        time.sleep(0.01)
