using PreferenceCenter.Links;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Tags;

namespace PreferenceCenter.Templates.Targets;

/// <summary>Judges where links lead, by their text alone.</summary>
internal sealed class LinkJudge(TemplateContext context, TemplateStage stage)
{
    private readonly Uri root = context.Site.PublicUrl;

    /// <summary>Whether a token was taken by its shape, for want of keys.</summary>
    public bool Unverified { get; private set; }

    public JudgedLink Of(string href)
    {
        href = href.Trim();
        if (stage == TemplateStage.Source && MergeTag.Whole(href) is { } tag)
            return tag.Meaning switch
            {
                TagMeaning.Unsubscribe => new(LinkTarget.Unsubscribe),
                TagMeaning.Preferences => new(LinkTarget.Preferences),
                _ => new(LinkTarget.Elsewhere),
            };
        if (PathOf(href) is not { } path)
            return new(LinkTarget.Elsewhere, Why: Reason(href));
        var (purpose, token) =
            path.StartsWith("/u/", StringComparison.Ordinal) ? (LinkPurpose.Unsubscribe, path[3..])
            : path.StartsWith("/p/", StringComparison.Ordinal) ? (LinkPurpose.Preferences, path[3..])
            : (default, "");
        if (purpose == default)
            return new(LinkTarget.Elsewhere, Why: "page");
        var leads = purpose == LinkPurpose.Unsubscribe ? LinkTarget.Unsubscribe : LinkTarget.Preferences;
        if (stage == TemplateStage.Source && MergeTag.Whole(token) is not null)
            return new(leads);
        return OfToken(token, purpose, leads);
    }

    /// <summary>The path of an address of this centre, written as links of ours are; null for any other.</summary>
    private string? PathOf(string href)
    {
        var start = $"{root.Scheme}://{root.IdnHost}{(root.IsDefaultPort ? "" : Invariant($":{root.Port}"))}";
        if (!href.StartsWith(start, StringComparison.OrdinalIgnoreCase) || href.Length == start.Length)
            return null;
        var path = href[start.Length..];
        var end = path.AsSpan().IndexOfAny('?', '#');
        return path[0] != '/' ? null
            : end < 0 ? path
            : path[..end];
    }

    private JudgedLink OfToken(string token, LinkPurpose purpose, LinkTarget leads)
    {
        // Whoever gets a mailing with it has no way out.
        if (TestLinkKeys.HaveForm(token))
            return new(LinkTarget.DeadToken, Why: "test");
        if (context.Keys is not { } keys)
        {
            Unverified = true;
            return
                token.Length == SignedLink.TokenLength
                && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
                ? new(leads)
                : new(LinkTarget.DeadToken, Why: "token");
        }
        var read = LinkReader.Read(token, purpose, keys, context.Now, context.PreferencesLifetime);
        return read.Verdict switch
        {
            LinkVerdict.Invalid => new(LinkTarget.DeadToken, Why: "token"),
            LinkVerdict.Valid
                when context.Topic is { } topic && read.Link.Scope != 0 && read.Link.Scope != topic.Number => new(
                LinkTarget.DeadToken,
                read.Link.Subscriber,
                "topic"
            ),
            LinkVerdict.Valid => new(leads, read.Link.Subscriber),
            _ => new(LinkTarget.DeadToken, read.Link.Subscriber, "ended"),
        };
    }

    private string Reason(string href) =>
        href.Length == 0 || href[0] == '#' ? "nowhere"
        : MergeTag.In(href).Any() || href.Contains("%7b%7b", StringComparison.OrdinalIgnoreCase) ? "tag"
        : href.Contains(root.IdnHost, StringComparison.OrdinalIgnoreCase)
            ? href.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
                && href.AsSpan(5).TrimStart('/').StartsWith(root.IdnHost, StringComparison.OrdinalIgnoreCase)
                    ? "http"
                : "wrapped"
        : "host";
}
