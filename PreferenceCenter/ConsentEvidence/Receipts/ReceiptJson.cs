using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreferenceCenter.ConsentEvidence.Receipts;

/// <summary>JSON format of receipts. Unknown, duplicate and missing members are errors.</summary>
[JsonSerializable(typeof(Receipt))]
internal sealed partial class ReceiptJson : JsonSerializerContext
{
    public static ReceiptJson Strict { get; } =
        new(
            new JsonSerializerOptions(JsonSerializerOptions.Strict)
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                WriteIndented = true,
                NewLine = "\n",
                MaxDepth = 8,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                // The default encoder writes each plus of the base64 as \u002B, and people read these files.
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
