using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreferenceCenter.Links;

/// <summary>
/// The content of <c>link-keys.json</c>. Keys are never removed: a revoked key still proves an old unsubscribe link.
/// </summary>
/// <param name="Active">The id of the key that signs new links; null while every key is in the settings.</param>
/// <param name="Last">The highest id this file ever gave to a key, so that no id is given twice.</param>
/// <param name="Revoked">Revocations, also of keys from the settings.</param>
internal sealed record LinkKeyBook(
    int Version,
    byte? Active,
    byte Last,
    IReadOnlyList<LinkKeyBook.Key> Keys,
    IReadOnlyList<LinkKeyBook.Revocation> Revoked
)
{
    public const byte LastId = 255;

    public static LinkKeyBook Empty { get; } = new(1, null, 0, [], []);

    /// <summary>A key made in the keys directory.</summary>
    internal sealed record Key(byte Id, byte[] Secret, DateTimeOffset MadeAt);

    /// <summary>A revocation, of a key from the file or from the settings.</summary>
    internal sealed record Revocation(byte Id, DateTimeOffset RevokedAt, bool UnsubscribeToo);

    /// <summary>The file with one more key, which becomes the active one; null when the ids are used up.</summary>
    /// <param name="elsewhere">Ids of keys in the settings: they are taken as well.</param>
    public LinkKeyBook? Rotated(byte[] secret, IEnumerable<byte> elsewhere, DateTimeOffset now)
    {
        var taken = elsewhere.Concat(Revoked.Select(r => r.Id)).ToHashSet();
        for (var id = Last + 1; id <= LastId; id++)
            if (!taken.Contains((byte)id))
                return this with { Active = (byte)id, Last = (byte)id, Keys = [.. Keys, new((byte)id, secret, now)] };
        return null;
    }

    /// <summary>
    /// The file with that key revoked. If it was revoked before, the first time stays and the stricter scope holds.
    /// </summary>
    public LinkKeyBook WithRevoked(byte id, bool unsubscribeToo, DateTimeOffset now)
    {
        var before = Revoked.FirstOrDefault(r => r.Id == id) ?? new(id, now, false);
        return this with
        {
            Revoked =
            [
                .. Revoked.Where(r => r.Id != id),
                before with
                {
                    UnsubscribeToo = before.UnsubscribeToo || unsubscribeToo,
                },
            ],
        };
    }

    /// <summary>Reads the file strictly.</summary>
    /// <exception cref="JsonException">The content differs from what this program writes.</exception>
    public static LinkKeyBook Parse(ReadOnlySpan<byte> json)
    {
        var book =
            JsonSerializer.Deserialize(json, LinkKeyBookJson.Default.LinkKeyBook)
            ?? throw new JsonException("it is null");
        return book.Fault is { } fault ? throw new JsonException(fault) : book;
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LinkKeyBookJson.Default.LinkKeyBook);

    private string? Fault =>
        Version != 1 ? Invariant($"version {Version} is not one this program knows")
        : Keys.Any(k => k.Id == 0) || Revoked.Any(r => r.Id == 0) ? "0 is no key id"
        : Keys.FirstOrDefault(k => k.Secret.Length != LinkKey.SecretLength) is { } odd
            ? $"key {odd.Id} has {odd.Secret.Length} bytes instead of {LinkKey.SecretLength}"
        : Keys.DistinctBy(k => k.Id).Count() != Keys.Count ? "a key id stands there twice"
        : Revoked.DistinctBy(r => r.Id).Count() != Revoked.Count ? "a revocation stands there twice"
        : Keys.Any(k => k.Id > Last) ? "a key id is higher than \"last\""
        : Active is { } active && Keys.All(k => k.Id != active) ? $"the active key {active} is not there"
        : null;
}

// Strict: a mistyped "revoked" or a duplicate member must stop the start, never reactivate a revoked key.
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true
)]
[JsonSerializable(typeof(LinkKeyBook))]
internal sealed partial class LinkKeyBookJson : JsonSerializerContext;
