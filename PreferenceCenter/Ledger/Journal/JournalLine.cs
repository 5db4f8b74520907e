using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>
/// A line of the journal: ids and numbers separated by tabs, followed by the first four bytes of the line's SHA-256
/// hash.
/// </summary>
internal abstract record JournalLine
{
    private const int CheckLength = 8;

    /// <summary>The fields of the line; the first is the word for its kind.</summary>
    protected abstract string Fields { get; }

    public sealed override string ToString() => $"{Fields}\t{CheckOf(Fields)}";

    /// <summary>Parses a line; null if it is incomplete because the writer was stopped while writing.</summary>
    /// <exception cref="InvalidDataException">The line is complete, but its content is unknown to this version.
    /// Skipping it would forget a subscriber's choice.</exception>
    public static JournalLine? Parse(string text)
    {
        if (text.Length <= CheckLength || text[^(CheckLength + 1)] != '\t')
            return null;
        var fields = text[..^(CheckLength + 1)];
        if (CheckOf(fields) != text[^CheckLength..])
            return null;
        try
        {
            return fields.Split('\t') switch
            {
                ["reduced", var slot, var position, var person, var kind, var aspect, var value, var channel, var at] =>
                    new ReducedLine(
                        (int)Number(slot),
                        Number(position),
                        Guid.ParseExact(person, "D"),
                        (EventKind)Number(kind),
                        Number(aspect),
                        Number(value),
                        (Channel)Number(channel),
                        Time(at)
                    ),
                ["left", var person, var scope, var at] => new LeftLine(
                    Guid.ParseExact(person, "D"),
                    Number(scope),
                    Time(at)
                ),
                ["mark", var size, var root, var at] => new MarkLine(
                    Number(size),
                    TreeHash.From(Convert.FromBase64String(root)),
                    Time(at)
                ),
                ["erased", "id", var hash] => new ErasedIdLine(hash),
                ["erased", "address", var key, var hash] => new ErasedAddressLine(hash, (int)Number(key)),
                ["erased", var person, var hash, var key, _] => new FormerErasedLine(
                    Guid.ParseExact(person, "D"),
                    hash,
                    (int)Number(key)
                ),
                ["returned", var hash] => new FormerReturnedLine(hash),
                [var word, ..] => throw new InvalidDataException($"it says '{word}', which this version does not know"),
                [] => null,
            };
        }
        catch (Exception reason) when (reason is FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException($"its fields cannot be read: {reason.Message}", reason);
        }
    }

    private static string CheckOf(string fields) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(fields)).AsSpan(0, CheckLength / 2));

    protected static string Text(params ReadOnlySpan<object> fields) =>
        string.Join('\t', fields.ToArray().Select(f => Convert.ToString(f, CultureInfo.InvariantCulture)));

    private static long Number(string text) =>
        long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => Instant.FromMicroseconds(Number(text));
}

/// <summary>
/// A reduction of a subscriber's choices: the event at this position of the log, without its evidence.
/// </summary>
internal sealed record ReducedLine(
    int Slot,
    long Position,
    Guid Person,
    EventKind Kind,
    long Aspect,
    long Value,
    Channel Channel,
    DateTimeOffset At
) : JournalLine
{
    protected override string Fields =>
        Text("reduced", Slot, Position, Person, (int)Kind, Aspect, Value, (int)Channel, Instant.ToMicroseconds(At));
}

/// <summary>
/// An unsubscribe of an unknown subscriber id. It is in no log: the database keeps it until the id is registered.
/// </summary>
internal sealed record LeftLine(Guid Person, long Scope, DateTimeOffset At) : JournalLine
{
    protected override string Fields => Text("left", Person, Scope, Instant.ToMicroseconds(At));
}

/// <summary>
/// A mark: all reductions below this size of the log are above this line, and the log had this root at that size.
/// </summary>
internal sealed record MarkLine(long Size, TreeHash Root, DateTimeOffset At) : JournalLine
{
    /// <summary>Whether a line says that it is one.</summary>
    public static bool Begins(ReadOnlySpan<byte> line) => line.StartsWith("mark\t"u8);

    protected override string Fields => Text("mark", Size, Root.ToBase64(), Instant.ToMicroseconds(At));
}

/// <summary>
/// The id of an erased subscriber or an erased address, as a keyed hash in hex: nothing says which of them. The process
/// may have ended before the erasure was committed.
/// </summary>
internal sealed record ErasedIdLine(string KeyedHash) : JournalLine
{
    protected override string Fields => Text("erased", "id", KeyedHash);
}

/// <summary>An address that is not to be emailed, as the keyed hash of the suppression list in hex.</summary>
internal sealed record ErasedAddressLine(string KeyedHash, int KeyId) : JournalLine
{
    protected override string Fields => Text("erased", "address", KeyId, KeyedHash);
}

/// <summary>
/// An erased subscriber in a journal of version 1, which also held the time; it is read once and never written.
/// </summary>
internal sealed record FormerErasedLine(Guid Person, string KeyedHash, int KeyId) : JournalLine
{
    protected override string Fields => Text("erased", Person, KeyedHash, KeyId, 0);
}

/// <summary>In a journal of version 1: the address with this keyed hash signed up again after its erasure.</summary>
internal sealed record FormerReturnedLine(string KeyedHash) : JournalLine
{
    protected override string Fields => Text("returned", KeyedHash);
}
