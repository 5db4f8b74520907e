namespace PreferenceCenter.Features.Console;

/// <summary>A path of ours with what a page is filtered by; it may have a language already.</summary>
internal static class PathWith
{
    public static string Query(string path, params IEnumerable<(string Name, string? Value)> given) =>
        given
            .Where(g => !string.IsNullOrEmpty(g.Value))
            .Aggregate(
                path,
                (to, g) =>
                    $"{to}{(to.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{g.Name}={Uri.EscapeDataString(g.Value!)}"
            );
}
