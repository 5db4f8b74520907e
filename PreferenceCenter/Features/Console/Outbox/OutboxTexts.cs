using Microsoft.AspNetCore.Components;
using PreferenceCenter.Data;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Outbox;

internal sealed class OutboxTexts
{
    public MarkupString Title { get; init; }
    public MarkupString Lead { get; init; }
    public MarkupString All { get; init; }
    public MarkupString Waiting { get; init; }
    public MarkupString Dead { get; init; }
    public MarkupString Uncertain { get; init; }
    public MarkupString Empty { get; init; }
    public MarkupString Number { get; init; }
    public MarkupString Kind { get; init; }
    public MarkupString State { get; init; }
    public MarkupString Due { get; init; }
    public MarkupString Tries { get; init; }
    public MarkupString Why { get; init; }
    public MarkupString Act { get; init; }
    public MarkupString Retry { get; init; }
    public MarkupString RetrySure { get; init; }
    public Phrase Retried { get; init; }
    public Phrase GoneAlready { get; init; }
    public MarkupString Busy { get; init; }
    public MarkupString More { get; init; }
    public MarkupString First { get; init; }
    public MarkupString Changes { get; init; }
    public MarkupString Confirm { get; init; }
    public MarkupString MyLink { get; init; }
    public MarkupString Checkpoint { get; init; }
    public MarkupString Renewal { get; init; }
    public MarkupString Rights { get; init; }
    public MarkupString Identity { get; init; }
    public MarkupString Staff { get; init; }
    public MarkupString Other { get; init; }

    public MarkupString Of(MailKind kind) =>
        kind switch
        {
            MailKind.Changes => Changes,
            MailKind.Confirm or MailKind.OptIn => Confirm,
            MailKind.MyLink => MyLink,
            MailKind.Checkpoint => Checkpoint,
            MailKind.Renewal => Renewal,
            MailKind.Certificate or MailKind.RequestReceived => Rights,
            MailKind.Identity => Identity,
            MailKind.StaffInvitation => Staff,
            _ => Other,
        };

    public MarkupString Of(MailState state) =>
        state switch
        {
            MailState.Dead => Dead,
            MailState.Uncertain => Uncertain,
            _ => Waiting,
        };
}
