// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// The bytes a DSSE signature covers: `"DSSEv1" SP len(type) SP type SP len(payload) SP payload`.
///
/// Lengths are byte counts in decimal ASCII.
/// - SeeAlso: DSSE v1.0.2, protocol.md, "Signature Definition".
package func preAuthenticationEncoding(type: String, payload: [UInt8]) -> [UInt8] {
    Array("DSSEv1 \(type.utf8.count) \(type) \(payload.count) ".utf8) + payload
}
