using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.AuditLog;

internal sealed partial class AuditLogTexts
{
    /// <summary>
    /// What the house did; of a person's events the words are the person's own. Null where a kind has no word yet.
    /// </summary>
    public MarkupString? Of(EventKind kind) =>
        kind switch
        {
            EventKind.Confirmed => Confirmed,
            EventKind.Erased => Erased,
            EventKind.ActorNamed => ActorNamed,
            EventKind.ControllerNamed => ControllerNamed,
            EventKind.CategoryChanged => CategoryChanged,
            EventKind.TopicChanged => TopicChanged,
            EventKind.LinkKeyAdded => LinkKeyAdded,
            EventKind.LinkKeyRevoked => LinkKeyRevoked,
            EventKind.MailRetried => MailRetried,
            EventKind.JournalReplayed => JournalReplayed,
            EventKind.LossAccepted => LossAccepted,
            EventKind.NoticePublished => NoticePublished,
            EventKind.FormChanged => FormChanged,
            EventKind.RetentionRan => RetentionRan,
            EventKind.StaffAccountChanged => StaffAccountChanged,
            EventKind.RequestChanged => RequestChanged,
            EventKind.ErasuresReplayed => ErasuresReplayed,
            _ => null,
        };

    public MarkupString Of(ActorKind actor) =>
        actor switch
        {
            ActorKind.Person => Person,
            ActorKind.Operator => Operator,
            ActorKind.Staff => Staff,
            ActorKind.Sender => Sender,
            _ => Program,
        };
}
