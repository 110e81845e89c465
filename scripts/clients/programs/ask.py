# Connects to each host and port of the JSON on standard input, trusting the roots in the file that is named, and says what
# Python's ssl module said: a JSON array, "" where it accepted.
import json
import socket
import ssl
import sys

print("Python", sys.version.split()[0], ssl.OPENSSL_VERSION, file=sys.stderr)
context = ssl.create_default_context(cafile=sys.argv[1])
answers = []
for target in json.load(sys.stdin):
    try:
        with socket.create_connection(("127.0.0.1", target["port"]), timeout=20) as plain:
            with context.wrap_socket(plain, server_hostname=target["host"]):
                answers.append("")
    except Exception as error:
        answers.append(str(error) or type(error).__name__)
print(json.dumps(answers))
