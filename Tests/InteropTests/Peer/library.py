# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
"""Signs and verifies by the library of PyPI's model-signing, whose command line knows whole files and sha256 only.

Usage: library.py sign|verify METHOD ALGORITHM KEY SIGNATURE MODEL
METHOD is `files`, the size of a shard in bytes, or, to verify, `recorded`: what the signature says.
"""

import sys

from model_signing import hashing, signing, verifying

command, method, algorithm, key, signature, model = sys.argv[1:]

if method == "files":
    config = hashing.Config().use_file_serialization(hashing_algorithm=algorithm)
elif method != "recorded":
    config = hashing.Config().use_shard_serialization(hashing_algorithm=algorithm, shard_size=int(method))

if command == "sign":
    signer = signing.Config().use_elliptic_key_signer(private_key=key)
    signer.set_hashing_config(config).sign(model, signature)
else:
    verifier = verifying.Config().use_elliptic_key_verifier(public_key=key)
    if method != "recorded":
        verifier.set_hashing_config(config)
    verifier.verify(model, signature)
