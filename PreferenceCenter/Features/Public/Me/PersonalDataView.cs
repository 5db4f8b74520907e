using Microsoft.AspNetCore.Components;
using PreferenceCenter.ConsentEvidence.History;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>All data held about a subscriber, in words.</summary>
/// <param name="Notice">
/// Information under GDPR article 13, which names the recipients; empty if none is published.
/// </param>
public sealed record PersonalDataView(
    PageContext Frame,
    IReadOnlyList<PersonalDataCategory> Categories,
    IReadOnlyList<Activity> History,
    MarkupString MailsLead,
    IReadOnlyList<MailEntry> Mails,
    MarkupString Notice
);

/// <summary>A category of data with its purpose, lawful basis, source and retention.</summary>
/// <param name="First">What the page shows before anything else: who somebody is here, and what they get.</param>
/// <param name="Entries">Number of rows in the category.</param>
public sealed record PersonalDataCategory(
    bool First,
    MarkupString Name,
    MarkupString Purpose,
    IReadOnlyList<MarkupString> Basis,
    IReadOnlyList<MarkupString> Source,
    IReadOnlyList<MarkupString> Kept,
    int Entries,
    IReadOnlyList<HistoryFact> Facts
);

/// <summary>A mail in the history of the subscriber.</summary>
public sealed record MailEntry(MarkupString What, DateTimeOffset CreatedAt, DateTimeOffset? SentAt);
