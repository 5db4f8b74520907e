namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>Columns of an import file, in the order of the documentation.</summary>
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
    SaleKind,
    TrackingConsentAt,
    TrackingConsentText,
    ProfilingConsentAt,
    ProfilingConsentText,
}
