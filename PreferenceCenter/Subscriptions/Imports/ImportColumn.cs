namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>The columns of an import file, in the order documents list them.</summary>
internal enum ImportColumn
{
    Email,
    Name,
    Language,
    Topics,
    Status,
    ConsentAt,
    ConsentMethod,
    ConsentSource,
    ConsentText,
    ConsentIp,
    LawfulBasis,
    SaleReference,
    ProductFamily,
    RefusalOffered,
}
