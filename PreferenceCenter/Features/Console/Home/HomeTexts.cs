using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Home;

internal sealed class HomeTexts
{
    public MarkupString Title { get; init; }
    public Phrase Welcome { get; init; }
    public Phrase Until { get; init; }
    public MarkupString OpenRequests { get; init; }
    public Phrase DueSoon { get; init; }
    public Phrase Overdue { get; init; }
    public MarkupString NoneDue { get; init; }
    public MarkupString OnLists { get; init; }
    public MarkupString OnListsText { get; init; }
    public MarkupString Mails { get; init; }
    public MarkupString MailsWell { get; init; }
    public Phrase MailsStuck { get; init; }
    public MarkupString Places { get; init; }
}
