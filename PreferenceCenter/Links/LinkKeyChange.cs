namespace PreferenceCenter.Links;

/// <summary>Why a rotation or revocation was not done.</summary>
internal enum LinkKeyRefusal : byte
{
    None = 0,

    /// <summary>Id 255 is used: the format has no more.</summary>
    NoIdLeft,

    /// <summary><c>Links:ActiveKey</c> says which key signs: add a key to the settings and change it there.</summary>
    ActiveKeyIsSet,

    /// <summary>Neither the settings nor the keys directory know this id.</summary>
    UnknownKey,
}

/// <param name="ActiveId">The key that signs new links after it.</param>
internal readonly record struct LinkKeyChange(LinkKeyRefusal Refusal, byte ActiveId);
