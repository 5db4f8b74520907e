namespace PreferenceCenter.Links;

/// <summary>The keys that pages verify signed links with: real ones, or the one of test links.</summary>
internal interface ILinkKeys
{
    /// <inheritdoc cref="LinkKeyRing.Current"/>
    LinkKeys Current { get; }
}
