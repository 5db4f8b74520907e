using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Me;

/// <summary>All that is held about somebody, in words.</summary>
/// <param name="Notice">The information of GDPR article 13, which names the recipients; empty where none is published.</param>
public sealed record HeldView(
    PageFrame Frame, IReadOnlyList<HeldCategory> Categories, IReadOnlyList<HistoryEntry> History, MarkupString MailsLead, IReadOnlyList<MailEntry> Mails, MarkupString Notice);

public sealed record HeldFact(MarkupString Name, MarkupString Value);

/// <param name="Entries">How many rows stand behind it.</param>
public sealed record HeldCategory(MarkupString Name, MarkupString Purpose, IReadOnlyList<MarkupString> Basis, IReadOnlyList<MarkupString> Source, IReadOnlyList<MarkupString> Kept, int Entries, IReadOnlyList<HeldFact> Facts);

/// <param name="What">What it was about.</param>
/// <param name="Now">What held from then on.</param>
/// <param name="Facts">What proves it.</param>
public sealed record HistoryEntry(MarkupString What, MarkupString Now, DateTimeOffset At, MarkupString How, IReadOnlyList<ShownWording> Shown, IReadOnlyList<HeldFact> Facts);

/// <summary>Exactly what stood there.</summary>
public sealed record ShownWording(MarkupString Html, string Language, string Version);

public sealed record MailEntry(MarkupString What, DateTimeOffset CreatedAt, DateTimeOffset? SentAt);
