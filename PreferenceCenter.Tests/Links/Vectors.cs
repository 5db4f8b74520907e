using System.Text.Json;
using PreferenceCenter.Links;

namespace PreferenceCenter.Tests.Links;

/// <summary>docs/link-vectors.json: what every implementation of the signed link must accept and refuse.</summary>
internal sealed record Vectors(Dictionary<byte, byte[]> Keys, Vectors.Good[] Valid, Vectors.Bad[] Invalid)
{
    public static Vectors All { get; } =
        JsonSerializer.Deserialize<Vectors>(
            File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Links", "link-vectors.json")),
            JsonSerializerOptions.Web
        )!;

    /// <summary>The keys of the vectors, 1 the active one.</summary>
    public static LinkKeys LinkKeys { get; } = new(All.Keys.Select(k => new LinkKey(k.Key, k.Value)), activeId: 1);

    internal sealed record Good(
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

    internal sealed record Bad(string Name, string Token)
    {
        public override string ToString() => Name;
    }
}
