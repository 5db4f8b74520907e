using PreferenceCenter.Catalogue;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Reads the sale of a row whose lawful basis is a soft opt-in instead of consent. A sale must be complete: nothing
/// else in the row can replace a missing part. It permits only e-mail about products similar to the one sold.
/// </summary>
internal static class SaleReader
{
    public const string Purchase = "purchase";
    public const string FreeAccount = "free-account";

    /// <returns>The sale; null if the basis is consent. On a fault, the column and the reason.</returns>
    public static (SoftOptIn? Sale, ImportColumn Column, FaultCode? Why, FaultArgument[] Arguments) Read(
        Func<ImportColumn, string?> cell,
        DateTimeOffset? soldAt,
        IReadOnlyList<TopicInfo> topics
    )
    {
        switch (cell(ImportColumn.LawfulBasis)?.ToLowerInvariant())
        {
            case null or "consent":
                return default;
            case "soft-opt-in":
                break;
            default:
                return (null, ImportColumn.LawfulBasis, FaultCode.BasisUnknown, []);
        }
        if (soldAt is null)
            return (null, ImportColumn.ConsentAt, FaultCode.SaleTimeMissing, []);
        if (cell(ImportColumn.SaleReference) is not { Length: <= 200 } reference)
            return (null, ImportColumn.SaleReference, FaultCode.SaleReferenceMissing, []);
        if (cell(ImportColumn.RefusalOffered)?.ToLowerInvariant() != "yes")
            return (null, ImportColumn.RefusalOffered, FaultCode.RefusalNotOffered, []);
        if (cell(ImportColumn.SaleKind)?.ToLowerInvariant() is not (null or Purchase or FreeAccount))
            return (null, ImportColumn.SaleKind, FaultCode.SaleKindUnknown, []);
        if (cell(ImportColumn.ProductFamily) is not { } family)
            return (null, ImportColumn.ProductFamily, FaultCode.SaleProductMissing, []);
        if (topics.FirstOrDefault(t => t.Topic.Sensitive) is { } sensitive)
            return (null, ImportColumn.LawfulBasis, FaultCode.SaleOfSensitiveTopic, [sensitive.Key]);
        return topics.FirstOrDefault(t => t.Topic.ProductFamily != family) is { } other
            ? (null, ImportColumn.ProductFamily, FaultCode.SaleOfOtherProduct, [other.Key])
            : (
                new SoftOptIn(reference, family, cell(ImportColumn.SaleKind)?.ToLowerInvariant() ?? Purchase),
                default,
                null,
                []
            );
    }
}
