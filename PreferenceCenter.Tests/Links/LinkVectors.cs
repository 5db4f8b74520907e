using System.Text.Json;
using PreferenceCenter.Links;

namespace PreferenceCenter.Tests.Links;

/// <summary>
/// Test vectors of docs/link-vectors.json: tokens that every implementation of the signed link must accept or refuse.
/// </summary>
internal sealed record LinkVectors(
    Dictionary<byte, byte[]> Keys,
    LinkVectors.ValidToken[] Valid,
    LinkVectors.InvalidToken[] Invalid
)
{
    public static LinkVectors All { get; } =
        JsonSerializer.Deserialize<LinkVectors>(
            File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Links", "link-vectors.json")),
            JsonSerializerOptions.Web
        )!;

    /// <summary>Keys of the vectors; key 1 is the active one.</summary>
    public static LinkKeys LinkKeys { get; } = new(All.Keys.Select(k => new LinkKey(k.Key, k.Value)), activeId: 1);

    /// <summary>Token that must be accepted, with its fields.</summary>
    internal sealed record ValidToken(
        string Name,
        byte KeyId,
        LinkPurpose Purpose,
        Guid Subscriber,
        uint Scope,
        uint IssuedAt,
        string Token
    )
    {
        public SignedLink Link => new(KeyId, Purpose, Subscriber, Scope, IssuedAt);

        public override string ToString() => Name;
    }

    /// <summary>Token that must be refused.</summary>
    internal sealed record InvalidToken(string Name, string Token)
    {
        public override string ToString() => Name;
    }
}
