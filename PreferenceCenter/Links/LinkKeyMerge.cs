namespace PreferenceCenter.Links;

/// <summary>Merges the keys of the settings and of the keys directory into one set.</summary>
internal static class LinkKeyMerge
{
    /// <exception cref="LinkKeysException">The two sources contradict each other, or there is no key to sign
    /// with.</exception>
    public static LinkKeys Merge(LinkKeySettings settings, LinkKeyBook? book, string path)
    {
        book ??= LinkKeyBook.Empty;
        var revoked = book.Revoked.ToDictionary(r => r.Id, r => new LinkKeyRevocation(r.RevokedAt, r.UnsubscribeToo));
        var keys = book.Keys.ToDictionary(
            k => k.Id,
            k => new LinkKey(k.Id, k.Secret, k.MadeAt, revoked.GetValueOrDefault(k.Id))
        );
        foreach (var (id, secret) in settings.Keys)
            if (
                !keys.TryAdd(id, new LinkKey(id, secret, null, revoked.GetValueOrDefault(id)))
                && !keys[id].HasSecret(secret)
            )
                throw new LinkKeysException(
                    $"Links:Keys:{id} is another key than key {id} in {path}. An id names one key for ever: give the new one another id."
                )
                {
                    Setting = $"Links:Keys:{id}",
                };

        if (ActiveId(settings, book) is not { } active)
            throw new LinkKeysException($"Neither the settings (Links:Keys) nor {path} hold a link key to sign with.")
            {
                Setting = "Links:Keys",
            };
        if (!keys.TryGetValue(active, out var signing))
            throw new LinkKeysException(
                $"Links:ActiveKey is {active}, but neither Links:Keys:{active} nor {path} hold that key."
            )
            {
                Setting = "Links:ActiveKey",
            };
        if (signing.Revocation is not null)
            throw new LinkKeysException(
                $"The active link key {active} was revoked (in {path}): name another one in Links:ActiveKey."
            )
            {
                Setting = "Links:ActiveKey",
            };
        return new LinkKeys(keys.Values, active);
    }

    /// <summary>
    /// The id of the key that signs: the one set in the settings, else that of the last rotation, else the newest key
    /// of the settings that is not revoked.
    /// </summary>
    public static byte? ActiveId(LinkKeySettings settings, LinkKeyBook book) =>
        settings.ActiveKey
        ?? book.Active
        ?? settings.Keys.Keys.Where(id => book.Revoked.All(r => r.Id != id)).Select(id => (byte?)id).Max();
}
