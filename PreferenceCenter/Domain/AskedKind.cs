namespace PreferenceCenter.Domain;

/// <summary>What an email is about that anybody may have sent to an address.</summary>
public enum AskedKind : byte
{
    /// <summary>A question to confirm: a sign-up, a wish through a footer's link, a new address, an import.</summary>
    Question,

    /// <summary>The link to somebody's choices.</summary>
    Choices,

    /// <summary>The link to what is held about somebody (GDPR article 15).</summary>
    Data,
}
