using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>
/// Makes the keyed hashes that the suppression list stores instead of addresses. Without the keys, a list of addresses
/// cannot be matched against them (ERA-05). One key hashes new entries; the earlier keys stay in use for look-ups
/// (ERA-07).
/// </summary>
internal sealed partial class AddressHasher
{
    public const string KeyName = "suppression.key";
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly string? directory;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private volatile SuppressionKeys keys;
    private long checkedAt;

    /// <summary>Loads the keys of the directory and makes the first one if there is none.</summary>
    /// <exception cref="InvalidDataException">A key cannot be used. A new one is never made in that case.</exception>
    public AddressHasher(string directory, TimeProvider clock, ILogger<AddressHasher> logger)
    {
        (this.directory, this.clock, this.logger) = (directory, clock, logger);
        checkedAt = clock.GetTimestamp();
        keys = HashKeyFiles.Load(directory);
    }

    /// <summary>A hasher with one fixed key.</summary>
    public AddressHasher(byte[] key)
    {
        (clock, logger) = (TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        keys = new SuppressionKeys([new SuppressionKey(1, key)]);
    }

    /// <summary>
    /// The keys to use now. Another process may have added one: each process checks once a second, and none writes
    /// with a key younger than a minute.
    /// </summary>
    public SuppressionKeys Current
    {
        get
        {
            var lastCheck = Volatile.Read(ref checkedAt);
            if (
                directory is not null
                && clock.GetElapsedTime(lastCheck) >= CheckInterval
                && Interlocked.CompareExchange(ref checkedAt, clock.GetTimestamp(), lastCheck) == lastCheck
            )
                Reload(directory);
            return keys;
        }
    }

    /// <summary>The hashes of an address under every key, for a look-up.</summary>
    public IReadOnlyList<KeyedHash> HashesOf(EmailAddress address) => Current.HashesOf(address);

    /// <summary>The key that hashes new entries.</summary>
    public SuppressionKey WritingAt(DateTimeOffset now) => Current.WritingAt(now);

    /// <summary>Adds a key under the next number; null where no number is left.</summary>
    /// <param name="taken">The highest number that rows or the journal name: the number of a lost key is never
    /// reused.</param>
    public SuppressionKey? Rotate(int taken, DateTimeOffset now)
    {
        var keysDirectory = directory ?? throw new InvalidOperationException("These keys are in no directory.");
        for (var number = Math.Max(taken, Current.All[^1].Number) + 1; number <= SuppressionKey.LastNumber; number++)
            if (HashKeyFiles.TryMake(keysDirectory, number, now))
            {
                keys = HashKeyFiles.Load(keysDirectory);
                return keys.All.Single(k => k.Number == number);
            }
        return null;
    }

    // Counters, form seals and hashes of ids always use the first key, which every node has and which is never removed:
    // all must count, check and look up alike while keys are added.

    /// <summary>A key of 16 bytes for a counter: a reader of the table learns no address and no network.</summary>
    public byte[] LimitKey(string what, string who) => keys.First.Hash($"limit/v1/{what}\0", who)[..16];

    /// <summary>
    /// The keyed hash under which the journal of erasures names a subscriber's id: without the key, an id from a link
    /// finds nobody there.
    /// </summary>
    public byte[] ErasedHashOf(Guid person) => keys.First.Hash("erased/v1\0", person.ToString("D"));

    /// <summary>
    /// The keyed hash under which the journal of erasures names an erased address: of its first erasure, of the one after
    /// a return, and so on. A backup from between two holds the name of one and not of the other.
    /// </summary>
    public byte[] ErasedHashOf(string addressKey, int time) =>
        keys.First.Hash("erased-address/v1\0", Invariant($"{time} {addressKey}"));

    /// <summary>A seal of 16 bytes that proves a form was made by this installation.</summary>
    public byte[] Seal(string what) => keys.First.Hash("form/v1\0", what)[..16];

    // A file that becomes unreadable while the server runs is an operator's accident: the loaded keys stay in use.
    private void Reload(string keysDirectory)
    {
        try
        {
            var last = keys.All[^1].Number;
            if (HashKeyFiles.IsThere(keysDirectory, last + 1))
                keys = HashKeyFiles.Load(keysDirectory);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            LogUnusable(e);
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "A key was added to the suppression list and cannot be used. This process goes on with the ones it has; who is suppressed under the new one is not found by it."
    )]
    private partial void LogUnusable(Exception exception);
}
