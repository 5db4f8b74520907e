namespace PreferenceCenter.Features.Console;

/// <summary>Adds the filters of a page to a path, which may have a language query already.</summary>
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
