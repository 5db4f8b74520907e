"""A mail server of somebody else's making: aiosmtpd, with STARTTLS and AUTH. Says its port, then each mail as a line of JSON."""
import json
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Taker:
    async def handle_DATA(self, server, session, envelope):
        print(json.dumps({
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "user": session.auth_data,
            "content": envelope.content.decode("utf-8"),
        }), flush=True)
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    right = data.login == b"centre" and data.password == b"right"
    # handled=False: the server answers; with True it believes that we did, and the client waits for ever.
    return AuthResult(success=right, handled=False, auth_data=data.login.decode())


tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
tls.load_cert_chain(sys.argv[1], sys.argv[2])
controller = Controller(Taker(), hostname="127.0.0.1", port=int(sys.argv[3]), tls_context=tls, require_starttls=True,
                        authenticator=authenticate, auth_required=True, enable_SMTPUTF8=True)
controller.start()
print("ready", flush=True)
sys.stdin.read()
controller.stop()
