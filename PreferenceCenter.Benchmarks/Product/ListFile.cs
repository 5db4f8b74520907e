using System.Globalization;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>
/// Writes a list to import: addresses that no database has yet, with five topics each and complete evidence.
/// </summary>
internal static class ListFile
{
    public static async Task<string> WriteAsync(string path, int rows, CancellationToken cancel)
    {
        await using var list = new StreamWriter(path);
        await list.WriteLineAsync(
            "email,name,language,topics,consent_at,consent_method,consent_source,consent_text,consent_ip"
        );
        for (var row = 0; row < rows; row++)
        {
            cancel.ThrowIfCancellationRequested();
            await list.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"new.{row}@example.net,New Person {row},en,topic-1;topic-2;topic-3;topic-4;topic-5,2025-03-01T10:00:00Z,form,https://example.org/join,\"Yes, please write to me about these.\",192.0.2.7"
                )
            );
        }
        return path;
    }
}
