using System.Security.Cryptography;

namespace PreferenceCenter.Links;

/// <summary>
/// Holds the current link keys of the settings and of the keys directory, and rotates and revokes them.
/// </summary>
internal sealed partial class LinkKeyRing
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly LinkKeyFile _file;
    private readonly LinkKeySettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<LinkKeyRing> _logger;
    private volatile LinkKeys _keys;
    private (DateTime, long)? _stamp;
    private long _lookedAt;

    /// <summary>Loads the keys; makes key 1 if the settings have none and there is no file.</summary>
    /// <exception cref="LinkKeysException">The keys cannot be used. New keys are never made in that case.</exception>
    public LinkKeyRing(string directory, LinkKeySettings settings, TimeProvider time, ILogger<LinkKeyRing> logger)
    {
        (_file, _settings, _time, _logger) = (new LinkKeyFile(directory), settings, time, logger);
        _lookedAt = time.GetTimestamp();
        _stamp = _file.Stamp();
        var book = _file.Read();
        if (book is null && settings.Keys.Count == 0)
        {
            _file.Change(current => current ?? FirstKey(directory));
            _stamp = _file.Stamp();
            book = _file.Read();
        }
        _keys = LinkKeyMerge.Merge(settings, book, _file.Path);
    }

    /// <summary>The keys to use now. Read it once for a whole operation: the returned set does not change.</summary>
    public LinkKeys Current
    {
        get
        {
            var lastCheck = Volatile.Read(ref _lookedAt);
            if (
                _time.GetElapsedTime(lastCheck) >= CheckInterval
                && Interlocked.CompareExchange(ref _lookedAt, _time.GetTimestamp(), lastCheck) == lastCheck
            )
                Reload();
            return _keys;
        }
    }

    /// <summary>Adds a key with the next unused id and makes it the active one; older keys still verify.</summary>
    public LinkKeyChange Rotate() =>
        Change(book => _settings.ActiveKey is null ? Rotated(book) : (LinkKeyRefusal.ActiveKeyIsSet, null));

    /// <summary>
    /// Ends the validity of links that a key signed: preferences links always, unsubscribe links on request. If it is
    /// the active key, a new one first takes its place.
    /// </summary>
    public LinkKeyChange Revoke(byte id, bool unsubscribeToo) =>
        Change(book =>
        {
            if (!_settings.Keys.ContainsKey(id) && book.Keys.All(k => k.Id != id))
                return (LinkKeyRefusal.UnknownKey, null);

            var revoked = book.WithRevoked(id, unsubscribeToo, _time.GetUtcNow());
            if (LinkKeyMerge.ActiveId(_settings, book) != id)
                return (LinkKeyRefusal.None, revoked);
            return _settings.ActiveKey is null ? Rotated(revoked) : (LinkKeyRefusal.ActiveKeyIsSet, null);
        });

    private (LinkKeyRefusal, LinkKeyBook?) Rotated(LinkKeyBook book) =>
        book.Rotated(NewSecret(), _settings.Keys.Keys, _time.GetUtcNow()) is { } next
            ? (LinkKeyRefusal.None, next)
            : (LinkKeyRefusal.NoIdLeft, null);

    private LinkKeyChange Change(Func<LinkKeyBook, (LinkKeyRefusal, LinkKeyBook?)> change)
    {
        var refusal = LinkKeyRefusal.None;
        _file.Change(current =>
        {
            (refusal, var next) = change(current ?? LinkKeyBook.Empty);
            return next;
        });
        _keys = LinkKeyMerge.Merge(_settings, _file.Read(), _file.Path);
        return new LinkKeyChange(refusal, _keys.Active.Id);
    }

    private LinkKeyBook FirstKey(string directory)
    {
        LogMadeFirstKey(directory);
        return LinkKeyBook.Empty.Rotated(NewSecret(), [], _time.GetUtcNow())!;
    }

    // A file that becomes unreadable while the server runs is an operator's accident: the loaded keys stay in use.
    private void Reload()
    {
        try
        {
            var stamp = _file.Stamp();
            if (stamp == _stamp)
                return;
            _stamp = stamp;
            if (stamp is null)
                LogGone(_file.Path);
            else
                _keys = LinkKeyMerge.Merge(_settings, _file.Read(), _file.Path);
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
