using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;

namespace PreferenceCenter.Catalogue;

/// <summary>
/// Identifies a state of the catalogue: two are equal if nothing was changed in between. Notices and forms are only
/// ever added, so the last number and the count are enough; of topics, categories, drafts, settings and templates, which are changed in
/// place, it is a hash over every column.
/// </summary>
internal sealed record CatalogueVersion(int LastNotice, int Forms, string Topics)
{
    public static CatalogueVersion Of(CenterContext context) =>
        new(
            context.Notices.Max(n => (int?)n.Number) ?? 0,
            context.Forms.Count(),
            HashOf([
                .. Lines<CategoryRow>(context),
                .. Lines<CategoryText>(context),
                .. Lines<TopicRow>(context),
                .. Lines<TopicText>(context),
                .. Lines<CatalogueDraftRow>(context),
                .. Lines<SettingRow>(context),
                .. Templates(context),
            ])
        );

    // Without their bytes, which their digest stands for, and without the result of their check.
    private static IEnumerable<string> Templates(CenterContext context) =>
        context
            .Templates.OrderBy(t => t.Key)
            .Select(t => new
            {
                t.Key,
                t.Digest,
                t.TopicNumber,
                t.Stage,
                t.Language,
            })
            .AsEnumerable()
            .Select(t => string.Join('\u001f', t.Key, t.Digest, Text(t.TopicNumber), t.Stage, t.Language));

    private static IEnumerable<string> Lines<TRow>(CenterContext context)
        where TRow : class
    {
        // The columns are those of the model, so that a new one is not forgotten.
        var columns = context.Model.FindEntityType(typeof(TRow))!.GetProperties().Select(p => p.PropertyInfo!).ToList();
        return context
            .Set<TRow>()
            .AsNoTracking()
            .AsEnumerable()
            .Select(row => string.Join('\u001f', columns.Select(c => Text(c.GetValue(row)))))
            .Order(StringComparer.Ordinal);
    }

    private static string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);

    private static string HashOf(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001e', lines))));
}
