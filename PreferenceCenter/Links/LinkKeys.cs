namespace PreferenceCenter.Links;

/// <summary>The keys as they stand at one moment: which one signs, which ones verify, which were revoked.</summary>
internal sealed class LinkKeys
{
    private readonly LinkKey?[] _byId = new LinkKey?[256];

    public LinkKeys(IEnumerable<LinkKey> keys, byte activeId)
    {
        foreach (var key in keys)
            _byId[key.Id] = key;
        Active =
            _byId[activeId]
            ?? throw new ArgumentException($"There is no key {activeId} to be the active one.", nameof(activeId));
    }

    /// <summary>Signs every new link.</summary>
    public LinkKey Active { get; }

    /// <summary>In the order of their ids, revoked ones included.</summary>
    public IEnumerable<LinkKey> All => _byId.OfType<LinkKey>();

    public LinkKey? Find(byte id) => _byId[id];
}
