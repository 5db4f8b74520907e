using PreferenceCenter.Catalogue;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Reads the sale of a row whose lawful basis is a soft opt-in instead of consent. A sale must be complete: nothing
/// else in the row can replace a missing part. It permits only e-mail about products similar to the one sold.
/// </summary>
internal static class SaleReader
{
    /// <returns>The sale; null if the basis is consent. On a fault, the column and the reason.</returns>
    public static (SoftOptIn? Sale, ImportColumn Column, string? Why) Read(
        Func<ImportColumn, string?> cell,
        DateTimeOffset? soldAt,
        IReadOnlyList<TopicInfo> topics
    )
    {
        switch (cell(ImportColumn.LawfulBasis)?.ToLowerInvariant())
        {
            case null or "consent":
                return (null, default, null);
            case "soft-opt-in":
                break;
            default:
                return (null, ImportColumn.LawfulBasis, "is neither consent nor soft-opt-in");
        }
        if (soldAt is null)
            return (null, ImportColumn.ConsentAt, "is missing: when the address was given, at the sale");
        if (cell(ImportColumn.SaleReference) is not { Length: <= 200 } reference)
            return (null, ImportColumn.SaleReference, "is missing, or longer than 200 characters: which sale it was");
        if (cell(ImportColumn.RefusalOffered)?.ToLowerInvariant() != "yes")
            return (
                null,
                ImportColumn.RefusalOffered,
                "is not yes: mail had to be refusable when the address was given"
            );
        if (cell(ImportColumn.ProductFamily) is not { } family)
            return (null, ImportColumn.ProductFamily, "is missing: what was sold");
        return topics.FirstOrDefault(t => t.Topic.ProductFamily != family) is { } other
            ? (
                null,
                ImportColumn.ProductFamily,
                $"is not what '{other.Key}' is about: a sale carries mail about similar products alone"
            )
            : (new SoftOptIn(reference, family), default, null);
    }
}
