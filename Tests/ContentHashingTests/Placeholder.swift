// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0
