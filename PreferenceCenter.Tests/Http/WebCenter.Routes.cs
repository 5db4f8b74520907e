using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using PreferenceCenter.Links;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Paths of all routes.</summary>
internal sealed partial class WebCenter
{
    /// <summary>Every path of every route, with every kind of valid token where a route takes one.</summary>
    public async Task<IReadOnlyList<string>> EveryPathAsync(Person person)
    {
        var mailed = await LinksOfEveryKindAsync(person);
        string[] tokens =
        [
            .. mailed.Select(link => link.Token),
            Token(LinkPurpose.Preferences, person.Id),
            Token(LinkPurpose.Preferences, person.Id, News),
            Token(LinkPurpose.Preferences, person.Id, key: 1),
            Token(LinkPurpose.Preferences, person.Id, at: Now.AddDays(-401)),
            Token(LinkPurpose.Unsubscribe, person.Id),
            Token(LinkPurpose.Unsubscribe, person.Id, News),
        ];
        var patterns = Endpoints.OfType<RouteEndpoint>().Select(e => e.RoutePattern.RawText!).Distinct().ToArray();
        Assert.Contains("/u/{token}", patterns);
        return
        [
            .. patterns.SelectMany(pattern =>
                pattern.Contains('{', StringComparison.Ordinal)
                    ? tokens.Select(token => Filled(pattern, token)).Distinct()
                    : [pattern]
            ),
        ];
    }

    private static string Filled(string pattern, string token)
    {
        var path = Regex
            .Replace(
                pattern.Replace("{Id:guid}", "{id}", StringComparison.Ordinal),
                @"\{(token|reference|key)\}",
                token,
                RegexOptions.IgnoreCase
            )
            .Replace("{file}", "0000000000", StringComparison.Ordinal)
            .Replace("{form}", "harbour", StringComparison.Ordinal)
            .Replace("{topic}", "news", StringComparison.Ordinal)
            .Replace("{Language}", "fr", StringComparison.Ordinal)
            .Replace("{id}", $"{Guid.AllBitsSet}", StringComparison.Ordinal);
        Assert.False(
            path.Contains('{', StringComparison.Ordinal),
            $"{pattern} has a parameter the walk knows no value for."
        );
        return path;
    }
}
