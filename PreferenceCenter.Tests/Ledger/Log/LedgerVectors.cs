using System.Text.Json;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Tests.Ledger.Log;

/// <summary>Test vectors of docs/ledger-vectors.json, made by an independent program.</summary>
internal static class LedgerVectors
{
    private static readonly JsonDocument Document = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "ledger-vectors.json"))
    );

    public static JsonElement Of(string name) => Document.RootElement.GetProperty(name);

    public static byte[] Bytes(this JsonElement element, string name) => Convert.FromHexString(element.Text(name));

    public static TreeHash Hash(this JsonElement element, string name) => TreeHash.From(element.Bytes(name));

    public static TreeHash[] Hashes(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(hash => TreeHash.FromHex(hash.GetString()!))];

    public static long Number(this JsonElement element, string name) => element.GetProperty(name).GetInt64();

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
