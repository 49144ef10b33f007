# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
"""Reads keys and checks a bundle's signature with the package cryptography, which brings an OpenSSL with ML-DSA.

Usage: keys.py check PRIVATE PUBLIC PASSWORD SIGNATURE   PASSWORD may be empty
       keys.py encrypt PRIVATE PASSWORD TO               writes PKCS#8 under that password
"""

import base64
import json
import sys
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

command, private, *rest = sys.argv[1:]

if command == "encrypt":
    password, target = rest
    key = serialization.load_pem_private_key(Path(private).read_bytes(), None)
    encryption = serialization.BestAvailableEncryption(password.encode())
    encoded = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)
    Path(target).write_bytes(encoded)
    sys.exit()

public, password, signature = rest
key = serialization.load_pem_private_key(Path(private).read_bytes(), password.encode() or None)
verifier = serialization.load_pem_public_key(Path(public).read_bytes())
encoding = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
assert key.public_key().public_bytes(*encoding) == verifier.public_bytes(*encoding) == Path(public).read_bytes()

envelope = json.loads(Path(signature).read_text())["dsseEnvelope"]
payload = base64.b64decode(envelope["payload"])
kind = envelope["payloadType"].encode()
message = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
signed = base64.b64decode(envelope["signatures"][0]["sig"])
if isinstance(verifier, ec.EllipticCurvePublicKey):
    hash_of = {256: hashes.SHA256, 384: hashes.SHA384, 521: hashes.SHA512}[verifier.curve.key_size]
    verifier.verify(signed, message, ec.ECDSA(hash_of()))
else:
    verifier.verify(signed, message)
