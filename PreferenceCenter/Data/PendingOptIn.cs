using System.Text.Json;
using System.Text.Json.Serialization;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>The content of a pending sign-up: everything stored of it until the mailbox confirms.</summary>
internal sealed record PendingOptIn
{
    /// <summary>The address as typed.</summary>
    public required string Address { get; init; }
    public string? Name { get; init; }
    public required string Language { get; init; }
    public required IReadOnlyList<OptInTopic> Topics { get; init; }

    /// <summary>The evidence of the request, which is stored with its events once they are made.</summary>
    public required byte[] Evidence { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, OptInJson.Default.PendingOptIn);

    public static PendingOptIn Parse(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, OptInJson.Default.PendingOptIn)
        ?? throw new JsonException("An opt-in is an object.");

    /// <summary>
    /// Whether that address has a pending sign-up for that topic. There are few rows, since forms limit them per
    /// address.
    /// </summary>
    public static bool Waits(ReadSession session, EmailAddress address, string topic)
    {
        using var row = session[Sql.OptInsOf, address.Key].ExecuteReader();
        while (row.Read())
            if (IsAbout(row.GetFieldValue<byte[]>(0), topic))
                return true;
        return false;
    }

    /// <summary>The keys of those addresses that have a pending sign-up for that topic.</summary>
    public static HashSet<string> WaitingOf(ReadSession session, IEnumerable<EmailAddress> addresses, string topic) =>
        session[session.Sets.Waiting, session.Sets.Of(addresses.Select(a => a.Key))]
            .All(static row => (Key: row.GetString(0), Content: row.GetFieldValue<byte[]>(1)))
            .Where(one => IsAbout(one.Content, topic))
            .Select(one => one.Key)
            .ToHashSet(StringComparer.Ordinal);

    private static bool IsAbout(byte[] content, string topic) => Parse(content).Topics.Any(t => t.Topic == topic);
}

/// <summary>A topic that was selected in the form.</summary>
/// <param name="Number">The topic's number.</param>
/// <param name="Notice">Number of the notice shown beside it.</param>
internal sealed record OptInTopic(long Number, string Topic, Frequency Frequency, int Notice)
{
    /// <summary>Whether the request is still valid: no later leave, stop, complaint or new purpose voids it.</summary>
    public bool Stands(DateTimeOffset askedAt, PersonState? state, TopicNotice? notice) =>
        notice?.IsNewTo(Notice) != true
        && (
            state is null
            || !(
                Since(state[Number], askedAt, c => !c.On)
                || Since(state[Aspect.Everything], askedAt, c => c.Value != 0)
                || Since(state[Aspect.Suppression], askedAt, c => c.Value != 0)
            )
        );

    // A subscriber who came back to another topic since has still left the rest.
    private static bool Since(Choice choice, DateTimeOffset askedAt, Func<Choice, bool> keepsAway) =>
        choice.Touched > 0
        && ((choice.TouchedAt > askedAt && keepsAway(choice)) || (!choice.On && choice.LeftAt > askedAt));
}

/// <summary>JSON serialization of pending sign-ups.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(PendingOptIn))]
internal sealed partial class OptInJson : JsonSerializerContext;
