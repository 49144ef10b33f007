// Copyright the swift-model-signing authors.
// SPDX-License-Identifier: Apache-2.0

/// What can be wrong with an identity token, or on the way to one.
///
/// No message has a token, a code, or a secret in it.
extension SigstoreClientError.Code {
    /// A text is no identity token, or its claims are not those of one.
    public static let malformedToken = Self(name: "malformedToken")
    /// The token's time is over.
    public static let expiredToken = Self(name: "expiredToken")
    /// The token's time has not come: one of two clocks is wrong.
    public static let earlyToken = Self(name: "earlyToken")
    /// The token is meant for somebody else.
    public static let otherAudience = Self(name: "otherAudience")
    /// The provider has not checked that the e-mail address is this person's.
    public static let unverifiedEmail = Self(name: "unverifiedEmail")
    /// The token was issued by another provider, or for another login, than the one that was asked.
    public static let otherLogin = Self(name: "otherLogin")
    /// A file with a token cannot be read.
    public static let unreadableToken = Self(name: "unreadableToken")

    /// The identity provider cannot be reached, or answers with an error of its own.
    public static let providerFailed = Self(name: "providerFailed")
    /// What the identity provider says of itself, or answers, cannot be used.
    public static let unusableProvider = Self(name: "unusableProvider")
    /// The identity provider, or the person, said no.
    public static let loginRefused = Self(name: "loginRefused")
    /// Nobody logged in in time.
    public static let loginTimedOut = Self(name: "loginTimedOut")
    /// The identity provider does not offer this way to log in.
    public static let unsupportedLogin = Self(name: "unsupportedLogin")

    /// Nothing around this process gives it an identity.
    public static let noAmbientIdentity = Self(name: "noAmbientIdentity")
    /// What runs this process should give it an identity, and does not.
    public static let ambientIdentityFailed = Self(name: "ambientIdentityFailed")
}
