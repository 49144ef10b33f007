#!/usr/bin/env python3
# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
"""Trains the model in TinyModel/: digits on an 8x8 grid, two dense layers. Needs numpy; a few seconds on one core."""

import json, pathlib, struct

import numpy as np

# Glyphs drawn for this script, 3 wide and 5 high: each row's three pixels are one octal digit.
GLYPHS = ["75557", "26227", "71747", "71317", "55711", "74717", "74757", "71122", "75757", "75717"]
HIDDEN, NOISE, STEPS, BATCH = 24, 0.15, 6000, 256
rng = np.random.default_rng(2025)
pixels = np.array([[[int(row) >> bit & 1 for bit in (2, 1, 0)] for row in glyph] for glyph in GLYPHS], np.float32)


def samples(count):
    """Glyphs off centre by at most one pixel, of random brightness, with Gaussian noise: (count, 64) pixels, labels."""
    labels, images = rng.integers(10, size=count), np.zeros((count, 8, 8), np.float32)
    top, left = rng.integers(3, size=(count, 1, 1)), 1 + rng.integers(3, size=(count, 1, 1))
    images[np.arange(count)[:, None, None], top + np.arange(5)[:, None], left + np.arange(3)] = pixels[labels]
    images *= rng.uniform(0.7, 1.0, (count, 1, 1))
    return (images + rng.normal(0, NOISE, images.shape)).reshape(count, 64).astype(np.float32), labels


def forward(p, x):
    hidden = np.maximum(x @ p["hidden.weight"].T + p["hidden.bias"], 0)
    return hidden, hidden @ p["output.weight"].T + p["output.bias"]


params = {
    "hidden.weight": rng.normal(0, 0.18, (HIDDEN, 64)).astype(np.float32), "hidden.bias": np.zeros(HIDDEN, np.float32),
    "output.weight": rng.normal(0, 0.29, (10, HIDDEN)).astype(np.float32), "output.bias": np.zeros(10, np.float32),
}
first, second = ({name: np.zeros_like(value) for name, value in params.items()} for _ in range(2))
for step in range(1, STEPS + 1):  # softmax cross-entropy, Adam with a rate that falls to zero
    x, labels = samples(BATCH)
    hidden, logits = forward(params, x)
    error = np.exp(logits - logits.max(1, keepdims=True))
    error = (error / error.sum(1, keepdims=True) - np.eye(10)[labels]) / BATCH
    back = (error @ params["output.weight"]) * (hidden > 0)
    gradients = {"hidden.weight": back.T @ x, "hidden.bias": back.sum(0),
                 "output.weight": error.T @ hidden, "output.bias": error.sum(0)}
    for name, gradient in gradients.items():
        first[name] += 0.1 * (gradient - first[name])
        second[name] += 0.001 * (gradient**2 - second[name])
        slope = first[name] / (1 - 0.9**step) / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
        params[name] = (params[name] - 0.01 * (1 - step / STEPS) * slope).astype(np.float32)

x, labels = samples(20000)
print("accuracy on 20000 unseen images:", (forward(params, x)[1].argmax(1) == labels).mean())
header, data = {"__metadata__": {"format": "np"}}, b""
for name, value in params.items():
    raw = value.astype("<f4").tobytes()
    header[name] = {"dtype": "F32", "shape": value.shape, "data_offsets": [len(data), len(data) + len(raw)]}
    data += raw
text = json.dumps(header, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)  # so that the data begin at a multiple of eight bytes
target = pathlib.Path(__file__).parent / "TinyModel/model.safetensors"
target.write_bytes(struct.pack("<Q", len(text)) + text + data)
