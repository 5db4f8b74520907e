using System.Security.Cryptography;

namespace PreferenceCenter.Links;

/// <summary>
/// Holds the current link keys of the settings and of the keys directory, and rotates and revokes them.
/// </summary>
internal sealed partial class LinkKeyRing : ILinkKeys
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly LinkKeyFile file;
    private readonly LinkKeySettings settings;
    private readonly TimeProvider time;
    private readonly ILogger<LinkKeyRing> logger;
    private volatile LinkKeys keys;
    private (DateTime, long)? stamp;
    private long lookedAt;

    /// <summary>Loads the keys; makes key 1 if the settings have none and there is no file.</summary>
    /// <exception cref="LinkKeysException">The keys cannot be used. New keys are never made in that case.</exception>
    public LinkKeyRing(string directory, LinkKeySettings settings, TimeProvider time, ILogger<LinkKeyRing> logger)
    {
        (file, this.settings, this.time, this.logger) = (new LinkKeyFile(directory), settings, time, logger);
        lookedAt = time.GetTimestamp();
        this.stamp = file.Stamp();
        var book = file.Read();
        if (book is null && settings.Keys.Count == 0)
        {
            file.Change(current => current ?? FirstKey(directory));
            this.stamp = file.Stamp();
            book = file.Read();
        }
        keys = LinkKeyMerge.Merge(settings, book, file.Path);
    }

    /// <summary>The keys to use now. Read it once for a whole operation: the returned set does not change.</summary>
    public LinkKeys Current
    {
        get
        {
            var lastCheck = Volatile.Read(ref lookedAt);
            if (
                this.time.GetElapsedTime(lastCheck) >= CheckInterval
                && Interlocked.CompareExchange(ref lookedAt, this.time.GetTimestamp(), lastCheck) == lastCheck
            )
                Reload();
            return keys;
        }
    }

    /// <summary>Adds a key with the next unused id and makes it the active one; older keys still verify.</summary>
    public LinkKeyChange Rotate() =>
        Change(book => this.settings.ActiveKey is null ? Rotated(book) : (LinkKeyRefusal.ActiveKeyIsSet, null));

    /// <summary>
    /// Ends the validity of links that a key signed: preferences links always, unsubscribe links on request. If it is
    /// the active key, a new one first takes its place.
    /// </summary>
    public LinkKeyChange Revoke(byte id, bool unsubscribeToo) =>
        Change(book =>
        {
            if (!this.settings.Keys.ContainsKey(id) && book.Keys.All(k => k.Id != id))
                return (LinkKeyRefusal.UnknownKey, null);

            var revoked = book.WithRevoked(id, unsubscribeToo, this.time.GetUtcNow());
            if (LinkKeyMerge.ActiveId(this.settings, book) != id)
                return (LinkKeyRefusal.None, revoked);
            return this.settings.ActiveKey is null ? Rotated(revoked) : (LinkKeyRefusal.ActiveKeyIsSet, null);
        });

    private (LinkKeyRefusal, LinkKeyBook?) Rotated(LinkKeyBook book) =>
        book.Rotated(NewSecret(), this.settings.Keys.Keys, this.time.GetUtcNow()) is { } next
            ? (LinkKeyRefusal.None, next)
            : (LinkKeyRefusal.NoIdLeft, null);

    private LinkKeyChange Change(Func<LinkKeyBook, (LinkKeyRefusal, LinkKeyBook?)> change)
    {
        var refusal = LinkKeyRefusal.None;
        file.Change(current =>
        {
            (refusal, var next) = change(current ?? LinkKeyBook.Empty);
            return next;
        });
        keys = LinkKeyMerge.Merge(this.settings, file.Read(), file.Path);
        return new LinkKeyChange(refusal, keys.Active.Id);
    }

    private LinkKeyBook FirstKey(string directory)
    {
        LogMadeFirstKey(directory);
        return LinkKeyBook.Empty.Rotated(NewSecret(), [], this.time.GetUtcNow())!;
    }

    // A file that becomes unreadable while the server runs is an operator's accident: the loaded keys stay in use.
    private void Reload()
    {
        try
        {
            var stamp = file.Stamp();
            if (stamp == this.stamp)
                return;
            this.stamp = stamp;
            if (stamp is null)
                LogGone(file.Path);
            else
                keys = LinkKeyMerge.Merge(this.settings, file.Read(), file.Path);
        }
        catch (LinkKeysException e)
        {
            LogUnusable(e);
        }
    }

    private static byte[] NewSecret() => RandomNumberGenerator.GetBytes(LinkKey.SecretLength);

    [LoggerMessage(
        LogLevel.Information,
        "Made the first link key in {Directory}. Back this directory up, apart from the data."
    )]
    private partial void LogMadeFirstKey(string directory);

    [LoggerMessage(
        LogLevel.Error,
        "The link keys in {Path} are gone. This process goes on with the ones it has; put the file back before the next start, or no link sent so far will work."
    )]
    private partial void LogGone(string path);

    [LoggerMessage(
        LogLevel.Error,
        "The link keys changed and cannot be used. This process goes on with the ones it has; the next start would not."
    )]
    private partial void LogUnusable(LinkKeysException exception);
}
