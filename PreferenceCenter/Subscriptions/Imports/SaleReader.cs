using PreferenceCenter.Catalogue;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// The ground of a row that names another than consent: a sale, whole or not at all. What is missing of it cannot be
/// made up by anything else in the row, and it carries mail about products like the one sold and about nothing else.
/// </summary>
internal static class SaleReader
{
    /// <returns>The sale, or nothing where consent is the ground; else the column at fault and why.</returns>
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
