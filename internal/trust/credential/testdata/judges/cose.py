"""Verifies the COSE_Sign1 messages on standard input, hexadecimal, one a line
after a line with the public key, with cbor2 and cryptography alone. Prints for
each: true or false, and claim 6."""
import sys

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

lines = sys.stdin.read().split()
key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(lines[0]))
for line in lines[1:]:
    message = cbor2.loads(bytes.fromhex(line))
    protected, unprotected, payload, signature = message.value
    header = cbor2.loads(protected)
    good = message.tag == 18 and unprotected == {} and header[1] == -8
    try:
        key.verify(signature, cbor2.dumps(["Signature1", protected, b"", payload]))
    except InvalidSignature:
        good = False
    print(str(good).lower(), cbor2.loads(payload)[6])
