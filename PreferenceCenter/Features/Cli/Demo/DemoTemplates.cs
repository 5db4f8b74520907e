using PreferenceCenter.Staff;
using PreferenceCenter.Templates.Kept;

namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>The templates that the demo keeps: one without an error, and one whose way out nobody can read.</summary>
internal static class DemoTemplates
{
    private static readonly IReadOnlyList<TemplateFile> Files =
    [
        new("discounts", DemoSeed.Read("demo-discounts.html"), "discounts", Language: "en"),
        new("product-news", DemoSeed.Read("demo-product-news.html"), "product-news", Language: "en"),
    ];

    public static Task<TemplatePlan> KeepAsync(KeptTemplates templates) => templates.ApplyAsync(Files, StaffBy.System);

    /// <summary>Removes them. What somebody keeps under their names meanwhile stays.</summary>
    public static async Task RemoveAsync(KeptTemplates templates, StaffBy by)
    {
        foreach (var file in Files)
            if (await templates.FindAsync(file.Key) is { } row && row.Content.AsSpan().SequenceEqual(file.Content.Span))
                await templates.RemoveAsync(file.Key, by);
    }
}
