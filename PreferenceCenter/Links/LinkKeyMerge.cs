namespace PreferenceCenter.Links;

/// <summary>One set of keys out of the settings and the keys directory.</summary>
internal static class LinkKeyMerge
{
    /// <exception cref="LinkKeysException">They contradict each other, or leave no key to sign with.</exception>
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
    /// The settings' word first, then the last rotation; with neither, the newest key of the settings that was not
    /// revoked.
    /// </summary>
    public static byte? ActiveId(LinkKeySettings settings, LinkKeyBook book) =>
        settings.ActiveKey
        ?? book.Active
        ?? settings.Keys.Keys.Where(id => book.Revoked.All(r => r.Id != id)).Select(id => (byte?)id).Max();
}
