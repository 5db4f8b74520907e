namespace PreferenceCenter.Links;

/// <summary>The link keys at one moment: the one that signs, those that verify, those that were revoked.</summary>
internal sealed class LinkKeys
{
    private readonly LinkKey?[] byId = new LinkKey?[256];

    public LinkKeys(IEnumerable<LinkKey> keys, byte activeId)
    {
        foreach (var key in keys)
            byId[key.Id] = key;
        Active =
            byId[activeId]
            ?? throw new ArgumentException($"There is no key {activeId} to be the active one.", nameof(activeId));
    }

    /// <summary>The key that signs every new link.</summary>
    public LinkKey Active { get; }

    /// <summary>All keys in the order of their ids, revoked ones included.</summary>
    public IEnumerable<LinkKey> All => byId.OfType<LinkKey>();

    public LinkKey? Find(byte id) => byId[id];
}
