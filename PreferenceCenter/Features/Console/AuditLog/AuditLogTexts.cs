using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.AuditLog;

internal sealed class AuditLogTexts
{
    public MarkupString Title { get; init; }
    public MarkupString Lead { get; init; }
    public MarkupString All { get; init; }
    public MarkupString People { get; init; }
    public MarkupString House { get; init; }
    public Phrase LogNamed { get; init; }
    public MarkupString Empty { get; init; }
    public MarkupString Position { get; init; }
    public MarkupString When { get; init; }
    public MarkupString What { get; init; }
    public MarkupString About { get; init; }
    public MarkupString By { get; init; }
    public MarkupString Person { get; init; }
    public MarkupString Operator { get; init; }
    public MarkupString Staff { get; init; }
    public MarkupString Sender { get; init; }
    public MarkupString Program { get; init; }
    public MarkupString Older { get; init; }
    public MarkupString Newest { get; init; }
    public MarkupString Checkpoint { get; init; }
    public MarkupString CheckpointText { get; init; }
    public Phrase Mailed { get; init; }
    public MarkupString NotMailed { get; init; }
    public MarkupString Verify { get; init; }
    public Phrase Verifying { get; init; }
    public Phrase Holds { get; init; }
    public Phrase Broken { get; init; }
    public MarkupString CheckFailed { get; init; }
    public MarkupString Erased { get; init; }
    public MarkupString Confirmed { get; init; }
    public MarkupString ActorNamed { get; init; }
    public MarkupString ControllerNamed { get; init; }
    public MarkupString CategoryChanged { get; init; }
    public MarkupString TopicChanged { get; init; }
    public MarkupString LinkKeyAdded { get; init; }
    public MarkupString LinkKeyRevoked { get; init; }
    public MarkupString MailRetried { get; init; }
    public MarkupString JournalReplayed { get; init; }
    public MarkupString LossAccepted { get; init; }
    public MarkupString NoticePublished { get; init; }
    public MarkupString FormChanged { get; init; }
    public MarkupString RetentionRan { get; init; }
    public MarkupString StaffAccountChanged { get; init; }
    public MarkupString RequestChanged { get; init; }
    public MarkupString ErasuresReplayed { get; init; }

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
