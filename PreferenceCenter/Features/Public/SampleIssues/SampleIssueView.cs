using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.SampleIssues;

/// <summary>The page of a topic's sample issue.</summary>
/// <param name="Issue">The sample as HTML.</param>
/// <param name="Language">Language of the sample.</param>
public sealed record SampleIssueView(
    PageContext Frame,
    MarkupString Topic,
    MarkupString HowOften,
    MarkupString Issue,
    string Language
) : PageView(Frame)
{
    /// <summary>The window's title, which stays in the browser's history, does not name the topic.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Path of the only form that offers the topic; null where there is none, or more than one.</summary>
    public string? Form { get; init; }
}
