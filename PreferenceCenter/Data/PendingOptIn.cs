using System.Text.Json;
using System.Text.Json.Serialization;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>What somebody asked for through a form, until the mailbox says yes: all that is kept of it.</summary>
internal sealed record PendingOptIn
{
    /// <summary>As typed.</summary>
    public required string Address { get; init; }
    public string? Name { get; init; }
    public required string Language { get; init; }
    public required IReadOnlyList<OptInTopic> Topics { get; init; }

    /// <summary>What proves the request, as it is kept beside its events once they are made.</summary>
    public required byte[] Evidence { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, OptInJson.Default.PendingOptIn);

    public static PendingOptIn Parse(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, OptInJson.Default.PendingOptIn)
        ?? throw new JsonException("An opt-in is an object.");

    /// <summary>
    /// Whether that address waits to confirm that topic. Rows are few: forms make only so many an address.
    /// </summary>
    public static bool Waits(ReadSession session, EmailAddress address, string topic)
    {
        using var row = session[Sql.OptInsOf, address.Key].ExecuteReader();
        while (row.Read())
            if (Parse(row.GetFieldValue<byte[]>(0)).Topics.Any(t => t.Topic == topic))
                return true;
        return false;
    }
}

/// <summary>A box that was ticked.</summary>
/// <param name="Number">The topic's.</param>
/// <param name="Notice">Number of the consent statement shown beside it.</param>
internal sealed record OptInTopic(long Number, string Topic, Frequency Frequency, int Notice)
{
    /// <summary>
    /// Whether nothing took it away since: leaving, a stop, a complaint, another purpose. What is later holds.
    /// </summary>
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

    // Who came back to something else since has still left the rest.
    private static bool Since(Choice choice, DateTimeOffset askedAt, Func<Choice, bool> keepsAway) =>
        choice.Touched > 0
        && ((choice.TouchedAt > askedAt && keepsAway(choice)) || (!choice.On && choice.LeftAt > askedAt));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(PendingOptIn))]
internal sealed partial class OptInJson : JsonSerializerContext;
