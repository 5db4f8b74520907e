namespace PreferenceCenter.Links;

/// <summary>Why a rotation or revocation was refused.</summary>
internal enum LinkKeyRefusal : byte
{
    None = 0,

    /// <summary>Id 255 is used, and the format has no higher one.</summary>
    NoIdLeft,

    /// <summary><c>Links:ActiveKey</c> sets the signing key: add a key to the settings and change it there.</summary>
    ActiveKeyIsSet,

    /// <summary>Neither the settings nor the keys directory have a key with this id.</summary>
    UnknownKey,
}

/// <summary>The outcome of a rotation or revocation.</summary>
/// <param name="ActiveId">The key that signs new links afterwards.</param>
internal readonly record struct LinkKeyChange(LinkKeyRefusal Refusal, byte ActiveId);
