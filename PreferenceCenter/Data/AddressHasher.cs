using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>
/// Addresses never to be mailed again, as keyed hashes: without the keys no list of addresses finds one (ERA-05). One
/// key hashes what is added; those before it are looked up for ever (ERA-07).
/// </summary>
internal sealed partial class AddressHasher
{
    public const string KeyName = "suppression.key";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly string? directory;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private volatile SuppressionKeys keys;
    private long lookedAt;

    /// <exception cref="InvalidDataException">A key cannot be used; never a reason to make a new one.</exception>
    public AddressHasher(string directory, TimeProvider clock, ILogger<AddressHasher> logger)
    {
        (this.directory, this.clock, this.logger) = (directory, clock, logger);
        lookedAt = clock.GetTimestamp();
        keys = HashKeyFiles.Load(directory);
    }

    /// <summary>Of one key that stays the only one.</summary>
    public AddressHasher(byte[] key)
    {
        (clock, logger) = (TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        keys = new SuppressionKeys([new SuppressionKey(1, key)]);
    }

    /// <summary>
    /// The keys to use for what is done now. Another process may have added one: each looks once a second, and none
    /// writes with a key younger than a minute.
    /// </summary>
    public SuppressionKeys Current
    {
        get
        {
            var looked = Volatile.Read(ref lookedAt);
            if (
                directory is not null
                && clock.GetElapsedTime(looked) >= LookEvery
                && Interlocked.CompareExchange(ref lookedAt, clock.GetTimestamp(), looked) == looked
            )
                LookAgain(directory);
            return keys;
        }
    }

    /// <summary>To look somebody up: what any row may know them by.</summary>
    public IReadOnlyList<KeyedHash> HashesOf(EmailAddress address) => Current.HashesOf(address);

    /// <summary>To add somebody: the key that writes now.</summary>
    public SuppressionKey WritingAt(DateTimeOffset now) => Current.WritingAt(now);

    /// <summary>Adds a key under the next number; null where there are no more.</summary>
    /// <param name="taken">The highest number that rows or the journal name: a lost key's number is no other
    /// key's.</param>
    public SuppressionKey? Rotate(int taken, DateTimeOffset now)
    {
        var place = directory ?? throw new InvalidOperationException("These keys are in no directory.");
        for (var number = Math.Max(taken, Current.All[^1].Number) + 1; number <= SuppressionKey.LastNumber; number++)
            if (HashKeyFiles.TryMake(place, number, now))
            {
                keys = HashKeyFiles.Load(place);
                return keys.All.Single(k => k.Number == number);
            }
        return null;
    }

    // Counts and seals are under the first key for good: they hold for days at most, name nobody who is suppressed, and
    // every node must count alike while keys are added.

    /// <summary>Sixteen bytes to count by: whoever reads the table learns no address and no network.</summary>
    public byte[] LimitKey(string what, string who) => keys.First.Hash($"limit/v1/{what}\0", who)[..16];

    /// <summary>Sixteen bytes that show a copy of a form to be ours.</summary>
    public byte[] Seal(string what) => keys.First.Hash("form/v1\0", what)[..16];

    // A file that turns unreadable under a running server is an operator's accident: the keys in hand go on.
    private void LookAgain(string place)
    {
        try
        {
            var last = keys.All[^1].Number;
            if (HashKeyFiles.IsThere(place, last + 1))
                keys = HashKeyFiles.Load(place);
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
