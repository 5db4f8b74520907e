using Microsoft.AspNetCore.Components;
using PreferenceCenter.Data;

namespace PreferenceCenter.Features.Console.Outbox;

/// <summary>Texts of the outbox page.</summary>
internal sealed partial class OutboxTexts
{
    public MarkupString Of(MailKind kind) =>
        kind switch
        {
            MailKind.Changes => Changes,
            MailKind.Confirm or MailKind.OptIn => Confirm,
            MailKind.MyLink => MyLink,
            MailKind.Checkpoint => Checkpoint,
            MailKind.Renewal => Renewal,
            MailKind.Certificate => Certificate,
            MailKind.RequestReceived => Received,
            MailKind.RequestAnswer => Answer,
            MailKind.Identity => Identity,
            MailKind.NewAddress => NewAddress,
            MailKind.AddressChanged => AddressChanged,
            MailKind.RecipientNotice => Notice,
            MailKind.RequestDigest => Digest,
            MailKind.StaffInvitation => Staff,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "An email without a name."),
        };

    public MarkupString Of(MailState state) =>
        state switch
        {
            MailState.Dead => Dead,
            MailState.Uncertain => Uncertain,
            _ => Waiting,
        };
}
