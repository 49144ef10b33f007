# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
"""Validates bundles, and the statements inside them, by the JSON schemas of OMS.

Usage: schemas.py SCHEMAS BUNDLE...
Prints one line for each violation, or for what is not JSON, as FILE: PART: PATH: MESSAGE; exits 1 if there was one.
"""

import base64
import json
import pathlib
import sys

import jsonschema
import referencing

schemas = [json.loads(path.read_text()) for path in pathlib.Path(sys.argv[1]).glob("*.schema.json")]
registry = referencing.Registry().with_resources(
    (schema["$id"], referencing.Resource.from_contents(schema)) for schema in schemas
)


def violations(part, document):
    schema = registry.contents(f"https://model_signing/{part}/v1.0/schema")
    validator = jsonschema.Draft202012Validator(schema, registry=registry)
    for error in validator.iter_errors(document):
        yield f"{part}: {error.json_path}: {error.message}"


def check(path):
    try:
        bundle = json.loads(path.read_text())
    except ValueError as error:
        yield f"bundle: {error}"
        return
    yield from violations("bundle", bundle)
    envelope = bundle.get("dsseEnvelope")
    if envelope is None:
        return
    yield from violations("envelope", envelope)
    statement = json.loads(base64.b64decode(envelope["payload"]))
    yield from violations("statement", statement)
    yield from violations("predicate", statement.get("predicate"))


found = [f"{path}: {line}" for path in map(pathlib.Path, sys.argv[2:]) for line in check(path)]
print(*found, sep="\n")
sys.exit(bool(found))
