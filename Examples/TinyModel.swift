// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// The small model in `TinyModel/`, carried inside the program so that `model-signing demo` works anywhere.
package enum TinyModel {
    /// Path from the model's root, and content.
    package static let files: [(path: String, content: [UInt8])] = [
        ("README.md", PackageResources.README_md),
        ("config.json", PackageResources.config_json),
        ("labels/labels.txt", PackageResources.labels_txt),
        ("model.safetensors", PackageResources.model_safetensors),
    ]
}
