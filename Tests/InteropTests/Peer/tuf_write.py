# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
"""Writes a repository with python-tuf, as it is at first and as it is later.

Usage: tuf_write.py FOLDER TIME CONSISTENT HASHES KEY
TIME is in seconds; CONSISTENT and HASHES are 0 or 1: consistent snapshots, hashes and lengths of metadata; KEY is the kind of
the top-level roles' keys: p256, p384, ed25519 or rsa.

FOLDER gets `first/` and `later/`, each as a server would have it at that time. In between, each role's keys were
exchanged, targets changed, one went and one came. `first.json` and `later.json` say what a client must find: `versions`
of the top-level roles, and `targets` with the text of each file, or null where there must not be one.
"""

import datetime
import hashlib
import json
import pathlib
import shutil
import sys
from urllib import parse

from cryptography.hazmat.primitives.asymmetric import ec
from securesystemslib.signer import CryptoSigner, SSlibKey
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    SuccinctRoles,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization.json import JSONSerializer

folder, time, consistent, hashes, kind = sys.argv[1:]
folder = pathlib.Path(folder)
consistent, hashes = consistent == "1", hashes == "1"
now = datetime.datetime.fromtimestamp(int(time), datetime.timezone.utc)
serializer = JSONSerializer()

PATHS, DEEP, STOP, LOW, HIGH, BINNED = "paths/of ours", "deep", "stop", "low", "high", "binned"


def make_key(kind):
    if kind == "p384":
        private = ec.generate_private_key(ec.SECP384R1())
        return CryptoSigner(private, SSlibKey.from_crypto(private.public_key(), scheme="ecdsa-sha2-nistp384"))
    if kind == "rsa":
        return CryptoSigner.generate_rsa(scheme="rsassa-pss-sha256")
    return CryptoSigner.generate_ed25519() if kind == "ed25519" else CryptoSigner.generate_ecdsa()


class Repository:
    def __init__(self):
        day = datetime.timedelta(days=1)
        self.root = Root(expires=now + 300 * day, consistent_snapshot=consistent)
        self.timestamp = Timestamp(expires=now + day)
        self.snapshot = Snapshot(expires=now + 7 * day)
        self.roles = {name: Targets(expires=now + 100 * day) for name in ["targets", PATHS, DEEP, STOP, LOW, HIGH, BINNED]}
        self.bins = SuccinctRoles([], 1, 5, "bin")
        for name in self.bins.get_roles():
            self.roles[name] = Targets(expires=now + 100 * day)
        self.signers = {}
        self.old_root_signers = []
        self.files, self.texts = {}, {}
        self.choose_keys()

    def choose_keys(self):
        """Gives each role other keys than it had, and delegators those of whom they delegate to."""
        self.old_root_signers = self.signers.get("root", [])
        kinds = {"root": [kind] * 3, "timestamp": [kind], "snapshot": [kind], "targets": [kind] * 2}
        kinds |= {PATHS: ["ed25519"], DEEP: ["p256", "p384", "rsa"], STOP: ["rsa"], LOW: ["p384"], HIGH: ["p256"]}
        kinds |= {BINNED: ["ed25519"], "bins": ["p256"]}
        self.signers = {name: [make_key(kind) for kind in kinds] for name, kinds in kinds.items()}
        for name in ["root", "timestamp", "snapshot", "targets"]:
            for keyid in list(self.root.roles[name].keyids):
                self.root.revoke_key(keyid, name)
            for signer in self.signers[name]:
                self.root.add_key(signer.public_key, name)
        self.root.roles["root"].threshold = 2
        self.root.roles["targets"].threshold = 2
        self.roles["targets"].delegations = self.delegations(
            DelegatedRole(PATHS, [], 1, False, paths=["paths/*", "paths/*/*"]),
            DelegatedRole(STOP, [], 1, True, paths=["stop/?op", "paths/behind-stop"]),
            DelegatedRole(LOW, [], 1, False, path_hash_prefixes=list("01234567")),
            # A prefix may have any length.
            DelegatedRole(HIGH, [], 1, False, path_hash_prefixes=[f"{number:02x}" for number in range(0x80, 0x100)]),
            DelegatedRole(BINNED, [], 1, False, paths=["binned/*"]),
        )
        self.roles[PATHS].delegations = self.delegations(DelegatedRole(DEEP, [], 2, False, paths=["paths/deep/*.bin"]))
        keys = [signer.public_key for signer in self.signers["bins"]]
        self.bins.keyids = [key.keyid for key in keys]
        self.roles[BINNED].delegations = Delegations({key.keyid: key for key in keys}, succinct_roles=self.bins)

    def delegations(self, *roles):
        keys = {}
        for role in roles:
            for signer in self.signers[role.name]:
                keys[signer.public_key.keyid] = signer.public_key
                role.keyids.append(signer.public_key.keyid)
        return Delegations(keys, roles={role.name: role for role in roles})

    def add(self, role, path, text, *, is_found=True, custom=None):
        info = TargetFile.from_data(path, text.encode(), ["sha512", "sha256"] if "both" in path else ["sha256"])
        if custom is not None:
            info.unrecognized_fields["custom"] = custom
        self.roles[role].targets[path] = info
        self.texts[path] = text if is_found else None
        for place in info.get_prefixed_paths() if consistent else [path]:
            self.files[f"targets/{place}"] = text.encode()

    def add_hashed(self, path, text):
        """Adds a target to the role that the path's digest belongs to."""
        first = hashlib.sha256(path.encode()).hexdigest()[0]
        self.add(LOW if first in "01234567" else HIGH, path, text)

    def add_binned(self, path, text):
        self.add(self.bins.get_role_for_target(path), path, text)

    def publish(self):
        """Signs all metadata anew."""
        self.put("root", self.root, self.signers["root"] + self.old_root_signers)
        for name, role in self.roles.items():
            signers = self.signers["bins" if name.startswith("bin-") else name]
            data = self.put(name, role, signers)
            self.snapshot.meta[f"{name}.json"] = self.meta_file(role.version, data)
        data = self.put("snapshot", self.snapshot, self.signers["snapshot"])
        self.timestamp.snapshot_meta = self.meta_file(self.snapshot.version, data)
        self.put("timestamp", self.timestamp, self.signers["timestamp"])

    def put(self, name, signed, signers):
        metadata = Metadata(signed)
        for signer in signers:
            metadata.sign(signer, append=True)
        data = metadata.to_bytes(serializer)
        is_versioned = name == "root" or (consistent and name != "timestamp")
        path = f"{parse.quote(name, '')}.json"
        self.files[f"{signed.version}.{path}" if is_versioned else path] = data
        return data

    def meta_file(self, version, data):
        return MetaFile.from_data(version, data, ["sha256", "sha512"]) if hashes else MetaFile(version)

    def next(self):
        for signed in [self.root, self.timestamp, self.snapshot, *self.roles.values()]:
            signed.version += 1

    def write(self, name):
        shutil.rmtree(folder / name, ignore_errors=True)
        for path, data in self.files.items():
            place = folder / name / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        versions = {"root": self.root.version, "timestamp": self.timestamp.version}
        versions |= {"snapshot": self.snapshot.version, "targets": self.roles["targets"].version}
        (folder / f"{name}.json").write_text(json.dumps({"versions": versions, "targets": self.texts}))


repository = Repository()
repository.add("targets", "top.txt", "top", custom={"sigstore": {"status": "Active"}, "né": [1, -2, None, True, {}]})
repository.add("targets", "both.txt", "two hashes")
repository.add("targets", "folder/inner.txt", "inner")
repository.add("targets", "empty", "")
repository.add(PATHS, "paths/one", "one")
# Whoever delegates is asked first.
repository.add(DEEP, "paths/deep/two.bin", "never seen", is_found=False)
repository.add(PATHS, "paths/deep/two.bin", "two")
repository.add(DEEP, "paths/deep/three.bin", "three")
repository.add(DEEP, "paths/deep/four.txt", "not a path that the role may have", is_found=False)
repository.add(PATHS, "elsewhere", "not a path that the role may have", is_found=False)
repository.add(STOP, "stop/top", "top of stop")
repository.add(STOP, "stop/stop", "not matched by a question mark", is_found=False)
# The terminating role has not got it, and nobody behind is asked.
repository.add(HIGH, "stop/hop", "behind a terminating role", is_found=False)
repository.add(LOW, "stop/hop", "behind a terminating role", is_found=False)
for number in range(8):
    repository.add_hashed(f"hashed/{number}", f"hashed {number}")
for number in range(16):
    repository.add_binned(f"binned/{number}", f"binned {number}")
repository.texts["nowhere"] = None
repository.texts["binned/nowhere"] = None
repository.publish()
repository.write("first")

repository.next()
repository.choose_keys()
del repository.roles["targets"].targets["folder/inner.txt"]
repository.texts["folder/inner.txt"] = None
repository.add("targets", "top.txt", "top, changed")
repository.add(DEEP, "paths/deep/new.bin", "new")
repository.add_binned("binned/0", "binned 0, changed")
repository.publish()
repository.write("later")
