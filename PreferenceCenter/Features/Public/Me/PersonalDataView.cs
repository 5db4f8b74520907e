using Microsoft.AspNetCore.Components;
using PreferenceCenter.ConsentEvidence.History;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>All that is held about somebody, in words.</summary>
/// <param name="Notice">The information of GDPR article 13, which names the recipients; empty where none is
/// published.</param>
public sealed record PersonalDataView(
    PageContext Frame,
    IReadOnlyList<PersonalDataCategory> Categories,
    IReadOnlyList<HistoryEntry> History,
    MarkupString MailsLead,
    IReadOnlyList<MailEntry> Mails,
    MarkupString Notice
);

/// <param name="Entries">How many rows stand behind it.</param>
public sealed record PersonalDataCategory(
    MarkupString Name,
    MarkupString Purpose,
    IReadOnlyList<MarkupString> Basis,
    IReadOnlyList<MarkupString> Source,
    IReadOnlyList<MarkupString> Kept,
    int Entries,
    IReadOnlyList<HistoryFact> Facts
);

public sealed record MailEntry(MarkupString What, DateTimeOffset CreatedAt, DateTimeOffset? SentAt);
