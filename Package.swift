// swift-tools-version: 6.2
// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOHTTP2", package: "swift-nio-http2"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
]
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "swift-model-signing",
    platforms: [.macOS(.v15), .iOS(.v18)],
    products: [
        .library(name: "ModelSigning", targets: ["ModelSigning"]),
        .library(name: "SigstoreVerification", targets: ["SigstoreVerification"]),
        .library(name: "SigstoreBundle", targets: ["SigstoreBundle"]),
        .library(name: "SigstoreClient", targets: ["SigstoreClient"]),
        .library(name: "TUF", targets: ["TUF"]),
        .library(name: "HTTPTransport", targets: ["HTTPTransport"]),
        .library(name: "HTTPTransportNIO", targets: ["HTTPTransportNIO"]),
        .library(name: "HTTPTransportURLSession", targets: ["HTTPTransportURLSession"]),
        .library(name: "Timestamping", targets: ["Timestamping"]),
        .library(name: "TransparencyLog", targets: ["TransparencyLog"]),
        .library(name: "CertificateTrust", targets: ["CertificateTrust"]),
        .library(name: "SignatureKeys", targets: ["SignatureKeys"]),
        .library(name: "ContentHashing", targets: ["ContentHashing"]),
        .executable(name: "model-signing", targets: ["model-signing"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        // async-http-client's own: named to configure its TLS and tell its errors apart.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    ],
    targets: [
        // From the bottom up, as ARCHITECTURE.md draws them.
        .target(name: "TextEncodings"),
        .target(name: "StrictJSON", dependencies: ["TextEncodings"]),
        .target(name: "SignatureKeys", dependencies: ["TextEncodings", crypto, cryptoExtras, asn1]),
        .target(name: "CSystemFiles"),
        .target(name: "SystemFiles", dependencies: ["CSystemFiles"]),
        .target(name: "CHashKernels"),
        .target(name: "HTTPTransport", dependencies: [httpTypes]),
        .target(
            name: "HTTPTransportNIO",
            dependencies: ["HTTPTransport", "SystemFiles", asyncHTTPClient, httpTypes] + nio
        ),
        .target(name: "HTTPTransportURLSession", dependencies: ["HTTPTransport", httpTypes]),
        .target(name: "ContentHashing", dependencies: ["CHashKernels", "SystemFiles", "TextEncodings", crypto]),
        .target(name: "CertificateTrust", dependencies: ["SignatureKeys", "TextEncodings", asn1, crypto, x509]),
        .target(
            name: "TUF",
            dependencies: [
                "StrictJSON", "SignatureKeys", "SystemFiles", "TextEncodings", "HTTPTransport", crypto, httpTypes,
            ]
        ),
        .target(name: "TransparencyLog", dependencies: ["SignatureKeys", "TextEncodings", crypto]),
        .target(
            name: "Timestamping",
            dependencies: ["CertificateTrust", "SignatureKeys", "TextEncodings", asn1, crypto, x509]
        ),
        .target(name: "Attestation", dependencies: ["StrictJSON", "TextEncodings"]),
        .target(
            name: "EmbeddedTrust",
            resources: [
                .embedInCode("Resources/Origin.json"),
                .embedInCode("Resources/production-root.json"),
                .embedInCode("Resources/production-signing_config.v0.2.json"),
                .embedInCode("Resources/production-trusted_root.json"),
                .embedInCode("Resources/staging-root.json"),
                .embedInCode("Resources/staging-signing_config.v0.2.json"),
                .embedInCode("Resources/staging-trusted_root.json"),
            ]
        ),
        .target(
            name: "SigstoreBundle",
            dependencies: [
                "Attestation", "CertificateTrust", "StrictJSON", "SignatureKeys", "SystemFiles", "TextEncodings",
            ]
        ),
        .target(
            name: "SigstoreVerification",
            dependencies: [
                "SigstoreBundle", "TransparencyLog", "Timestamping", "Attestation", "CertificateTrust", "EmbeddedTrust",
                "SignatureKeys", "StrictJSON", "TextEncodings", crypto,
            ]
        ),
        .target(
            name: "SigstoreClient",
            dependencies: [
                "SigstoreVerification", "SigstoreBundle", "Attestation", "TUF", "Timestamping", "TransparencyLog",
                "CertificateTrust", "SignatureKeys", "HTTPTransport", "EmbeddedTrust", "StrictJSON", "SystemFiles",
                "TextEncodings", crypto, asn1, httpTypes,
            ]
        ),
        .target(
            name: "ModelSigning",
            dependencies: [
                "SigstoreVerification", "SigstoreBundle", "Attestation", "StrictJSON", "ContentHashing",
                "SystemFiles", "TextEncodings", crypto,
            ]
        ),
        // Programs.
        .executableTarget(
            name: "model-signing",
            dependencies: [
                "TinyModel",
                "ModelSigning", "SigstoreVerification", "SigstoreBundle", "ContentHashing", "SignatureKeys",
                "CertificateTrust", "SystemFiles", "SigstoreClient", "TUF", "HTTPTransport", "HTTPTransportNIO",
                argumentParser, crypto,
            ]
        ),
        .target(
            name: "ConformanceAdapter",
            dependencies: ["SystemFiles", argumentParser],
            path: "Conformance/Adapter"
        ),
        .executableTarget(
            name: "sigstore-conformance",
            dependencies: [
                "ConformanceAdapter", "SigstoreClient", "SigstoreVerification", "SigstoreBundle", "SignatureKeys",
                "SystemFiles", "HTTPTransport", "HTTPTransportNIO", argumentParser, crypto,
            ],
            path: "Conformance/Sigstore"
        ),
        .executableTarget(
            name: "tuf-conformance",
            dependencies: [
                "ConformanceAdapter", "HTTPTransport", "HTTPTransportNIO", "SystemFiles", "TUF", "TextEncodings",
                argumentParser,
            ],
            path: "Conformance/TUF"
        ),
        .executableTarget(
            name: "bundle-verification",
            dependencies: ["SigstoreVerification", "SigstoreBundle"],
            path: "Benchmarks/BundleVerification"
        ),
        .executableTarget(
            name: "oms-conformance",
            dependencies: [
                "ConformanceAdapter", "ModelSigning", "SigstoreClient", "SigstoreVerification", "SigstoreBundle",
                "CertificateTrust", "SignatureKeys", "SystemFiles", "HTTPTransport", "HTTPTransportNIO", argumentParser,
            ],
            path: "Conformance/OMS"
        ),
        .target(
            name: "TinyModel",
            path: "Examples",
            exclude: ["SignAndVerify", "VerifyDownload", "train-tiny-model.py"],
            sources: ["TinyModel.swift"],
            resources: [
                .embedInCode("TinyModel/README.md"), .embedInCode("TinyModel/config.json"),
                .embedInCode("TinyModel/labels/labels.txt"), .embedInCode("TinyModel/model.safetensors"),
            ]
        ),
        .executableTarget(
            name: "sign-and-verify",
            dependencies: ["ModelSigning", "SigstoreVerification", "SigstoreBundle", "SignatureKeys"],
            path: "Examples/SignAndVerify"
        ),
        .executableTarget(
            name: "verify-download",
            dependencies: ["SigstoreVerification", "SigstoreBundle", "CertificateTrust", "SignatureKeys", crypto],
            path: "Examples/VerifyDownload"
        ),
        // The fuzzer's parsers, which the tests replay the seeds of.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "ModelSigning", "SigstoreVerification", "SigstoreBundle", "Attestation", "StrictJSON", "ContentHashing",
                "CHashKernels", "CertificateTrust", "SignatureKeys", "SystemFiles", "TUF", "Timestamping",
                "TransparencyLog", "TextEncodings", "SigstoreClient", "HTTPTransport", asn1, crypto,
            ],
            path: "Fuzz/Targets"
        ),
        // Tests.
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .target(
            name: "TestServices",
            dependencies: [
                "CertificateTrust", "HTTPTransport", "SignatureKeys", asn1, crypto, cryptoExtras, httpTypes, x509,
            ],
            path: "Tests/TestServices"
        ),
        .executableTarget(
            name: "test-services",
            dependencies: ["TestServices", argumentParser],
            path: "Tests/TestServicesProgram"
        ),
        .testTarget(
            name: "TestServicesTests",
            dependencies: ["HTTPTransport", "TestServices", "TestSupport", "test-services", httpTypes]
        ),
        .testTarget(
            name: "FuzzSeedTests",
            dependencies: [
                "FuzzTargets", "SigstoreBundle", "SigstoreClient", "SigstoreVerification", "HTTPTransport",
                "TestServices", httpTypes,
            ]
        ),
        .testTarget(name: "TextEncodingsTests", dependencies: ["TextEncodings"]),
        .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON"]),
        .testTarget(name: "AttestationTests", dependencies: ["Attestation", "StrictJSON"]),
        .testTarget(name: "SystemFilesTests", dependencies: ["SystemFiles", "TestSupport"]),
        .testTarget(
            name: "ContentHashingTests",
            dependencies: ["ContentHashing", "SystemFiles", "TestSupport"],
            exclude: ["Vectors"]
        ),
        .testTarget(name: "SignatureKeysTests", dependencies: ["SignatureKeys", crypto], exclude: ["Vectors"]),
        .testTarget(
            name: "TransparencyLogTests",
            dependencies: ["TransparencyLog", "SignatureKeys", "TestSupport", "TextEncodings", crypto, cryptoExtras]
        ),
        .testTarget(
            name: "CertificateTrustTests",
            dependencies: ["CertificateTrust", "SignatureKeys", asn1, crypto, cryptoExtras, x509]
        ),
        .testTarget(
            name: "TimestampingTests",
            dependencies: [
                "Timestamping", "CertificateTrust", "SignatureKeys", "TestSupport", "TextEncodings", asn1,
                crypto, cryptoExtras, x509,
            ],
            exclude: ["Vectors"]
        ),
        .testTarget(
            name: "SigstoreBundleTests",
            dependencies: [
                "SigstoreBundle", "Attestation", "CertificateTrust", "SignatureKeys", "StrictJSON", "TestServices",
                "TestSupport", "TextEncodings", crypto, cryptoExtras, x509,
            ]
        ),
        .testTarget(
            name: "HTTPTransportTests",
            dependencies: [
                "HTTPTransport", "HTTPTransportNIO", "HTTPTransportURLSession", "TestServices", "TestSupport",
                httpTypes,
            ]
        ),
        .testTarget(
            name: "TUFTests",
            dependencies: [
                "TUF", "HTTPTransport", "SignatureKeys", "StrictJSON", "SystemFiles", "TestServices", "TestSupport",
                "TextEncodings", crypto, httpTypes,
            ]
        ),
        .testTarget(
            name: "TUFServiceTests",
            dependencies: [
                "TUF", "EmbeddedTrust", "HTTPTransport", "HTTPTransportNIO", "StrictJSON", "TestServices",
                "TestSupport",
                "TextEncodings", "tuf-conformance", crypto, httpTypes,
            ]
        ),
        .testTarget(
            name: "SigstoreClientTests",
            dependencies: [
                "SigstoreClient", "SigstoreBundle", "SigstoreVerification", "CertificateTrust", "SignatureKeys",
                "HTTPTransport", "TUF", "TestServices", "TestSupport", "TextEncodings", crypto, httpTypes,
            ]
        ),
        .testTarget(
            name: "SigstoreVerificationTests",
            dependencies: [
                "SigstoreVerification", "SigstoreBundle", "Attestation", "CertificateTrust", "SignatureKeys",
                "TestServices", "Timestamping", "TransparencyLog", crypto, x509,
            ]
        ),
        .testTarget(
            name: "ModelSigningTests",
            dependencies: [
                "ModelSigning", "SigstoreVerification", "SigstoreBundle", "Attestation", "ContentHashing",
                "SignatureKeys", "StrictJSON", "SystemFiles", "TestSupport",
            ],
            exclude: ["Vectors"]
        ),
        .testTarget(
            name: "ConformanceTests",
            dependencies: [
                "ModelSigning", "SigstoreVerification", "SigstoreBundle", "CertificateTrust", "SignatureKeys",
                "StrictJSON", "TestSupport", "Attestation", crypto,
            ]
        ),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "ModelSigning", "SigstoreBundle", "Attestation", "SignatureKeys", "StrictJSON", "SystemFiles",
                "TestServices", "TestSupport", "model-signing", "sign-and-verify", "verify-download",
            ]
        ),
        .testTarget(
            name: "InteropTests",
            dependencies: [
                "StrictJSON", "SignatureKeys", "SigstoreBundle", "SigstoreVerification", "TUF", "HTTPTransport",
                "HTTPTransportNIO", "TestServices", "TestSupport", "model-signing", "oms-conformance", httpTypes,
            ],
            exclude: ["Peer"]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// libFuzzer brings `main`, so this links only under its sanitizer: see Scripts/fuzz.
if Context.environment["MODEL_SIGNING_FUZZ"] != nil {
    package.targets.append(.executableTarget(name: "fuzz", dependencies: ["FuzzTargets"], path: "Fuzz/Driver"))
}

for target in package.targets {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .treatAllWarnings(as: .error),
        ]
}
