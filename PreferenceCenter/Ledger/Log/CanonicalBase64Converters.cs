using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreferenceCenter.Ledger.Log;

/// <summary>Converts bytes to and from canonical base64 in JSON.</summary>
internal sealed class CanonicalBytesConverter : JsonConverter<byte[]>
{
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && CanonicalBase64.TryDecode(reader.GetString()!, out var bytes)
            ? bytes
            : throw new JsonException("This is not base64 of RFC 4648 section 4 in its canonical spelling.");

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Convert.ToBase64String(value));
}

/// <summary>Converts tree hashes to and from canonical base64 in JSON.</summary>
internal sealed class TreeHashConverter : JsonConverter<TreeHash>
{
    public override TreeHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && CanonicalBase64.TryDecode(reader.GetString()!, out var bytes)
        && bytes.Length == TreeHash.Length
            ? TreeHash.From(bytes)
            : throw new JsonException($"This is not base64 of {TreeHash.Length} bytes in its canonical spelling.");

    public override void Write(Utf8JsonWriter writer, TreeHash value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToBase64());
}
